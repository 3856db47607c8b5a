"""What is worth announcing: moves beyond the threshold, halts, the feed, the session."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.messages.frame import Frame
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.plain.announcements import Rank
from r2k_tui.ui.plain.news import MarketNews, quote_words
from tests.fakes.still_market import FACTS, NOW, SESSION, quote, snapshot

SYMBOLS = ("^RUT", "IWM", "GLD")
FAILING = FeedStatus("quotes", FeedState.FAILING, NOW - 60, NOW + 5, 3, message="No connection to Yahoo. And more.")


@pytest.fixture
def mirror() -> Mirror:
    known = Mirror(FACTS, "^RUT", wall=lambda: NOW)
    known.apply(snapshot())
    return known


@pytest.fixture
def news(mirror: Mirror) -> MarketNews:
    started = MarketNews(mirror, 0.01)
    assert [one.words for one in started.take(SYMBOLS) if one.rank is Rank.PRICE] == [], "first prices are no news"
    return started


def say(mirror: Mirror, news: MarketNews, **parts: object) -> list[str]:
    mirror.apply(Frame("still", 99, 99, NOW, **parts))  # type: ignore[arg-type]
    return [one.words for one in news.take(SYMBOLS)]


def test_a_move_is_measured_from_what_was_announced_last(mirror: Mirror, news: MarketNews) -> None:
    assert say(mirror, news, quotes=(quote("IWM", 318.42 * 1.006),)) == []
    (words,) = say(mirror, news, quotes=(quote("IWM", 318.42 * 1.011),))
    assert words == "IWM 321.92, up 7.52, +2.39%, live"
    assert say(mirror, news, quotes=(quote("IWM", 318.42 * 1.012),)) == []
    assert len(say(mirror, news, quotes=(quote("IWM", 318.42),))) == 1, "a way back of more than a percent"


def test_symbols_of_other_lists_are_silent(mirror: Mirror, news: MarketNews) -> None:
    assert say(mirror, news, quotes=(quote("^VIX", 99.0),)) == []


def test_the_feed_is_told_when_it_fails_and_when_it_works(mirror: Mirror, news: MarketNews) -> None:
    others = msgspec.structs.replace(FAILING, topic="daily")
    assert say(mirror, news, feeds=(FAILING, others)) == ["quotes failing: No connection to Yahoo."]
    assert say(mirror, news, feeds=(msgspec.structs.replace(FAILING, failures=4),)) == []
    well = msgspec.structs.replace(FAILING, state=FeedState.OK, message="")
    assert say(mirror, news, feeds=(well,)) == ["quotes work again."]


def test_a_halt_begins_and_ends(mirror: Mirror, news: MarketNews) -> None:
    assert say(mirror, news, halts=(Halt("IWM", NOW - 60, "LUDP"),)) == ["IWM halted, code LUDP."]
    assert say(mirror, news) == []
    assert say(mirror, news, halts=()) == ["IWM is no longer halted."]


def test_the_session_changes(mirror: Mirror, news: MarketNews) -> None:
    closed = msgspec.structs.replace(SESSION, phase=Phase.CLOSED)
    assert say(mirror, news, session=closed)[0] == "New York: closed."


def test_a_quote_in_words_names_direction_and_age(mirror: Mirror) -> None:
    down = msgspec.structs.replace(quote("IWM", 314.0), time=NOW - 700, received_at=NOW - 700)
    mirror.apply(Frame("still", 98, 98, NOW, quotes=(down,)))
    assert quote_words(mirror, down) == "IWM 314.00, down 0.40, -0.13%, stale 11m old"
