"""How far a quote may be trusted: one table, its borders on both sides."""

from __future__ import annotations

import pytest

from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.feed import FROZEN, UNCONFIRMED, FeedState, FeedStatus, Problem
from r2k_tui.model.market.freshness import age_of, doubted, is_frozen, is_older, shown_state, state_of
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.market.source import SourceFacts
from tests.cases import cases

NOW = 1_758_211_200.0
LIVE, DELAYED, STALE = QuoteState.LIVE, QuoteState.DELAYED, QuoteState.STALE
OFFLINE, CLOSED = QuoteState.OFFLINE, QuoteState.CLOSED


def state(
    age: float,
    *,
    phase: Phase = Phase.OPEN,
    closed_ago: float | None = None,
    delay: float = 0.0,
    cadence: float = 5.0,
    live: bool = True,
    feed: FeedState | None = FeedState.OK,
    linked: bool = True,
    traded_ago: float | None = None,
    opened_ago: float | None = None,
) -> QuoteState:
    time = None if traded_ago is None else NOW - traded_ago
    quote = Quote("IWM", price=1.0, time=time, received_at=NOW - age, delay_s=delay)
    closed = None if closed_ago is None else NOW - closed_ago
    opened = None if opened_ago is None else NOW - opened_ago
    session = Session(phase=phase, opens_at=opened, last_close_at=closed)
    facts = SourceFacts("scripted", live=live, quote_cadence_s=cadence)
    status = None if feed is None else FeedStatus("quotes", feed)
    return state_of(quote, NOW, session, facts, status, linked=linked)


@cases("phase", [Phase.PRE, Phase.OPEN, Phase.POST])
@cases(
    ("age", "cadence", "expected"),
    [
        (0, 5, LIVE),
        (15, 5, LIVE),
        (15.1, 5, STALE),
        (45, 15, LIVE),
        (45.1, 15, STALE),
        (15, 0.5, LIVE),
        (16, 0.5, STALE),
    ],
)
def test_stale_after_three_polls_and_never_before_a_quarter_minute(
    phase: Phase, age: float, cadence: float, expected: QuoteState
) -> None:
    assert state(age, cadence=cadence, phase=phase) is expected


@cases(("delay", "expected"), [(0, LIVE), (59.9, LIVE), (60, DELAYED), (900, DELAYED)])
def test_delayed_from_one_minute(delay: float, expected: QuoteState) -> None:
    assert state(1, delay=delay) is expected


@cases(
    ("traded_ago", "expected"),
    [(0, LIVE), (901, LIVE), (59_999, LIVE), (60_001, STALE), (300_000, STALE)],
)
def test_what_came_now_but_traded_before_the_last_close_is_not_live(traded_ago: float, expected: QuoteState) -> None:
    assert state(1, closed_ago=60_000, traded_ago=traded_ago) is expected
    assert state(1, closed_ago=60_000, traded_ago=traded_ago, delay=900) is DELAYED


@cases(("traded_ago", "expected"), [(7199, LIVE), (7201, STALE), (59_000, STALE)])
def test_what_traded_before_todays_opening_is_not_live(traded_ago: float, expected: QuoteState) -> None:
    assert state(1, closed_ago=60_000, opened_ago=7200, traded_ago=traded_ago) is expected


def test_a_trade_of_before_the_opening_is_live_for_a_quarter_of_an_hour() -> None:
    assert state(1, closed_ago=60_000, opened_ago=60, traded_ago=899) is LIVE
    assert state(1, closed_ago=60_000, opened_ago=60, traded_ago=901) is STALE


@cases("phase", [Phase.PRE, Phase.POST])
@cases(
    ("traded_ago", "delay", "expected"),
    [
        (0, 0, LIVE),
        (899, 0, LIVE),
        (901, 0, CLOSED),
        (4 * 3600, 0, CLOSED),
        (60_000, 0, CLOSED),
        (61_000, 0, CLOSED),
        (60_000 + 86_400, 0, STALE),
        (900, 900, DELAYED),
        (1799, 900, DELAYED),
        (1801, 900, CLOSED),
    ],
)
def test_outside_the_session_an_old_trade_is_the_close_however_fresh_the_answer(
    phase: Phase, traded_ago: float, delay: float, expected: QuoteState
) -> None:
    assert state(1, closed_ago=60_000, traded_ago=traded_ago, phase=phase, delay=delay) is expected


@pytest.mark.parametrize("phase", [Phase.PRE, Phase.POST])
def test_outside_the_session_the_close_that_comes_no_more_is_stale(phase: Phase) -> None:
    assert state(100, closed_ago=60_000, traded_ago=60_000, phase=phase) is STALE
    assert state(100, closed_ago=60_000, traded_ago=60_000, phase=phase, feed=FeedState.FAILING) is OFFLINE


@cases("feed", [FeedState.FAILING, FeedState.BLOCKED])
@cases("before", [LIVE, DELAYED])
def test_beside_a_feed_that_fails_or_a_doubt_nothing_is_shown_as_live(feed: FeedState, before: QuoteState) -> None:
    assert shown_state(before, FeedStatus("quotes", feed)) is STALE
    assert shown_state(before, FeedStatus("quotes", FeedState.OK), doubted=True) is STALE
    assert shown_state(before, FeedStatus("quotes", FeedState.OK)) is before
    assert shown_state(CLOSED, FeedStatus("quotes", feed), doubted=True) is CLOSED


