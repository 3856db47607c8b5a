"""The table of topics: every number whole at every width, and words where a number is missing."""

from __future__ import annotations

import re

from r2k_tui.model.market.feed import FeedState, FeedStatus, Problem
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.dashboard.feed_panel import feed_lines
from r2k_tui.ui.views.feed.topics import problem_lines, topic_lines
from tests.cases import cases
from tests.fakes.still_market import NOW
from tests.ui.views.feed.topics_stage import STATUSES, mirror, text

WIDTHS = [30, 38, 50, 78, 118, 198]


def test_each_topic_with_all_that_is_known_of_it() -> None:
    lines = text(topic_lines(mirror(*STATUSES), 118, NOW))
    assert [line.split() for line in lines[:1]] == [
        ["topic", "state", "last", "success", "age", "failures", "next", "try", "requests"]
    ]
    rows = {line.split()[0]: re.split(r"\s{2,}", line.strip()) for line in lines[1:]}
    assert rows["daily"] == ["daily", "◐ idle", "11:00:00", "1h", "0", "in 5h", "1234567"]
    assert rows["intraday"] == ["intraday", "○ starting", "–", "–", "0", "–", "0"]
    assert rows["news"] == [
        "news",
        "■ blocked",
        "Fri 04:26",
        "Fri",
        "3",
        "in 4m",
        "12",
    ]
    assert "   blocked until 12:05, r tries now: Yahoo refuses more requests for now." in lines
    assert rows["quotes"][2:7] == ["11:58:25", "1m", "12345", "in 7s", "98765"]
    assert rows["store"] == ["store", "● ok", "11:59:55", "5s", "0", "–", "0"]


@cases("width", WIDTHS)
def test_no_line_is_too_wide_and_no_number_is_cut(width: int) -> None:
    lines = topic_lines(mirror(*STATUSES), width, NOW)
    assert all(length(line) <= width for line in lines), text(lines)
    numbers = {"1h", "5h", "4m", "7s", "12345", "98765", "1234567", "3", "12", "0", "5s", "1m", "–"}
    times = r"\d\d:\d\d:\d\d|\d\d-\d\d|\d\d:\d\d"
    for line in text(lines)[1:]:
        for word in line.split():
            if any(character.isdigit() for character in word):
                word = word.removesuffix(",")
                assert word in numbers or re.fullmatch(times, word), line


@cases("width", WIDTHS)
def test_next_try_is_there_at_every_width_and_age_at_most(width: int) -> None:
    shown = "\n".join(text(topic_lines(mirror(*STATUSES), width, NOW)))
    assert "7s" in shown
    assert (" 5s" in shown) == (width > 30), "in the smallest window the next try alone"
    assert "No connection" in shown


@cases("width", WIDTHS)
def test_the_longest_name_of_a_topic_moves_no_column(width: int) -> None:
    made = mirror(FeedStatus("allocation", FeedState.OK, NOW - 5), STATUSES[4])
    head, *rows = text(topic_lines(made, width, NOW))
    assert {row.index("●") for row in rows} == {head.index("state")}
    assert ("allocation" in rows[0]) == (width > 30)
    assert len({row.index("●") for row in text(feed_lines(made, width, 8, NOW))}) == 1


def test_a_try_that_is_due_is_now() -> None:
    lines = text(topic_lines(mirror(FeedStatus("quotes", FeedState.OK, NOW - 5, NOW - 1)), 78, NOW))
    assert "now" in lines[1].split()


def test_at_rest_seconds_advance_as_rarely_as_they_are_painted() -> None:
    made = mirror(FeedStatus("quotes", FeedState.FAILING, None, NOW + 27), FeedStatus("store", FeedState.OK, NOW - 14))
    lines = "\n".join(text(topic_lines(made, 118, NOW)))
    assert "in 20s" in lines and "10s" in lines.replace("in 20s", "")
    made.pause()
    assert "in 27s" in "\n".join(text(topic_lines(made, 118, NOW)))


@cases("width", [30, 78])
def test_what_is_missing_is_said_in_whole_words(width: int) -> None:
    made = mirror(problems=(Problem("IWN", "not_found", "Yahoo does not know the symbol; it may be delisted."),) * 2)
    lines = problem_lines(made, width)
    assert all(length(line) <= width for line in lines)
    assert "delisted." in " ".join(text(lines))
    assert sum("IWN" in line for line in text(lines)) == 1
