"""Polling of the universe topics."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from functools import partial

import msgspec
import numpy as np

from r2k_tui.analytics.series.series import DailySeries, from_bars
from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.calendar.hours import Hours
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.polling.collector import Collector
from r2k_tui.engine.polling.topic import Incomplete
from r2k_tui.engine.universe.caps import MarketCaps, market_caps
from r2k_tui.engine.universe.close_history import MemberHistory
from r2k_tui.engine.universe.closes import past_of_closes
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.holdings import Listing
from r2k_tui.engine.universe.large_fund import LargeFund
from r2k_tui.engine.universe.repository import UniverseCache
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.engine.universe.sweep import Sweep, outcome
from r2k_tui.model.calendar.days import bar_of_day, day_of_bar
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedStatus, Problem
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.rate_limit import TokenBucket, Unlimited
from r2k_tui.sources.base import ClosesSource, NotFound, QuoteBatch, Source, SourceError
from r2k_tui.store.universe import UniverseStore

HOLDINGS, SWEEP, MEMBERS, LARGE = "holdings", "universe", "members", "large"
_PACE_BURST = 20
_ALL_AT_ONCE = 10_000
_DAY_S = 86400


class UniversePoller:
    """Poll methods of the universe topics. Each returns a status text for the screen and raises SourceError.

    `wake` receives the name of a topic that has work to do after another topic's update.
    """

    def __init__(
        self,
        context: EngineContext,
        source: Source,
        store: UniverseStore,
        bars: BarService,
        hours: Hours,
        collector: Collector,
        wake: Callable[[str], None],
    ) -> None:
        settings, kept = context.config.universe, source.capabilities
        self._context, self._source, self._hours, self._settings, self._wake = context, source, hours, settings, wake
        self.state, self._requests, self._size = UniverseState(), collector.requests, collector.batching.size
        self._fund, as_of = context.config.market.small_fund, context.as_of
        until = bar_of_day(date.fromisoformat(as_of)) // _DAY_S if as_of else None
        self._until = until
        self._bars = bars
        self._kept = UniverseCache(store, context.archive, source, context.clock, until)
        day = partial(self._session_on, date.fromisoformat(as_of)) if as_of else None
        fetches = kept.remote and not kept.simulated and (kept.live or as_of is not None)
        self._listing = Listing(source, context.config, store, context.clock, day, fetches)
        pace = TokenBucket(settings.requests_per_minute, _PACE_BURST, context.clock) if kept.remote else Unlimited()
        chunk = settings.chunk if kept.remote else _ALL_AT_ONCE
        self._large = LargeFund()
        self._day: date | None = None

        def sweep(name: str, symbols: Callable[[], tuple[str, ...]], take: Callable[..., None]) -> Sweep:
            turn = partial(collector.take_turn, name)
            return Sweep(source, symbols, chunk, pace, turn, collector.batching, take, self._progress(name))

        self._sweep = sweep(SWEEP, self._quoted, self._take)
        self._large_sweep = sweep(LARGE, self._large.symbols, self._take_large)
        self._history = MemberHistory(
            source,
            pace,
            partial(collector.take_turn, MEMBERS),
            self._kept.closes,
            self._kept.keep_closes,
            self._progress(MEMBERS),
        )

    async def holdings(self) -> str:
        """Update the holdings list; while no closes are loaded, restore stored prices, fundamentals and closes."""
        try:
            await self._listing.newest(self._fund, self._put)
        except SourceError as error:
            self.state.set_problem(HOLDINGS, Problem(self._fund, error.kind, str(error)))
            if isinstance(error, NotFound) and not self._listing.can_fetch(self._fund):
                # A folder without a list will not gain one: this is no failure, and triggers no early retry.
                return str(error)
            raise
        else:
            self.state.set_problem(HOLDINGS, None)
        finally:
            if (roll := self.state.roll) is not None and not len(self.state.past.table.days):
                await self._restore(roll)
            self._changed(set())
        return self._listing.notice(self._fund)

    async def sweep(self, *, force: bool = False) -> str:
        """Poll quotes of all constituents; from a local source, only while a reader watches them or with `force`."""
        if not (force or self._source.capabilities.remote or self._context.interest.universe_is_watched):
            return ""
        await self._sweep.poll()
        self._kept.keep_prices(self.state.prices)
        day = self.state.prices.newest_day()
        if self._day is not None and day != self._day:
            self._wake(MEMBERS)  # another session has ended
        self._day = day
        return outcome(self.state, self._size.note)

    async def members(self) -> str:
        """Update the closes of all constituents, in bulk if the source supports it, else one symbol at a time."""
        roll, source = self.state.roll, self._source
        if roll is None:
            return "no list of members"
        if isinstance(source, ClosesSource):
            try:
                closes = await source.closes(roll.quoted())
            except NotFound:
                pass
            else:
                past = await asyncio.to_thread(past_of_closes, roll, closes, self._until)
                self.state.set_past(roll, past, await self._fund_closes(roll))
                self._changed(set())
                return _told(closes.left_out)
        kept = source.capabilities
        return await self._fetch(roll) if kept.remote and kept.live and self._settings.history_days else ""

    async def large(self) -> str:
        """Update the holdings list, fundamentals and valuation of the large-cap fund."""
        await self._listing.newest(self._settings.large_fund, self._large.put)
        await self._large_sweep.poll()
        self.state.large = self._large.valuation()
        self.state.touch()
        self._changed(set())
        return ""

    async def list_of(self, fund: str) -> FundHoldings:
        """Newest list of any fund; the one in use where none can be fetched. Raises SourceError without any."""
        found: list[FundHoldings] = []
        try:
            await self._listing.newest(fund, found.append)
        except SourceError:
            if not found:
                raise
        return found[-1]

    def caps(self) -> tuple[MarketCaps | None, MarketCaps | None]:
        """Market caps of the constituents of the index fund and of the large-cap fund; None without a list."""
        roll = self.state.roll
        return None if roll is None else market_caps(roll, self.state.prices), self._large.caps()

    def requests(self, topic: str) -> int:
        """Number of requests that a topic has sent."""
        return self._requests[topic]

    def end(self) -> None:
        """Store the last prices immediately."""
        self._kept.keep_prices(self.state.prices, at_once=True)

    async def close(self) -> None:
        """Release the connections."""
        await self._listing.close()

    def _put(self, holdings: FundHoldings) -> None:
        if self.state.set_list(holdings):
            self._wake(SWEEP)
            self._wake(MEMBERS)

    async def _restore(self, roll: Constituents) -> None:
        self.state.restore(await self._kept.prices(), await self._kept.fundamentals())
        self.state.set_past(roll, await self._kept.past(roll), await self._fund_closes(roll))

    async def _fund_closes(self, roll: Constituents) -> DailySeries | None:
        """Daily bars of the list's fund, from the cache or a local source; None if there are none."""
        bars = await self._bars.cached(roll.fund, Interval.D1)
        if bars is None and not self._source.capabilities.remote:
            try:
                bars = (await self._source.bars(roll.fund, Interval.D1, None)).bars
            except SourceError:
                return None
        return from_bars(bars) if bars is not None and len(bars) else None

    async def _fetch(self, roll: Constituents) -> str:
        upto, checked = self._last_session(), await self._kept.checked_days()
        due = [s for s in roll.quoted() if s not in self.state.unknown and checked.get(s, 0) < upto]
        if not due:
            return ""
        try:
            tally = await self._history.bring(due, upto, upto - self._settings.history_days)
        finally:
            self.state.set_past(roll, await self._kept.past(roll), await self._fund_closes(roll))
            self._changed(set())
        without = len(tally.missing) + len(tally.failed)
        outcome = f"{without} of {tally.asked:,} members without closes" if without else ""
        if tally.failed:
            raise Incomplete(outcome)
        return outcome

    def _last_session(self) -> int:
        """Last completed session, in days since 1970-01-01."""
        now, days = self._context.clock(), self._hours.days().astype("int64")
        stop = int(days.searchsorted(int(now // _DAY_S) + 1))
        over = (day for day in reversed(days[:stop].tolist()) if self._hours.finished(day_of_bar(day * _DAY_S), now))
        return int(next(over))

    def _session_on(self, day: date) -> date:
        """Last session on or before a day."""
        days = self._hours.days()
        stop = int(days.searchsorted(np.datetime64(day), side="right"))
        found: date = days[stop - 1].item() if stop else day
        return found

    def _quoted(self) -> tuple[str, ...]:
        return self.state.roll.quoted() if self.state.roll is not None else ()

    def _take(self, asked: tuple[str, ...], batch: QuoteBatch) -> None:
        changed, news = self.state.take(asked, batch)
        self._kept.keep_fundamentals(news)
        self._changed(changed)

    def _take_large(self, asked: tuple[str, ...], batch: QuoteBatch) -> None:
        self._kept.keep_fundamentals(self._large.take(asked, batch))

    def _changed(self, places: set[int]) -> None:
        """Publish changes; those of constituents only while a reader watches them."""
        if self._context.interest.universe_is_watched:
            self._context.market.changes.members |= places
            self._context.market.changes.universe = True
        self._context.publisher.publish()

    def _progress(self, topic: str) -> Callable[[int, int], None]:
        def tell(done: int, whole: int) -> None:
            status = self._context.market.feeds.get(topic, FeedStatus(topic))
            progress = f"{done:,} of {whole:,} members"
            self._context.publish_status(msgspec.structs.replace(status, progress=progress))

        return tell


def _told(sentences: tuple[str, ...]) -> str:
    """First of the notices about a source's data, with the number of further ones; empty without notices."""
    more = f"; {len(sentences) - 1} more such notices" if len(sentences) > 1 else ""
    return f"{sentences[0]}{more}" if sentences else ""
