"""Source as of the close of one day: nothing later is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import islice

import msgspec

from r2k_tui.model.calendar.bell import closing_bell
from r2k_tui.model.calendar.days import NEW_YORK, bar_of_day, day_of_bar
from r2k_tui.model.factors.published import factors_known_on
from r2k_tui.model.factors.table import FactorTable
from r2k_tui.model.index.short_interest import Settlement
from r2k_tui.model.insiders.filing import InsiderFiling
from r2k_tui.model.macro.series import SERIES_BY_ID, MacroSeries, known_on
from r2k_tui.model.market.bars import Bars, Closes, Interval
from r2k_tui.model.market.dividends import DividendRecord
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import (
    BadData,
    BarBatch,
    Capabilities,
    ClosesSource,
    DividendSource,
    FactorSource,
    HoldingsSource,
    MacroSource,
    NotFound,
    QuoteBatch,
    Source,
)
from r2k_tui.sources.member_data import InsiderSource, ShortInterestSource


class AsOfSource:
    """Wrapper of a source: bars end with the session of `day`, and its newest daily bar is the quote."""

    def __init__(self, inner: Source, day: date) -> None:
        self._inner, self._day = inner, day

    @property
    def name(self) -> str:
        """See Source."""
        return self._inner.name

    @property
    def identity(self) -> str:
        """See Source."""
        return f"{self._inner.identity} as of {self._day.isoformat()}"

    @property
    def capabilities(self) -> Capabilities:
        """See Source. Nothing moves any more, and headlines of that day are not to be had."""
        kept = self._inner.capabilities
        info = msgspec.structs.replace(kept.info, live=False, keeps_store=False)
        return msgspec.structs.replace(kept, info=info, always_open=False, news=False)

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """See Source."""
        quotes: list[Quote] = []
        problems: list[Problem] = []
        for symbol in symbols:
            try:
                batch = await self.bars(symbol, Interval.D1)
            except (NotFound, BadData) as error:
                problems.append(Problem(symbol, error.kind, str(error)))
            else:
                quotes.append(quote_of(batch.bars))
        return QuoteBatch(tuple(quotes), tuple(problems))

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See Source. Raises NotFound where the first bar is later than the day."""
        batch = await self._inner.bars(symbol, interval, since)
        if interval is Interval.D1:
            end = float(bar_of_day(self._day))
        else:
            end = datetime.combine(self._day, time(23, 59, 59), NEW_YORK).timestamp()
        bars = batch.bars.until(end)
        if not len(bars):
            raise NotFound(f"{self._inner.name} has no {interval} bars of {symbol} up to {self._day.isoformat()}")
        return BarBatch(bars, batch.problems)

    async def dividends(self, symbol: str) -> DividendRecord:
        """See DividendSource: those of ex-dividend days up to the day."""
        if not isinstance(self._inner, DividendSource):
            raise NotFound(f"{self._inner.name} has no record of dividends")
        record = await self._inner.dividends(symbol)
        last = self._day.isoformat()
        return msgspec.structs.replace(record, paid=tuple(one for one in record.paid if one.day <= last))

    async def holdings(self, fund: str) -> FundHoldings:
        """See HoldingsSource; the inner source's list may be of a later day."""
        if not isinstance(self._inner, HoldingsSource):
            raise NotFound(f"{self._inner.name} has no fund holdings")
        return await self._inner.holdings(fund)

    async def economy(self, id: str) -> MacroSeries:
        """See MacroSource: observations published by the day, at their present values."""
        if not isinstance(self._inner, MacroSource):
            raise NotFound(f"{self._inner.name} has no macro series")
        return known_on(SERIES_BY_ID[id], await self._inner.economy(id), self._day)

    async def factor_table(self, name: str) -> FactorTable:
        """See FactorSource: months published by the day, at their present values."""
        if not isinstance(self._inner, FactorSource):
            raise NotFound(f"the {self._inner.name} source has no factor returns")
        return factors_known_on(await self._inner.factor_table(name), self._day)

    async def closes(self, symbols: Sequence[str]) -> Closes:
        """See ClosesSource. The caller, who knows the day, cuts off later days."""
        if not isinstance(self._inner, ClosesSource):
            raise NotFound(f"{self._inner.name} has no table of closes")
        return await self._inner.closes(symbols)

    async def short_interest(self, until: date) -> tuple[Settlement, ...]:
        """See ShortInterestSource; nothing that was published after the day."""
        if not isinstance(self._inner, ShortInterestSource):
            raise NotFound(f"{self._inner.name} has no short interest")
        return await self._inner.short_interest(min(until, self._day))

    async def insider_filings(self, since: str, until: str) -> tuple[InsiderFiling, ...]:
        """See InsiderSource: filings that were public on the day."""
        if not isinstance(self._inner, InsiderSource):
            raise NotFound(f"{self._inner.name} has no filings of insiders")
        return await self._inner.insider_filings(since, min(until, self._day.isoformat()))

    async def close(self) -> None:
        """See Source."""
        await self._inner.close()


def quote_of(bars: Bars, name: str = "", received_at: float | None = None) -> Quote:
    """The newest daily bar with a close as a quote, at the closing bell of its day; NaN becomes None.

    The last bar where none has a close. The close before it is that of the last bar before it which has one.
    """
    closes = bars.column("close")
    priced = islice((place for place in range(len(bars) - 1, -1, -1) if closes[place] == closes[place]), 2)
    newest = next(priced, len(bars) - 1)
    before = next(priced, None)
    closed = closing_bell(day_of_bar(bars.times()[newest]))
    value = {column: _known(bars.column(column)[newest]) for column in ("open", "high", "low", "close", "volume")}
    return Quote(
        symbol=bars.symbol,
        price=value["close"],
        previous_close=None if before is None else closes[before],
        open=value["open"],
        day_high=value["high"],
        day_low=value["low"],
        volume=value["volume"],
        name=name,
        time=closed,
        received_at=closed if received_at is None else received_at,
        source=bars.source,
    )


def _known(number: float) -> float | None:
    return None if number != number else number
