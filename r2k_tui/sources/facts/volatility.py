"""Daily bars of volatility indices, from the first of several providers whose series is current."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from math import nan
from typing import NamedTuple, Protocol

import msgspec

from r2k_tui.model.calendar.days import bar_of_day, day_of_bar, new_york_day
from r2k_tui.model.market.bars import Bars, Interval, merge, pack_floats, pack_times
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import BarBatch, NotFound, Source, SourceError
from r2k_tui.sources.facts.table import CBOE, LARGE_VOLATILITY, SMALL_VOLATILITY, TITLES

SYMBOLS = frozenset((*SMALL_VOLATILITY.subjects, *LARGE_VOLATILITY.subjects))
# Sessions after its last bar from which on a series is out of date.
OLDEST_SESSIONS = 5
TOO_OLD = "too_old"


class DailyCloses(Protocol):
    """Provider of daily bars of some symbols; see Source."""

    @property
    def name(self) -> str:
        """Short name; see the table of facts."""

    def covers(self, symbol: str) -> bool:
        """Whether it has bars of this symbol."""

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See Source.bars."""


class Moment(NamedTuple):
    """Point in time of the bars: `until` is the day of the analysis, None for the present.

    `sessions_since`: number of finished sessions after a day. `quote`: the last quote of a symbol.
    """

    until: date | None
    sessions_since: Callable[[date], int]
    quote: Callable[[str], Quote | None]


class _Found(NamedTuple):
    """Bars of one provider, and the reasons why the providers before it were skipped."""

    batch: BarBatch
    title: str
    passed: tuple[str, ...]


class VolatilityBars:
    """Bars of a source; those of the volatility indices come from the first provider whose series is current.

    The note of bars from another provider than the source names it and the reason.
    """

    def __init__(self, source: Source, others: Sequence[DailyCloses], moment: Moment) -> None:
        self._source, self._others, self._moment = source, others, moment

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See Source.bars. Raises the error of the source if no provider has bars.

        If all series are out of date, the newest is returned with a problem.
        """
        if interval is not Interval.D1 or symbol not in SYMBOLS:
            return await self._source.bars(symbol, interval, since)
        error: SourceError | None = None
        passed: list[str] = []
        youngest: _Found | None = None
        providers: list[Source | DailyCloses] = [self._source, *(one for one in self._others if one.covers(symbol))]
        for provider in providers:
            title = TITLES.get(provider.name, provider.name)
            try:
                batch = self._cut(await provider.bars(symbol, interval, since))
            except SourceError as fault:
                error = error or fault
                passed.append(_reason(title, symbol, fault))
                continue
            found = _Found(batch, title, tuple(passed))
            if self._is_fresh(batch.bars, since):
                return batch if provider is self._source else self._noted(found)
            passed.append(_age_words(title, batch.bars))
            if youngest is None or _last(batch.bars) > _last(youngest.batch.bars):
                youngest = found._replace(passed=())
        return self._old(symbol, youngest, passed, error)

    def _cut(self, batch: BarBatch) -> BarBatch:
        """Batch without bars later than the day of the analysis."""
        if self._moment.until is None:
            return batch
        return msgspec.structs.replace(batch, bars=batch.bars.until(bar_of_day(self._moment.until)))

    def _is_fresh(self, bars: Bars, since: float | None) -> bool:
        day = day_of_bar(bars.times()[-1]) if len(bars) else day_of_bar(int(since)) if since is not None else None
        return day is not None and self._moment.sessions_since(day) <= OLDEST_SESSIONS

    def _noted(self, found: _Found) -> BarBatch:
        """Batch of a later provider, extended by a newer quote, with the note that names the provider."""
        bars, title = found.batch.bars, found.title
        if not len(bars):
            return found.batch
        newer = self._by_quote(bars)
        ends = f"{title} to {day_of_bar(bars.times()[-1]).isoformat()}"
        if newer is not None:
            bars, ends = merge(bars, newer), f"{ends}, then the quote of {TITLES[CBOE]}, 15 minutes late"
        note = "; ".join((ends, *found.passed))
        return msgspec.structs.replace(found.batch, bars=msgspec.structs.replace(bars, note=note))

    def _by_quote(self, bars: Bars) -> Bars | None:
        """Bar of today by Cboe's delayed quote, where the user added it to the chain and the bars end before it."""
        quote = self._moment.quote(bars.symbol) if self._moment.until is None else None
        if quote is None or quote.source != CBOE or quote.price is None or quote.time is None:
            return None
        day = new_york_day(quote.time)
        if day <= day_of_bar(bars.times()[-1]):
            return None
        known = {name: getattr(quote, field) for name, field in _FIELDS.items()}
        columns = {name: pack_floats([nan if value is None else value]) for name, value in known.items()}
        one = Bars(bars.symbol, Interval.D1, pack_times([bar_of_day(day)]), source=bars.source)
        return msgspec.structs.replace(one, **columns)

    def _old(self, symbol: str, youngest: _Found | None, passed: Sequence[str], error: SourceError | None) -> BarBatch:
        if youngest is None or not len(youngest.batch.bars):
            raise error or NotFound(f"no daily bars of {symbol}: {'; '.join(passed)}")
        words = f"{symbol} is out of date: {'; '.join(passed)}"
        problems = (*youngest.batch.problems, Problem(symbol, TOO_OLD, words))
        bars = msgspec.structs.replace(youngest.batch.bars, note="; ".join(passed))
        return BarBatch(bars, problems)


_FIELDS = {
    "open": "open",
    "high": "day_high",
    "low": "day_low",
    "close": "price",
    "adj_close": "price",
    "volume": "volume",
}


def _last(bars: Bars) -> int:
    return bars.times()[-1] if len(bars) else 0


def _reason(title: str, symbol: str, error: SourceError) -> str:
    """Reason why a provider was skipped, with its name."""
    if isinstance(error, NotFound):
        return f"{title} does not know {symbol}"
    words = str(error).rstrip(".")
    return words if title.split(" ")[0].casefold() in words.casefold() else f"{title}: {words}"


def _age_words(title: str, bars: Bars) -> str:
    return f"{title} ends on {day_of_bar(_last(bars)).isoformat()}" if len(bars) else f"{title} has nothing newer"