def test_only_the_symbol_whose_price_waits_is_doubted() -> None:
    problems = (Problem("IWM", UNCONFIRMED, "words"), Problem("SPY", "missing", "words"))
    assert [doubted(symbol, problems) for symbol in ("IWM", "SPY", "^RUT")] == [True, False, False]


def test_only_the_provider_that_repeats_itself_is_frozen() -> None:
    problems = (Problem("yahoo", FROZEN, "words"), Problem("cboe", "provider_off", "words"))
    assert [is_frozen(provider, problems) for provider in ("yahoo", "cboe", "")] == [True, False, False]


def test_an_old_delayed_quote_is_stale() -> None:
    assert state(16, delay=900) is STALE


@cases(
    ("feed", "expected"),
    [
        (FeedState.FAILING, OFFLINE),
        (FeedState.BLOCKED, OFFLINE),
        (FeedState.OK, STALE),
        (FeedState.IDLE, STALE),
        (FeedState.STARTING, STALE),
        (None, STALE),
    ],
)
def test_old_and_no_way_to_the_source_is_offline(feed: FeedState | None, expected: QuoteState) -> None:
    assert state(16, feed=feed) is expected


@pytest.mark.parametrize("feed", [FeedState.FAILING, FeedState.BLOCKED])
def test_one_failed_poll_does_not_make_a_fresh_quote_offline(feed: FeedState) -> None:
    assert state(14, feed=feed) is LIVE


def test_old_and_no_way_to_the_engine_is_offline() -> None:
    assert state(16, linked=False) is OFFLINE
    assert state(14, linked=False) is STALE, "nothing comes any more"


@cases(
    ("age", "closed_ago", "expected"),
    [(100, 101, CLOSED), (100, 100, CLOSED), (100, 99, STALE), (86400, 90000, CLOSED), (100, None, STALE)],
)
def test_closed_needs_a_quote_from_after_the_close(age: float, closed_ago: float | None, expected: QuoteState) -> None:
    assert state(age, phase=Phase.CLOSED, closed_ago=closed_ago) is expected


def test_the_last_close_says_nothing_while_the_market_is_open() -> None:
    assert state(100, phase=Phase.OPEN, closed_ago=60_000) is STALE
    assert state(100, phase=Phase.POST, closed_ago=3600) is STALE


def test_closed_and_failing_without_a_closing_quote_is_offline() -> None:
    assert state(100, phase=Phase.CLOSED, closed_ago=50, feed=FeedState.FAILING) is OFFLINE


@cases(("traded_ago", "expected"), [(60_000, CLOSED), (59_000, CLOSED), (60_000 + 86_400, STALE)])
def test_the_close_of_an_earlier_day_than_the_newest_is_stale(traded_ago: float, expected: QuoteState) -> None:
    assert state(1, live=False, phase=Phase.CLOSED, closed_ago=60_000, traded_ago=traded_ago) is expected


@cases("phase", Phase)
@cases("linked", [True, False])
def test_a_source_of_closes_is_closed_whatever_happens(phase: Phase, linked: bool) -> None:
    assert state(1e6, phase=phase, live=False, feed=FeedState.FAILING, linked=linked) is CLOSED


def test_a_delayed_provider_may_stand_in_for_one_that_fails() -> None:
    live = Quote("IWM", 240.0, time=NOW, received_at=NOW, source="yahoo")
    delayed = Quote("IWM", 239.0, time=NOW - 895, received_at=NOW + 5, delay_s=900.0, source="cboe")
    assert not is_older(delayed, live)
    assert is_older(live, delayed), "an answer that was received before it came too late"
    again = Quote("IWM", 238.0, time=NOW - 900, received_at=NOW + 10, delay_s=900.0, source="cboe")
    assert is_older(again, delayed), "of one provider the trade counts"


@cases(
    ("traded_ago", "delay", "expected"),
    [
        (None, 0.0, LIVE),
        (None, 900.0, DELAYED),
        (900.0, 0.0, LIVE),
        (901.0, 0.0, STALE),
        (1500.0, 900.0, DELAYED),
        (1801.0, 900.0, STALE),
    ],
)
def test_without_known_hours_the_age_decides(traded_ago: float | None, delay: float, expected: QuoteState) -> None:
    time = None if traded_ago is None else NOW - traded_ago
    quote = Quote("ABC.XX", price=1.0, time=time, received_at=NOW, delay_s=delay)
    facts = SourceFacts("scripted", quote_cadence_s=5.0)
    assert state_of(quote, NOW, Session(""), facts, None) is expected


@cases(
    ("received_ago", "traded_ago", "delay", "age"),
    [
        (30.0, None, 0.0, 30.0),
        (30.0, 600.0, 0.0, 30.0),
        (30.0, 931.0, 0.0, 931.0),
        (30.0, 931.0, 900.0, 30.0),
        (30.0, 10.0, 0.0, 10.0),
        (-5.0, None, 0.0, 0.0),
    ],
)
def test_a_quote_is_as_old_as_its_arrival_unless_it_came_long_after_its_trade(
    received_ago: float, traded_ago: float | None, delay: float, age: float
) -> None:
    time = None if traded_ago is None else NOW - traded_ago
    quote = Quote("IWM", price=1.0, time=time, received_at=NOW - received_ago, delay_s=delay)
    assert age_of(quote, NOW) == age
