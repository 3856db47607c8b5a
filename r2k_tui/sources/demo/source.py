"""Demo source: the simulated market at the present time of its clock."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from datetime import date

from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.events.event import Event
from r2k_tui.model.factors.table import FactorTable
from r2k_tui.model.index.short_interest import Settlement
from r2k_tui.model.insiders.filing import InsiderFiling
from r2k_tui.model.macro.series import MacroSeries
from r2k_tui.model.market.bars import Closes, Interval
from r2k_tui.model.market.dividends import DividendRecord
from r2k_tui.model.market.estimates import DayEstimates
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.model.market.news import Headline
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BarBatch, Capabilities, NotFound, QuoteBatch, Unavailable
from r2k_tui.sources.demo.companies import companies
from r2k_tui.sources.demo.events import simulated_events
from r2k_tui.sources.demo.info import INFO
from r2k_tui.sources.demo.lists import FUND, FUNDS, STYLE_FUNDS
from r2k_tui.sources.demo.macro import invented_series
from r2k_tui.sources.demo.market import SOURCE, SimulatedMarket
from r2k_tui.sources.demo.news import invented
from r2k_tui.sources.member_data import HaltReading

# 1988-01-04 and 2200-01-01 in seconds since the epoch: at least a few months of history, and the calendar's end.
_FIRST, _LAST = 568252800.0, 7258118400.0


class DemoSource:
    """Simulated US small-cap market, always open; a function of seed and clock, independent of earlier calls.

    The level of ^RUT passes a few facts of the real index (`waypoints`); everything else is invented. A session has the
    date of the present day in New York and began 2 to 8.5 hours ago: its open, high, low and volume count from there;
    its previous close is that of the last finished session day.
    """

    def __init__(self, seed: int = 2000, clock: Callable[[], float] = time.time) -> None:
        self._seed, self._clock = seed, clock
        self._market: SimulatedMarket | None = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """See Source."""
        return SOURCE

    @property
    def identity(self) -> str:
        """See Source."""
        return SOURCE

    @property
    def capabilities(self) -> Capabilities:
        """See Source."""
        return Capabilities(
            INFO,
            intervals=tuple(Interval),
            always_open=True,
            remote=False,
            quote_cadence_s=1.0,
            news=True,
        )

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """See Source. Raises Unavailable when the clock is outside the simulated years."""
        return await asyncio.to_thread(self._quotes, tuple(symbols)) if symbols else QuoteBatch(())

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See Source. Minute bars reach back to the session's start, longer ones 5 or 22 sessions more."""
        return await asyncio.to_thread(self._bars, symbol, interval, since)

    async def news(self, symbol: str) -> tuple[Headline, ...]:
        """See NewsSource. Invented, and each headline says that it is."""
        return invented(self._seed, symbol, self._clock())

    async def close(self) -> None:
        """See Source."""
        with self._lock:
            self._market = None

    async def holdings(self, fund: str) -> FundHoldings:
        """See ListsMembers. The invented companies that the index is made of."""
        return await asyncio.to_thread(self._holdings, fund)

    async def holdings_days(self, fund: str) -> tuple[str, ...]:
        """See DatedHoldingsSource."""
        return await asyncio.to_thread(self._holdings_days, fund)

    async def holdings_of(self, fund: str, day: str) -> FundHoldings:
        """See DatedHoldingsSource. Lists before a reconstitution hold companies that left with it."""
        return await asyncio.to_thread(self._holdings, fund, day)

    async def estimate_days(self) -> tuple[str, ...]:
        """See EstimatesSource."""
        return await asyncio.to_thread(self._estimate_days)

    async def estimates_of(self, day: str) -> DayEstimates:
        """See EstimatesSource. Invented."""
        return await asyncio.to_thread(self._estimates_of, day)

    async def economy(self, id: str) -> MacroSeries:
        """See KeepsEconomy. Invented."""
        return await asyncio.to_thread(invented_series, self._seed, id, self._clock())

    async def events(self, first: date, last: date) -> tuple[Event, ...]:
        """See EventsSource. Invented."""
        return await asyncio.to_thread(simulated_events, self._seed, first, last)

    async def dividends(self, symbol: str) -> DividendRecord:
        """See DividendSource. Those of the simulated funds; of a company, none is simulated."""
        return await asyncio.to_thread(self._dividends, symbol)

    async def halts(self) -> HaltReading:
        """See HaltsSource. Invented."""
        return await asyncio.to_thread(self._halts)

    async def closes(self, symbols: Sequence[str]) -> Closes:
        """See KeepsCloses."""
        return await asyncio.to_thread(self._closes, tuple(symbols))

    async def short_interest(self, until: date) -> tuple[Settlement, ...]:
        """See ShortInterestSource. Invented."""
        return await asyncio.to_thread(self._short_interest, until)

    async def insider_filings(self, since: str, until: str) -> tuple[InsiderFiling, ...]:
        """See InsiderSource. Invented."""
        return await asyncio.to_thread(self._filings, since, until)

    async def factor_table(self, name: str) -> FactorTable:
        """See FactorSource. From the simulated prices, or invented."""
        return await asyncio.to_thread(self._factor_table, name)

    def _quotes(self, symbols: tuple[str, ...]) -> QuoteBatch:
        quotes: list[Quote] = []
        problems: list[Problem] = []
        with self._lock:
            now = self._clock()
            market = self._at(now)
            listed = companies(self._seed).place
            members = tuple(symbol for symbol in symbols if symbol in listed)
            large: list[str] = []
            for symbol in (symbol for symbol in symbols if symbol not in listed):
                try:
                    quotes.append(market.quote(symbol, now))
                except NotFound as error:
                    if market.knows_large(symbol, now):
                        large.append(symbol)
                    else:
                        problems.append(Problem(clean(symbol, 32), error.kind, str(error)))
            found = [market.large(tuple(large), now)] if large else []
            found += [market.members(members, now)] if members else []
        told = tuple(quote for batch, _ in found for quote in batch)
        facts = tuple(fact for _, batch in found for fact in batch)
        return QuoteBatch((*quotes, *told), tuple(problems), facts)

    def _bars(self, symbol: str, interval: Interval, since: float | None) -> BarBatch:
        with self._lock:
            now = self._clock()
            market = self._at(now)
            if symbol in companies(self._seed).place:
                bars = market.member_bars(symbol, interval, now)
            else:
                bars = market.bars(symbol, interval, now)
        return BarBatch(bars if since is None else bars.since(since))

    def _holdings_days(self, fund: str) -> tuple[str, ...]:
        with self._lock:
            now = self._clock()
            lists = self._at(now).universe(now).lists
            return lists.days if fund in FUNDS else lists.days[-1:] if fund in STYLE_FUNDS else ()

    def _holdings(self, fund: str, day: str | None = None) -> FundHoldings:
        with self._lock:
            now = self._clock()
            if fund not in (*FUNDS, *STYLE_FUNDS):
                known = ", ".join((*FUNDS, *STYLE_FUNDS))
                raise NotFound(f"the simulated market knows what {known} hold, not what {clean(fund, 16)} does")
            if fund in STYLE_FUNDS:
                found = self._at(now).universe(now).lists.styled(fund)
                if day not in (None, found.as_of):
                    raise NotFound(f"the simulated {fund} has no list of {day}")
                return found
            if day is None and fund == FUND:
                return self._at(now).universe(now).holdings
            return self._at(now).universe(now).lists.holdings(fund, day)

    def _estimate_days(self) -> tuple[str, ...]:
        with self._lock:
            now = self._clock()
            return self._at(now).universe(now).estimate_days

    def _estimates_of(self, day: str) -> DayEstimates:
        with self._lock:
            now = self._clock()
            return self._at(now).universe(now).estimates_of(day)

    def _short_interest(self, until: date) -> tuple[Settlement, ...]:
        with self._lock:
            now = self._clock()
            return self._at(now).universe(now).short_interest(min(until, new_york_day(now)))

    def _dividends(self, symbol: str) -> DividendRecord:
        with self._lock:
            now = self._clock()
            return DividendRecord(symbol, self._at(now).dividends(symbol, now), self.name)

    def _halts(self) -> HaltReading:
        with self._lock:
            now = self._clock()
            return HaltReading(self._at(now).halts(now), now)

    def _closes(self, symbols: tuple[str, ...]) -> Closes:
        with self._lock:
            now = self._clock()
            return self._at(now).universe(now).closes(symbols)

    def _factor_table(self, name: str) -> FactorTable:
        with self._lock:
            now = self._clock()
            return self._at(now).factors(name, new_york_day(now))

    def _filings(self, since: str, until: str) -> tuple[InsiderFiling, ...]:
        with self._lock:
            now = self._clock()
            return self._at(now).universe(now).insiders(since, until)

    def _at(self, now: float) -> SimulatedMarket:
        """Market with enough days for `now`. Raises Unavailable."""
        if not _FIRST <= now < _LAST:
            raise Unavailable("the simulated market runs from 1988 to 2199; set the clock")
        if self._market is None or not self._market.exchange.covers(now):
            self._market = SimulatedMarket(self._seed, now)
        return self._market
