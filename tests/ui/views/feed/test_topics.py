"""The table of topics: every number whole at every width, and words where a number is missing."""

from __future__ import annotations

import re

import pytest

from r2k_tui.model.market.feed import FeedState, FeedStatus, Problem
from r2k_tui.model.market.news import Headline, SymbolNews
from r2k_tui.ui.drawing.lines import Line, length
from r2k_tui.ui.drawing.trouble import missing_words, until_when
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.dashboard.feed_panel import feed_lines
from r2k_tui.ui.views.feed.topics import problem_lines, topic_lines
from tests.fakes.still_market import FACTS, NOW

WIDTHS = [30, 38, 50, 78, 118, 198]
STATUSES = (
    FeedStatus("daily", FeedState.IDLE, NOW - 3600, NOW + 18000, 0, 1234567),
    FeedStatus("intraday", FeedState.STARTING),
    FeedStatus("news", FeedState.BLOCKED, NOW - 200_000, NOW + 290, 3, 12, "Yahoo refuses more requests for now."),
    FeedStatus("quotes", FeedState.FAILING, NOW - 95, NOW + 7.9, 12345, 98765, "No connection to Yahoo."),
    FeedStatus("store", FeedState.OK, NOW - 5),
)


def mirror(*statuses: FeedStatus, **parts: object) -> Mirror:
    made = Mirror(FACTS, "^RUT", wall=lambda: NOW, **parts)  # type: ignore[arg-type]
    made.feeds.update({status.topic: status for status in statuses})
    return made


def text(lines: list[Line]) -> list[str]:
    return ["".join(words for words, _ in line).rstrip() for line in lines]


def test_each_topic_with_all_that_is_known_of_it() -> None:
    lines = text(topic_lines(mirror(*STATUSES), 118, NOW))
    assert [line.split() for line in lines[:1]] == [
        ["topic", "state", "last", "success", "age", "failures", "next", "try", "requests"]
    ]
    rows = {line.split()[0]: re.split(r"\s{2,}", line.strip()) for line in lines[1:]}
    assert rows["daily"] == ["daily", "◐ idle", "11:00:00", "1h", "0", "5:00", "1234567"]
    assert rows["intraday"] == ["intraday", "○ starting", "–", "–", "0", "–", "0"]
    assert rows["news"] == [
        "news",
        "■ blocked",
        "05-16 04:26",
        "2d",
        "3",
        "4m",
        "12",
    ]
    assert "   blocked until 12:05, r tries now: Yahoo refuses more requests for now." in lines
    assert rows["quotes"][2:7] == ["11:58:25", "1m", "12345", "7s", "98765"]
    assert rows["store"] == ["store", "● ok", "11:59:55", "<10s", "0", "–", "0"]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_too_wide_and_no_number_is_cut(width: int) -> None:
    lines = topic_lines(mirror(*STATUSES), width, NOW)
    assert all(length(line) <= width for line in lines), text(lines)
    numbers = {"1h", "5:00", "4m", "7s", "2d", "12345", "98765", "1234567", "3", "12", "0", "<10s", "1m", "–"}
    times = r"\d\d:\d\d:\d\d|\d\d-\d\d|\d\d:\d\d"
    for line in text(lines)[1:]:
        for word in line.split():
            if any(character.isdigit() for character in word):
                word = word.removesuffix(",")
                assert word in numbers or re.fullmatch(times, word), line


@pytest.mark.parametrize("width", WIDTHS)
def test_next_try_is_there_at_every_width_and_age_at_most(width: int) -> None:
    shown = "\n".join(text(topic_lines(mirror(*STATUSES), width, NOW)))
    assert "7s" in shown
    assert ("<10s" in shown) == (width > 30), "in the smallest window the next try alone"
    assert "No connection" in shown


@pytest.mark.parametrize("width", WIDTHS)
def test_the_longest_name_of_a_topic_moves_no_column(width: int) -> None:
    made = mirror(FeedStatus("allocation", FeedState.OK, NOW - 5), STATUSES[4])
    head, *rows = text(topic_lines(made, width, NOW))
    assert {row.index("●") for row in rows} == {head.index("state")}
    assert ("allocation" in rows[0]) == (width > 30)
    assert len({row.index("●") for row in text(feed_lines(made, width, 8, NOW))}) == 1


