"""The feed as a machine that anything may happen to: what may never be true of it, whatever the order."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.polling.collector import Collector
from r2k_tui.engine.state.archive import Archive
from r2k_tui.engine.state.interest import Interest
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.freshness import state_of
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.rate_limit import TokenBucket
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.store.store import Store
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import bars_at
from tests.fakes.scripted_source import ALL, ScriptedSource

SYMBOLS = ("IWM", "SPY")
DAY = 86400
ERRORS = (Unavailable("no route"), BadData("rubbish"), AuthFailed("no"), NotFound("nobody"), RateLimited("slow down"))
# What is shown as live is not older than this: three polls or a quarter of a minute, and what a clock may be off.
_LIVE_S, _CLOCK_OFF_S = 15.0, 60.0


class Feed(RuleBasedStateMachine):
    """A collector over a scripted source and a file, with a clock that people set, and restarts."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "r2k.sqlite3"
        self.elapsed, self.shift = 0.0, 0.0
        self.source = ScriptedSource()
        self.true = dict.fromkeys(SYMBOLS, 100.0)
        self.served: dict[str, set[float]] = {symbol: set() for symbol in SYMBOLS}
        self.received: dict[str, float] = {}
        self.days: dict[str, int] = dict.fromkeys(SYMBOLS, 30)
        self.kept: dict[str, set[int]] = {symbol: set() for symbol in SYMBOLS}
        self.feed = FeedStatus("quotes")
        self.newest: dict[str, float] = {}

    def clock(self) -> float:
        return START + self.elapsed + self.shift

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    @initialize()
    def begin(self) -> None:
        self.run(self._open())

    async def _open(self) -> None:
        self.store = Store.opened(self.path, "scripted")
        self.market = MarketState(SourceFacts("scripted", intervals=ALL, quote_cadence_s=5.0), Session())
        self.market.apply_quotes(self.store.quotes())
        self.archive = Archive(self.store, self.clock, lambda _: None, self.market.bars.get)
        bucket = TokenBucket(6000, 1000, self.clock)
        interest = Interest(MarketSettings(index="IWM"), SYMBOLS, self.clock)
        self.collector = Collector(self.source, self.market, interest, self.archive, bucket, self.clock)

    @rule(seconds=st.sampled_from([1.0, 5.0, 14.0, 40.0, 4000.0]))
    def time_passes(self, seconds: float) -> None:
        self.elapsed += seconds

    @rule(seconds=st.sampled_from([-90000.0, -3600.0, -30.0, 30.0, 3600.0, 90000.0]))
    def somebody_sets_the_clock(self, seconds: float) -> None:
        self.shift += seconds
        self.newest.clear()

    @rule(symbol=st.sampled_from(SYMBOLS), factor=st.sampled_from([0.95, 1.01, 1.2]))
    def the_market_moves(self, symbol: str, factor: float) -> None:
        self.true[symbol] = round(self.true[symbol] * factor, 4)

    @rule(lag=st.sampled_from([0.0, 0.0, 20.0, 900.0]))
    def a_poll_goes_well(self, lag: float) -> None:
        now = self.clock()
        for symbol in SYMBOLS:
            self.source.set_price(symbol, self.true[symbol], time=now - lag, received_at=now)
            self.served[symbol].add(self.true[symbol])
        self.run(self._poll())

    @rule(symbol=st.sampled_from(SYMBOLS), factor=st.sampled_from([100.0, 0.01, 1e6]))
    def a_poll_has_a_spike(self, symbol: str, factor: float) -> None:
        now = self.clock()
        for other in SYMBOLS:
            self.source.set_price(other, self.true[other], time=now, received_at=now)
            self.served[other].add(self.true[other])
        self.source.set_price(symbol, self.true[symbol] * factor, time=now, received_at=now)
        if symbol not in self.market.quotes:
            return  # there is nothing to hold the first price of all against
        self.run(self._poll())
        # The next look tells: a spike that comes twice is none.
        self.source.set_price(symbol, self.true[symbol], time=now, received_at=now)
        self.run(self._poll())

    @rule(ahead=st.sampled_from([120.0, 7200.0]))
    def a_poll_has_a_time_that_is_to_come(self, ahead: float) -> None:
        now = self.clock()
        for symbol in SYMBOLS:
            self.source.set_price(symbol, self.true[symbol], time=now + ahead, received_at=now)
            self.served[symbol].add(self.true[symbol])
        self.newest.clear()
        self.run(self._poll())

    @rule(error=st.sampled_from(ERRORS))
    def a_poll_fails(self, error: SourceError) -> None:
        self.source.fail("quotes", error)
        self.run(self._poll())
        self.source.heal("quotes")

    @rule(symbol=st.sampled_from(SYMBOLS), more=st.integers(0, 3), cut=st.sampled_from([None, 0, 1, 5]))
    def bars_are_fetched(self, symbol: str, more: int, cut: int | None) -> None:
        """The history grows; an answer may be short, or have no rows at all."""
        self.days[symbol] += more
        times = [int(START) // DAY * DAY + DAY * number for number in range(self.days[symbol])]
        times = times if cut is None else times[-cut:] if cut else []
        self.source.put(bars_at(times, [50.0] * len(times), symbol, Interval.D1))
        with suppress(SourceError):
            self.run(self.collector.fetch(symbol, Interval.D1))

    @rule()
    def the_program_starts_again(self) -> None:
        self.run(self.archive.close())
        self.run(self._open())

    async def _poll(self) -> None:
        try:
            await self.collector.quotes()
        except SourceError as error:
            self.feed = msgspec.structs.replace(self.feed, state=FeedState.FAILING, message=str(error))
        else:
            self.feed = msgspec.structs.replace(self.feed, state=FeedState.OK, message="")
            for symbol, quote in self.market.quotes.items():
                if quote.received_at == self.clock():
                    self.received[symbol] = self.elapsed
        await self.archive.run(lambda: None)

    @invariant()
    def nothing_wrong_is_shown(self) -> None:
        for symbol, quote in self._quotes():
            assert quote.price in self.served[symbol]

    @invariant()
    def what_is_old_is_not_live(self) -> None:
        for symbol, quote in self._quotes():
            session = Session(phase=Phase.OPEN)
            state = state_of(quote, self.clock(), session, self.market.facts, self.feed)
            age = self.elapsed - self.received.get(symbol, -1e9)
            if state in (QuoteState.LIVE, QuoteState.DELAYED):
                # A clock that was put back by about the age makes old look young: nobody can tell, for a moment.
                fooled = abs(quote.received_at - (START + self.received.get(symbol, -1e9) + self.shift)) > 1.0
                assert age <= _LIVE_S + _CLOCK_OFF_S or fooled, (symbol, age)

    @invariant()
    def time_never_goes_back(self) -> None:
        for symbol, quote in self._quotes():
            newest = self.newest.get(symbol, 0.0)
            # But from a time in the future, which was wrong.
            to_come = newest > quote.received_at + _CLOCK_OFF_S
            assert quote.time is None or quote.time >= newest or to_come
            self.newest[symbol] = quote.time or 0.0

    @invariant()
    def rows_are_never_lost(self) -> None:
        for symbol in SYMBOLS:
            kept = self.run(self.archive.bars(symbol, Interval.D1)) if hasattr(self, "archive") else None
            times = set(kept.times()) if kept is not None else set()
            assert times >= self.kept[symbol]
            self.kept[symbol] = times

    def _quotes(self) -> list[tuple[str, Quote]]:
        return [*self.market.quotes.items()] if hasattr(self, "market") else []

    def teardown(self) -> None:
        if hasattr(self, "archive"):
            self.run(self.archive.close())
        self.runner.close()
        self.folder.cleanup()


Feed.TestCase.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
TestFeed = Feed.TestCase
