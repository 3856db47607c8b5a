"""The markets of one watchlist at the same moment, from the real calendars: what is open, and what is loaded for it."""

from __future__ import annotations

import asyncio
import threading

import msgspec
import pytest
from exchange_calendars import get_calendar
from exchange_calendars.exchange_calendar_xbom import XBOMExchangeCalendar

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.calendar import venues as module
from r2k_tui.engine.calendar.venue_hours import UnknownHours
from r2k_tui.engine.calendar.venues import Venues, forex_hours, load_hours
from r2k_tui.engine.state.interest import Interest
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.freshness import state_of
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.market.source import SourceFacts
from tests.engine.calendar.moments import at, stocks
from tests.engine.virtual_time import virtual

SYMBOLS = ("IWM", "RTY=F", "EURUSD=X", "BTC-USD", "VOD.L", "7203.T")
IWM, RTY, EUR, BTC, VOD, TOYOTA = SYMBOLS


class Stage:
    """Venues of a watchlist, with a clock that is set by hand."""

    def __init__(self, moment: float, symbols: tuple[str, ...] = SYMBOLS) -> None:
        self.now = moment
        self.market = MarketState(SourceFacts("yahoo", quote_cadence_s=5.0), Session(), self.clock)
        self.interest = Interest(MarketSettings(), symbols, self.clock)
        self.venues = Venues(self.market, self.interest, stocks(), self.clock)

    def clock(self) -> float:
        return self.now

    def update(self) -> None:
        self.market.set_session(stocks().session(self.now))
        self.market.set_sessions(self.venues.sessions(self.now))

    def open_symbols(self) -> set[str]:
        """The watched symbols whose market is open."""
        self.update()
        return {symbol for symbol in SYMBOLS if self.market.session_of(symbol).phase is Phase.OPEN}

    def state(self, symbol: str, traded_ago: float = 1.0) -> QuoteState:
        """State of a quote that has just been received."""
        self.update()
        quote = Quote(symbol, price=1.0, time=self.now - traded_ago, received_at=self.now)
        return state_of(quote, self.now, self.market.session_of(symbol), self.market.facts, None)


async def loaded(moment: str, zone: str = "America/New_York") -> Stage:
    stage = Stage(at(moment, zone))
    await stage.venues.load()
    return stage


@pytest.mark.parametrize(
    ("moment", "zone", "open_symbols"),
    [
        ("2026-11-30 12:00", "America/New_York", {IWM, RTY, EUR, BTC}),
        ("2026-11-30 10:00", "America/New_York", {IWM, RTY, EUR, BTC, VOD}),
        ("2026-11-29 12:00", "America/New_York", {BTC}),
        ("2026-11-29 17:30", "America/New_York", {EUR, BTC}),
        ("2026-11-29 18:30", "America/New_York", {RTY, EUR, BTC}),
        ("2026-11-29 20:00", "America/New_York", {RTY, EUR, BTC, TOYOTA}),
        ("2026-11-27 13:05", "America/New_York", {RTY, EUR, BTC}),
        ("2026-11-27 13:15", "America/New_York", {EUR, BTC}),
        ("2026-11-27 16:59", "America/New_York", {EUR, BTC}),
        ("2026-11-27 17:00", "America/New_York", {BTC}),
        ("2026-12-24 13:14", "America/New_York", {RTY, EUR, BTC}),
        ("2026-12-24 13:16", "America/New_York", {EUR, BTC}),
        # London closes at 12:30 on Christmas Eve.
        ("2026-12-24 12:29", "Europe/London", {RTY, EUR, BTC, VOD}),
        ("2026-12-24 12:31", "Europe/London", {RTY, EUR, BTC}),
        # Good Friday: Tokyo trades.
        ("2027-03-26 10:00", "America/New_York", {EUR, BTC}),
        ("2027-03-26 10:00", "Asia/Tokyo", {EUR, BTC, TOYOTA}),
        # Tokyo's lunch.
        ("2026-11-30 11:29", "Asia/Tokyo", {RTY, EUR, BTC, TOYOTA}),
        ("2026-11-30 11:31", "Asia/Tokyo", {RTY, EUR, BTC}),
        ("2026-11-30 12:29", "Asia/Tokyo", {RTY, EUR, BTC}),
        ("2026-11-30 12:31", "Asia/Tokyo", {RTY, EUR, BTC, TOYOTA}),
        ("2026-11-30 15:29", "Asia/Tokyo", {RTY, EUR, BTC, TOYOTA}),
        ("2026-11-30 15:31", "Asia/Tokyo", {RTY, EUR, BTC}),
        # New York is an hour nearer to London for a week after the clocks of London go back.
        ("2026-10-26 12:29", "America/New_York", {IWM, RTY, EUR, BTC, VOD}),
        ("2026-10-26 12:31", "America/New_York", {IWM, RTY, EUR, BTC}),
        ("2026-11-02 11:45", "America/New_York", {IWM, RTY, EUR, BTC}),
        # Both Sundays on which the clocks of New York change.
        ("2026-11-01 17:30", "America/New_York", {EUR, BTC}),
        ("2026-11-01 18:00", "America/New_York", {RTY, EUR, BTC}),
        ("2027-03-14 16:59", "America/New_York", {BTC}),
        ("2027-03-14 17:00", "America/New_York", {EUR, BTC}),
        ("2027-03-14 17:59", "America/New_York", {EUR, BTC}),
        ("2027-03-14 18:00", "America/New_York", {RTY, EUR, BTC}),
    ],
)
async def test_what_is_open(moment: str, zone: str, open_symbols: set[str]) -> None:
    stage = await loaded(moment, zone)
    assert stage.open_symbols() == open_symbols


