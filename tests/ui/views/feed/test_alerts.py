"""Alerts as lines."""

from __future__ import annotations

from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.feed.alerts import fired_lines, newest_lines, rule_lines
from tests.cases import cases
from tests.fakes.still_alerts import FIRED, RULES
from tests.fakes.still_market import NOW
from tests.ui.views.chart.drawn import text

NEWEST = tuple(reversed(FIRED))


@cases("width", [40, 50, 84, 120])
def test_a_rule_takes_its_line_and_says_more_where_there_is_room(width: int) -> None:
    head, *rows = rule_lines(RULES, 1, width, NOW)
    assert {length(row) for row in rows} == {width}
    assert ("last" in text([head])) == (width >= 50)
    assert (RULES[0].words[:6] in text(rows)) == (width >= 84)
    assert [row[0][0] for row in rows[:2]] == ["  ", "▸ "]


def test_what_has_fired_has_its_words_whole(width: int = 50) -> None:
    assert text(fired_lines((), width, NOW)) == " no alert has fired yet"
    for alert in NEWEST:
        words = text(fired_lines((alert,), width, NOW)).split()
        assert all(word in words for word in alert.text.split())
        assert ("SIMULATED" in words) == alert.simulated


def test_the_newest_fit_whole_or_not_at_all() -> None:
    for height in range(2, 12):
        lines = newest_lines(NEWEST, 30, height, NOW)
        assert len(lines) <= height
    whole = text(newest_lines(NEWEST, 30, 50, NOW))
    assert all(alert.symbol in whole for alert in NEWEST)
