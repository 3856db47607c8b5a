"""What the figures of the members rest on."""

from __future__ import annotations

from datetime import date

import msgspec

from r2k_tui.model.index.reconstitution import Reconstitution
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.ui.views.universe.drawing.status import (
    about_lines,
    nothing_lines,
    progress_words,
    reason_lines,
    reconstitution_lines,
    topic_lines,
)
from tests.fakes.still_market import NOW
from tests.ui.views.chart.drawn import text
from tests.ui.views.feed.topics_stage import mirror
from tests.ui.views.universe.drawing.panels import SUMMARY


def test_the_list_its_coverage_and_whom_nobody_quotes() -> None:
    told = msgspec.structs.replace(SUMMARY, unknown=("ABC", "DEF"), unlisted=("Escrow",), members=120, priced=118)
    shown = text(about_lines(mirror(), told, 80))
    assert f"list of {SUMMARY.holdings_as_of}, 120 members" in shown
    assert "2 without a price" in shown
    assert "2 unknown to the source: ABC, DEF" in shown
    assert "1 not traded: Escrow" in shown
    assert all(caveat.split()[0] in shown for caveat in SUMMARY.caveats)


def test_topics_in_the_order_in_which_they_begin_with_their_next_try() -> None:
    failing = FeedStatus("universe", FeedState.FAILING, NOW - 60, NOW + 30, 2, message="No connection.")
    known = mirror(failing, FeedStatus("holdings", FeedState.OK, NOW - 5), FeedStatus("quotes", FeedState.OK))
    lines = text(topic_lines(known, 80)).splitlines()
    assert lines[0].startswith(" holdings") and lines[1].startswith(" universe")
    assert "next try in 30s" in lines[1]
    assert "No connection" in lines[2]
    assert "No connection" not in text(topic_lines(known, 80, "No connection."))


def test_progress_is_that_of_the_first_topic_on_its_way() -> None:
    assert progress_words(mirror()) == ""
    assert progress_words(mirror(FeedStatus("members", progress="4 of 9"))) == "members: 4 of 9"


def test_without_a_list_it_is_said_why() -> None:
    assert text(nothing_lines(mirror(), "", 80)).strip() == "requesting the list of members"
    assert "no file" in text(nothing_lines(mirror(), "no file", 80))


def test_while_a_list_is_on_its_way_only_topics_that_explain_the_wait_are_shown() -> None:
    failing = FeedStatus("large", FeedState.FAILING, failures=1, message="No connection.")
    known = mirror(FeedStatus("holdings", FeedState.OK), FeedStatus("universe", progress="4 of 9"), failing)
    shown = text(nothing_lines(known, "", 80))
    assert "holdings" not in shown
    assert "4 of 9" in shown and "No connection" in shown


def test_a_panel_beside_says_what_is_missing_and_the_reason_is_said_once() -> None:
    known = mirror(FeedStatus("holdings", FeedState.OK))
    assert "holdings" in text(nothing_lines(known, "no file", 80))
    assert text(reason_lines("no file", 80)).strip() == "no list of members yet"


def test_the_next_reconstitution_is_counted_down_with_what_is_known_of_it() -> None:
    known = mirror()
    shown = " ".join(text(reconstitution_lines(known, 60)).split())
    assert shown == (
        "reconstitution takes effect in 40 days, after the close of 2031-06-27; rank day 2031-04-30; "
        "by rule, not announced"
    )
    known.reconstitutions = (Reconstitution(date(2031, 6, 6)),)
    assert "19 days" in text(reconstitution_lines(known, 200)) and "rank day not in the settings; settings" in text(
        reconstitution_lines(known, 200)
    )
    assert "takes effect in 19 days" in text(about_lines(known, SUMMARY, 120))
    known.as_of, known.facts = "2019-01-02", msgspec.structs.replace(known.facts, live=False)
    assert reconstitution_lines(known, 60) == []