def test_a_try_that_is_due_is_now() -> None:
    lines = text(topic_lines(mirror(FeedStatus("quotes", FeedState.OK, NOW - 5, NOW - 1)), 78, NOW))
    assert "now" in lines[1].split()


@pytest.mark.parametrize("width", [30, 78])
def test_what_is_missing_is_said_in_whole_words(width: int) -> None:
    made = mirror(problems=(Problem("IWN", "not_found", "Yahoo does not know the symbol; it may be delisted."),) * 2)
    lines = problem_lines(made, width)
    assert all(length(line) <= width for line in lines)
    assert "delisted." in " ".join(text(lines))
    assert sum("IWN" in line for line in text(lines)) == 1


class TestDashboardPanel:
    news = SymbolNews("IWM", (Headline("Small caps rise " * 9, "Wire", NOW - 90), Headline("Undated", "W")), NOW)

    def test_the_newest_headline_stands_at_the_bottom_with_its_time(self) -> None:
        older = SymbolNews("^RUT", (Headline("Older", "Wire", NOW - 900),), NOW)
        made = mirror(*STATUSES, news={"IWM": self.news, "^RUT": older})
        lines = text(feed_lines(made, 60, 12, NOW))
        assert len(lines) == 12
        assert lines[-2].split() == ["11:58", "1m", "ago", "Wire"]
        assert lines[-1].startswith(" Small caps rise Small caps")
        assert lines[-1].endswith(" …")
        assert not any("Older" in line or "Undated" in line for line in lines)

    def test_it_never_takes_the_place_of_a_topic(self) -> None:
        made = mirror(*STATUSES, news={"IWM": self.news})
        lines = text(feed_lines(made, 60, 6, NOW))
        assert sum(line.split()[0] in {status.topic for status in STATUSES} for line in lines) == 5
        assert not any("Small caps" in line for line in lines)


class TestWhyThereIsNoQuote:
    def test_rows_and_the_feed_view_say_the_same_of_a_blocked_feed(self) -> None:
        blocked = FeedStatus("quotes", FeedState.BLOCKED, NOW - 90, NOW + 270, 3, 9, "Yahoo refuses.")
        made, words = mirror(blocked), "blocked until 12:05, r tries now: Yahoo refuses."
        assert missing_words(made, "IWM", NOW) == words
        assert words in "\n".join(text(topic_lines(made, 160, NOW)))
        assert words in "\n".join(text(feed_lines(made, 160, 9, NOW)))

    @pytest.mark.parametrize(
        ("time", "words"),
        [(NOW + 0.5, "12:01"), (NOW, "12:00"), (NOW + 86400.0, "05-19 12:00"), (NOW + 3601.0, "13:01")],
    )
    def test_until_when_is_never_too_early(self, time: float, words: str) -> None:
        assert until_when(time, NOW) == words

    @pytest.mark.parametrize("message", ["KO: 2 bars left out", "KO 2 bars left out", "2 bars left out"])
    def test_a_symbol_is_named_once(self, message: str) -> None:
        made = mirror(problems=(Problem("KO", "bad_data", message),))
        for lines in (problem_lines(made, 78), feed_lines(made, 60, 8, NOW)):
            assert sum(line.count("KO") for line in text(lines)) == 1
        assert missing_words(made, "KO", NOW) == "2 bars left out"
        assert made.problems[0].named.count("KO") == 1

    def test_the_symbol_s_own_trouble_comes_first(self) -> None:
        made = mirror(STATUSES[3], problems=(Problem("IWN", "not_found", "nobody knows IWN"),))
        assert missing_words(made, "IWN", NOW) == "nobody knows IWN"
        assert missing_words(made, "IWM", NOW) == "No connection to Yahoo; r tries now"

    def test_a_feed_that_works_is_no_reason(self) -> None:
        well = FeedStatus("quotes", FeedState.OK, message="1 of 3 symbols missing")
        assert missing_words(mirror(well), "IWM", NOW) == ""
        assert missing_words(mirror(), "IWM", NOW) == ""
