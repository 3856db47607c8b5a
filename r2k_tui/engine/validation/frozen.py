"""Frozen feeds: responses arrive, but no price in them moves while the market is open."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from math import isnan
from typing import NamedTuple

from r2k_tui.engine.validation.movement import Movement
from r2k_tui.model.calendar.days import hour_and_minute
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.bars import Bars
from r2k_tui.model.market.feed import FROZEN, Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import QuoteBatch

# A feed is frozen once no price has moved for this long, in at least this many polls.
_LEAST_S, _LEAST_POLLS = 120.0, 10
# A single symbol may be halted, but not several liquid ones at the same time.
_LEAST_SILENT = 2
# A hub terminal can watch any number of symbols in quick succession; more than those of one request are kept.
_MOST_SYMBOLS = 2000
# Growth of the lag between the Date header and our clock that the caches of a healthy service never reach.
_LAG_S = 300.0
# A minute bar unchanged for this long, in this many responses, is not a pause in trading.
_BAR_S, _BAR_FETCHES = 300.0, 3


class _Served(NamedTuple):
    """Newest Date header: its time `at`, when it was first seen by our clock, and in how many polls."""

    at: float
    first_seen: float
    polls: int


class _NewestBar(NamedTuple):
    """Newest minute bar of a symbol, since when it is unchanged, and in how many responses."""

    bar: tuple[float, ...]
    since: float
    fetches: int


class _Provider:
    """State of one provider's feed."""

    def __init__(self) -> None:
        self.symbols: dict[str, Movement] = {}
        self.moved_at = 0.0
        self.polls_since = 0
        self.served: _Served | None = None
        self.least_lag = float("inf")


class FrozenFeeds:
    """Detector of frozen feeds, by provider; only quotes of open markets count.

    `report` receives the name of a provider and a message once its feed freezes. `steady_clock` is monotonic, in
    seconds.
    """

    def __init__(
        self, report: Callable[[str, str], None] | None = None, steady_clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._report, self._steady = report, steady_clock
        self._providers: dict[str, _Provider] = {}
        self._bars: dict[str, _NewestBar] = {}
        self._frozen: dict[str, Problem] = {}
        self._liquid: set[str] = set()

    def take(self, batch: QuoteBatch, session_of: Callable[[Quote], Session | None], now: float) -> tuple[Problem, ...]:
        """Problems of the providers whose feeds are frozen, given their newest quotes.

        `session_of`: session of a quote's exchange, None if its hours are unknown.
        """
        groups: dict[str, list[Quote]] = {}
        for quote in batch.quotes:
            groups.setdefault(quote.source, []).append(quote)
        found: dict[str, Problem] = {}
        self._liquid.clear()
        for name, quotes in groups.items():
            provider = self._providers.setdefault(name, _Provider())
            awake = [q for q in quotes if _is_awake(q, session_of(q), now)]
            served = self._served(provider, batch.served.get(name), now)
            words = self._silent(provider, quotes, awake, now) or (served if awake else "")
            if words:
                found[name] = Problem(name, FROZEN, f"{name} is frozen: {words}")
        self._tell(found)
        return tuple(found.values())

    def streamed(self, quotes: Iterable[Quote], now: float) -> None:
        """Record streamed prices, which show that the feed of their provider moves."""
        for name in {quote.source for quote in quotes}:
            if (provider := self._providers.get(name)) is not None:
                provider.moved_at, provider.polls_since = now, 0

    def take_bars(self, minutes: Bars, now: float) -> tuple[Problem, ...]:
        """Record the newest minute bar of a response; return a problem if it is unchanged although its symbol is
        liquid."""
        if not len(minutes):
            return ()
        numbers = (float(minutes.times()[-1]), minutes.column("close")[-1], minutes.column("volume")[-1])
        bar = tuple(0.0 if isnan(number) else number for number in numbers)
        known = self._bars.get(minutes.symbol)
        same = known is not None and known.bar == bar and known.since <= now
        self._bars[minutes.symbol] = (
            _NewestBar(bar, known.since, known.fetches + 1) if same and known else _NewestBar(bar, now, 1)
        )
        symbol = minutes.symbol
        if symbol not in self._liquid or not self._bar_stands(symbol, now):
            return ()
        return (Problem(symbol, FROZEN, f"{symbol} has no new minute bar since {hour_and_minute(bar[0])}"),)

    def _silent(self, provider: _Provider, quotes: list[Quote], awake: list[Quote], now: float) -> str:
        """Message about the time since the last movement; "" while prices move or need not move."""
        known, names = provider.symbols, {quote.symbol for quote in awake}
        moved = [known.setdefault(q.symbol, Movement()).take(q, awake=q.symbol in names) for q in quotes]
        liquid = [quote.symbol for quote in awake if known[quote.symbol].is_liquid(quote)]
        self._liquid.update(liquid)
        while len(known) > max(_MOST_SYMBOLS, len(quotes)):
            del known[next(iter(known))]
        if any(moved) or not awake or not provider.moved_at <= now:
            provider.moved_at, provider.polls_since = now, 0
            return ""
        provider.polls_since += 1
        if provider.polls_since < _LEAST_POLLS or now - provider.moved_at < _LEAST_S:
            return ""
        still = sum(self._bar_stands(symbol, now) for symbol in liquid)
        if len(liquid) + still < _LEAST_SILENT:
            return ""
        return f"no price has moved since {hour_and_minute(provider.moved_at)}"

    def _bar_stands(self, symbol: str, now: float) -> bool:
        newest = self._bars.get(symbol)
        return newest is not None and newest.fetches >= _BAR_FETCHES and now - newest.since >= _BAR_S

    def _served(self, provider: _Provider, at: float | None, now: float) -> str:
        """Message about a stale Date header; "" for a current one."""
        if at is None:
            provider.served = None
            return ""
        known, lag = provider.served, self._steady() - at
        provider.least_lag = min(provider.least_lag, lag)
        same = known is not None and known.at == at and known.first_seen <= now
        known = _Served(at, known.first_seen, known.polls + 1) if same and known else _Served(at, now, 1)
        provider.served = known
        stands = known.polls > _LEAST_POLLS and now - known.first_seen >= _LEAST_S
        if stands or lag - provider.least_lag >= _LAG_S:
            return f"its responses date from {hour_and_minute(at)}"
        return ""

    def _tell(self, found: dict[str, Problem]) -> None:
        for name, problem in found.items():
            if name not in self._frozen and self._report is not None:
                self._report(name, problem.message)
        self._frozen = found


def _is_awake(quote: Quote, session: Session | None, now: float) -> bool:
    """Whether a quote should move: its market has been open for longer than the delay of the quote."""
    if session is None or session.phase is not Phase.OPEN or session.opens_at is None:
        return False
    return now - session.opens_at >= quote.delay_s + _LEAST_S