async def test_a_sunday_evening() -> None:
    stage = await loaded("2026-11-29 20:00")
    assert stage.state(RTY) is QuoteState.LIVE
    assert stage.state(IWM, traded_ago=50 * 3600.0) is QuoteState.CLOSED
    assert stage.state(TOYOTA) is QuoteState.LIVE
    assert stage.state(VOD, traded_ago=50 * 3600.0) is QuoteState.CLOSED
    assert stage.state(RTY, traded_ago=52 * 3600.0) is QuoteState.STALE, "the price of Friday is none of this session"


async def test_tokyo_s_lunch_is_closed_and_the_morning_s_price_is_good_in_the_afternoon() -> None:
    stage = await loaded("2026-11-30 12:00", "Asia/Tokyo")
    assert stage.state(TOYOTA, traded_ago=1900.0) is QuoteState.CLOSED
    stage.now = at("2026-11-30 13:00", "Asia/Tokyo")
    assert stage.state(TOYOTA, traded_ago=5400.0) is QuoteState.LIVE, "a thin stock may not trade for hours"


async def test_an_unknown_exchange_is_judged_by_age_alone() -> None:
    stage = await loaded("2026-11-30 12:00")
    assert stage.market.session_of("ABC.XX").exchange == ""
    assert stage.state("ABC.XX") is QuoteState.LIVE
    assert stage.state("ABC.XX", traded_ago=1000.0) is QuoteState.STALE


async def test_only_what_is_watched_is_loaded_once_and_in_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, str]] = []

    def load(venue: str, now: float) -> object:
        calls.append((venue, threading.current_thread().name))
        return load_hours(venue, now)

    monkeypatch.setattr(module, "load_hours", load)
    stage = Stage(at("2026-11-30 12:00"), ("IWM", "RTY=F", "EURUSD=X", "BTC-USD"))
    await stage.venues.load()
    assert calls == [], "futures, currencies and coins need no calendar"
    stage.interest.watch("terminal", ("VOD.L", "7203.T"))
    assert isinstance(stage.venues.of("VOD.L"), UnknownHours)
    await stage.venues.load()
    await stage.venues.load()
    assert [venue for venue, _ in calls] == ["XLON", "XTKS"]
    assert all(name != threading.main_thread().name for _, name in calls)


async def test_a_calendar_that_fails_is_tried_again_an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(venue: str, now: float) -> object:
        raise ValueError("no such year")

    monkeypatch.setattr(module, "load_hours", load)
    stage = Stage(at("2026-11-30 10:00"), ("VOD.L",))
    await stage.venues.load()
    assert stage.state(VOD) is QuoteState.LIVE, "by its age"
    monkeypatch.undo()
    await stage.venues.load()
    assert isinstance(stage.venues.of("VOD.L"), UnknownHours)
    stage.now += 3600.0
    await stage.venues.load()
    assert stage.venues.of("VOD.L").session(stage.now).exchange == "XLON"


async def test_hours_are_extended_in_time() -> None:
    stage = await loaded("2026-11-30 12:00")
    for moment in ("2026-12-22 12:00", "2027-01-20 12:00", "2027-03-10 12:00"):
        stage.now = at(moment)
        await stage.venues.load()
        assert stage.open_symbols() == {IWM, RTY, EUR, BTC}


@pytest.mark.parametrize("changes", [{"live": False}, {"simulated": True}])
async def test_a_market_that_is_not_live_has_the_hours_of_new_york_alone(changes: dict[str, bool]) -> None:
    stage = Stage(at("2026-11-29 20:00"))
    stage.market.set_facts(msgspec.structs.replace(stage.market.facts, **changes), None)
    await stage.venues.load()
    assert stage.venues.sessions(stage.now) == {}
    assert stage.venues.of("RTY=F") is stage.venues.of("IWM")


def test_holidays_announced_year_by_year_end_with_what_the_library_knows() -> None:
    """Mumbai's holidays of 2027 are not in the library of 2026; a later one has later ones."""
    end = get_calendar("XBOM").last_session
    known = end.timestamp()
    if end.year == XBOMExchangeCalendar.bound_max().year:
        hours = load_hours("XBOM", known - 10 * 86400.0)
        assert hours.session(known + 8 * 3600.0).exchange == "XBOM"
        assert hours.session(known + 48 * 3600.0).exchange == "", "the next year is not announced"
    with pytest.raises(ValueError):
        load_hours("XBOM", at("2061-01-01 12:00"))


def test_currencies_trade_from_sunday_to_friday_in_one_session() -> None:
    hours = forex_hours(at("2026-11-25 12:00"))
    session = hours.session(at("2026-11-25 12:00"))
    assert (session.opens_at, session.closes_at) == (at("2026-11-22 17:00"), at("2026-11-27 17:00"))
    assert hours.session(at("2026-11-27 17:00")).opens_at == at("2026-11-29 17:00")


def test_looks_are_close_after_another_symbol_is_watched_and_far_apart_else(monkeypatch: pytest.MonkeyPatch) -> None:
    stage, looks = Stage(at("2026-11-30 12:00", "America/New_York")), list[float]()

    @virtual
    async def run() -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()

        async def load() -> None:
            looks.append(loop.time() - began)

        monkeypatch.setattr(stage.venues, "load", load)
        running = asyncio.create_task(stage.venues.run())
        await asyncio.sleep(60.0)
        calm = len(looks)
        stage.interest.watch("terminal", SYMBOLS)
        await asyncio.sleep(9.5)
        assert (calm, len(looks)) == (13, 23)
        assert looks[13] == pytest.approx(60.0)
        # The same list once more is no change.
        stage.interest.watch("terminal", SYMBOLS)
        await asyncio.sleep(14.0)
        assert len(looks) == 23
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    run()
