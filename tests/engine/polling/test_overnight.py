"""Which symbols are polled while New York is closed, and how often, with the real calendars in virtual time."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.polling import Cadence, MarketCadence
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine.calendar.session import SessionTracker
from r2k_tui.engine.calendar.venues import load_hours
from r2k_tui.engine.context import new_context
from r2k_tui.engine.polling.collector import Collector
from r2k_tui.engine.polling.news import NewsService
from r2k_tui.engine.polling.overnight import OvernightPolls
from r2k_tui.engine.polling.topics import MarketTopics, cadences
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.freshness import state_of
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.rate_limit import Unlimited
from r2k_tui.sources.limits import Breaker
from r2k_tui.store.store import Store
from tests.engine.calendar.moments import at, stocks
from tests.engine.virtual_time import WallClock, virtual
from tests.fakes.scripted_source import ScriptedSource

WATCHED = ("IWM", "RTY=F", "BTC-USD", "VOD.L", "7203.T")
ALL = {"^RUT", *WATCHED}
HOUR = 3600.0


class Stage:
    """The topic of the quotes over a scripted source, at a moment."""

    def __init__(self, moment: str, watched: tuple[str, ...] = WATCHED, zone: str = "America/New_York") -> None:
        self.clock = WallClock(at(moment, zone))
        self.source = ScriptedSource()
        self.context = new_context(
            Config(watchlist=Watchlist(watched)), None, Store(None, "x"), SourceFacts("x"), self.clock
        )
        for name in ("save_latest", "save_quotes", "save_feed"):  # virtual time knows no threads
            setattr(self.context.archive, name, lambda *_: None)
        self.asked: list[tuple[float, set[str]]] = []
        self.context.market.set_facts(SourceFacts("x"), None)

    async def live(self, seconds: float, config: Config | None = None) -> None:
        """Let the topic run that long; each poll brings a trade of this second of what is open."""
        context, market = self.context, self.context.market
        paces = cadences(config or context.config, None)
        self.tracker = SessionTracker(context, stocks(), paces["quotes"], live=True, over=lambda: False)
        now = self.clock()
        for venue in ("XLON", "XTKS"):
            self.tracker.venues._keep(venue, load_hours(venue, now), now)
        answer = self.source.quotes

        async def quotes(symbols: tuple[str, ...]) -> object:
            self.asked.append((self.clock(), set(symbols)))
            for symbol in symbols:
                if symbol not in market.quotes or market.session_of(symbol).phase is not Phase.CLOSED:
                    self.source.set_price(symbol, 100.0, time=self.clock(), received_at=self.clock())
                else:
                    self.source.set_price(symbol, 100.0, time=market.quotes[symbol].time, received_at=self.clock())
            return await answer(symbols)

        self.source.quotes = quotes  # type: ignore[method-assign, assignment]
        collector = Collector(self.source, market, context.interest, context.archive, Unlimited(), self.clock)
        news = NewsService(self.source, market, context.interest, context.archive, collector.take_turn, self.clock)
        topics = MarketTopics(context, self.source, collector, news, self.tracker, lambda: None)
        self.tracker.when_a_venue_opens(lambda: topics.wake("quotes"))
        topics.begin(paces, stocks(), Breaker(300.0, self.clock), Random(1))
        self.topics = topics
        self.tracker.update()
        tasks = [asyncio.create_task(job) for job in (topics.by_name["quotes"].run(), self.tracker.run())]
        await asyncio.sleep(seconds)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def state(self, symbol: str) -> QuoteState:
        market = self.context.market
        quote, feed = market.quotes[symbol], market.feeds["quotes"]
        return state_of(quote, self.clock(), market.session_of(symbol), market.facts, feed)


class ClockByHand:
    """A clock that stands still until it is set."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@virtual
async def test_a_sunday_evening_polls_what_trades_and_nothing_else() -> None:
    stage = Stage("2026-11-29 20:00")
    await stage.live(HOUR)
    first, *later = stage.asked
    assert first[1] == ALL, "New York's last prices, once"
    assert {frozenset(symbols) for _, symbols in later} == {frozenset({"RTY=F", "BTC-USD", "7203.T"})}
    assert 110 <= len(later) <= 127, "every half a minute"
    assert stage.state("RTY=F") is QuoteState.LIVE
    assert stage.state("IWM") is QuoteState.CLOSED
    assert stage.topics.by_name["quotes"].status.state is FeedState.OK


@virtual
async def test_the_futures_are_polled_from_the_minute_they_open() -> None:
    stage = Stage("2026-11-29 17:50", ("IWM", "RTY=F"))
    await stage.live(1800.0)
    assert stage.asked[0][1] == {"^RUT", "IWM", "RTY=F"}
    since = [(moment, symbols) for moment, symbols in stage.asked if moment >= at("2026-11-29 18:00")]
    assert len(stage.asked) == len(since) + 1, "nothing is polled while nothing trades"
    assert since[0][0] <= at("2026-11-29 18:00") + 2.0
    assert all(symbols == {"RTY=F"} for _, symbols in since)
    assert stage.state("RTY=F") is QuoteState.LIVE


