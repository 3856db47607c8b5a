"""Why there is no quote, in words."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.feed import FeedState, FeedStatus, Problem
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.drawing.trouble import NO_DATA, is_outage, missing_words, reason_of, until_when
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.dashboard.feed_panel import feed_lines
from r2k_tui.ui.views.feed.topics import problem_lines, topic_lines
from tests.cases import cases
from tests.fakes.still_market import NOW, snapshot
from tests.ui.views.feed.topics_stage import STATUSES, mirror, text

CHAIN = SourceFacts("yahoo", chain=("yahoo", "yahoo_chart"))


def in_outage(*problems: Problem, state: FeedState = FeedState.FAILING, facts: SourceFacts = CHAIN) -> Mirror:
    known = Mirror(facts, "^RUT", wall=lambda: NOW)
    status = FeedStatus("quotes", state, message="No connection to Yahoo.")
    known.apply(msgspec.structs.replace(snapshot(problems=problems), facts=facts, feeds=(status,)))
    return known


class TestOutage:
    @cases(
        ("facts", "state", "expected"),
        [
            (CHAIN, FeedState.FAILING, True),
            (CHAIN, FeedState.BLOCKED, True),
            (CHAIN, FeedState.OK, False),
            (CHAIN, FeedState.STARTING, False),
            (SourceFacts("csv"), FeedState.FAILING, False),
        ],
    )
    def test_it_lasts_while_a_chain_gives_no_quotes(self, facts: SourceFacts, state: FeedState, expected: bool) -> None:
        assert is_outage(in_outage(state=state, facts=facts)) is expected

    def test_what_it_explains_is_two_words_everywhere_else(self) -> None:
        away, typo = Failure("unavailable", "No connection to Yahoo."), Failure("usage", "no range 7D")
        assert reason_of(in_outage(), away) == NO_DATA
        assert reason_of(in_outage(), typo) == "no range 7D"
        assert reason_of(in_outage(state=FeedState.OK), away) == "No connection to Yahoo."

    def test_a_symbol_that_nobody_knows_is_told_in_it_too(self) -> None:
        known = in_outage(Problem("IWM", "unavailable", "no 1d bars"), Problem("IWN", "not_found", "nobody knows IWN"))
        assert (missing_words(known, "IWM", NOW), missing_words(known, "IWN", NOW)) == ("", "nobody knows IWN")


class TestWhyThereIsNoQuote:
    def test_rows_and_the_feed_view_say_the_same_of_a_blocked_feed(self) -> None:
        blocked = FeedStatus("quotes", FeedState.BLOCKED, NOW - 90, NOW + 270, 3, 9, "Yahoo refuses.")
        made, words = mirror(blocked), "blocked until 12:05, r tries now: Yahoo refuses."
        assert missing_words(made, "IWM", NOW) == words
        assert words in "\n".join(text(topic_lines(made, 160, NOW)))
        assert words in "\n".join(text(feed_lines(made, 160, 9, NOW)))

    @cases(
        ("time", "words"),
        [(NOW + 0.5, "12:01"), (NOW, "12:00"), (NOW + 86400.0, "Mon 12:00"), (NOW + 3601.0, "13:01")],
    )
    def test_until_when_is_never_too_early(self, time: float, words: str) -> None:
        assert until_when(time, NOW) == words

    @cases("message", ["KO: 2 bars left out", "KO 2 bars left out", "2 bars left out"])
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