@virtual
async def test_a_close_at_night_is_polled_once_more_and_then_rests() -> None:
    stage = Stage("2026-12-01 15:20", ("IWM", "7203.T"), "Asia/Tokyo")
    await stage.live(HOUR)
    closes = at("2026-12-01 15:30", "Asia/Tokyo")
    after = [symbols for moment, symbols in stage.asked if moment >= closes]
    assert after == [{"7203.T"}]
    assert stage.state("7203.T") is QuoteState.CLOSED
    assert stage.topics.by_name["quotes"].status.state is FeedState.IDLE


@virtual
async def test_one_request_has_all_while_new_york_is_open() -> None:
    stage = Stage("2026-11-30 10:00")
    await stage.live(600.0)
    assert all(symbols == ALL for _, symbols in stage.asked)
    assert 110 <= len(stage.asked) <= 130, "every five seconds, as without other markets"


@virtual
async def test_good_friday_polls_each_price_once_when_nothing_trades() -> None:
    stage = Stage("2027-03-26 10:00", ("IWM", "RTY=F", "VOD.L"))
    await stage.live(6 * HOUR)
    assert [symbols for _, symbols in stage.asked] == [{"^RUT", "IWM", "RTY=F", "VOD.L"}]


@virtual
async def test_without_the_setting_a_night_has_one_poll() -> None:
    stage = Stage("2026-11-29 17:50", ("IWM", "RTY=F"))
    poll = Config().poll
    quotes = MarketCadence(pre=15.0, open=5.0, post=15.0)
    await stage.live(HOUR, Config(poll=type(poll)(quotes=quotes)))
    assert len(stage.asked) == 1


@virtual
async def test_a_symbol_that_is_new_at_night_is_polled_with_the_others() -> None:
    stage = Stage("2026-11-29 20:00", ("IWM", "RTY=F"))

    async def add() -> None:
        await asyncio.sleep(100.0)
        stage.context.interest.watch("terminal", ("IWM", "RTY=F", "SPY"))
        stage.topics.wake("quotes")

    adding = asyncio.create_task(add())
    await stage.live(200.0)
    await adding
    assert [symbols for _, symbols in stage.asked if "SPY" in symbols] == [{"RTY=F", "SPY"}]


@virtual
async def test_a_user_who_insists_gets_every_symbol() -> None:
    stage = Stage("2026-11-29 20:00", ("IWM", "RTY=F"))

    async def insist() -> None:
        await asyncio.sleep(100.0)
        stage.topics.insist()

    insisting = asyncio.create_task(insist())
    await stage.live(200.0)
    await insisting
    assert [symbols for _, symbols in stage.asked].count({"^RUT", "IWM", "RTY=F"}) == 2


def selection(quoted: dict[str, str], closed: float = 0.0) -> tuple[OvernightPolls, ClockByHand]:
    """A night in which these symbols, with quotes of these moments, were polled; then nothing trades."""
    clock = ClockByHand(at("2026-11-29 12:00"))
    market = MarketState(SourceFacts("x"), Session(), clock)
    market.set_session(stocks().session(clock.now))
    market.apply_quotes([Quote(name, price=1.0, received_at=at(moment)) for name, moment in quoted.items()])
    return OvernightPolls(market, MarketCadence(closed=closed, overnight=30.0), clock), clock


def test_an_unknown_symbol_is_never_polled_alone() -> None:
    """A poll of it alone fails, and with it the feed."""
    night, _ = selection({"^RUT": "2026-11-29 12:00", "IWM": "2026-11-29 12:00"})
    every = ("^RUT", "IWM", "ZZZZ")
    night.polled(every, every)
    assert night.selected(every) == every
    assert night.selected((*every, "YYYY")) == (*every, "YYYY")


def test_a_symbol_that_is_new_at_night_is_polled_once_though_it_has_an_old_quote() -> None:
    night, _ = selection({"^RUT": "2026-11-29 12:00", "GLD": "2026-11-25 12:00"})
    night.polled(("^RUT",), ("^RUT",))
    every = ("^RUT", "GLD", "ZZZZ")
    assert night.selected(every) == ("GLD", "ZZZZ")
    night.polled(("GLD", "ZZZZ"), every)
    assert night.selected(every) == every, "none is due"


def test_every_symbol_is_polled_at_the_interval_of_the_closed_phase_give_or_take() -> None:
    night, clock = selection({"^RUT": "2026-11-29 12:00", "GLD": "2026-11-25 12:00"}, closed=60.0)
    night.polled(("^RUT",), ("^RUT",))
    for seconds, symbols in ((30.0, ("GLD",)), (57.0, ("^RUT", "GLD"))):
        clock.now = at("2026-11-29 12:00") + seconds
        assert night.selected(("^RUT", "GLD")) == symbols


@pytest.mark.parametrize("cadence", [Cadence(closed=60.0), MarketCadence(closed=60.0)])
def test_no_selection_without_an_interval(cadence: Cadence) -> None:
    night = OvernightPolls(MarketState(SourceFacts("x"), Session()), cadence, lambda: at("2026-11-29 20:00"))
    night.polled(WATCHED, WATCHED)
    assert night.selected(WATCHED) == WATCHED
    assert night.period(WATCHED) == 0.0
