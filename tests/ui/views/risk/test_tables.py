"""The deepest falls, dated stress, and the size of a position."""

from __future__ import annotations

import msgspec

from r2k_tui.model.readings.risk import Fall
from r2k_tui.ui.views.risk.tables import fall_lines, size_entries, stress_lines
from tests.fakes.still_risk import STUDY, position_size
from tests.ui.views.chart.drawn import text


def test_an_open_fall_is_marked_and_has_no_way_back() -> None:
    falls = (
        Fall(1, "2007-07-13", "2009-03-09", "2011-04-26", -0.599, 415, 538),
        Fall(2, "2031-01-02", "2031-02-03", None, -0.2, 21, None),
    )
    lines = fall_lines(msgspec.structs.replace(STUDY, drawdowns=falls), 66)
    assert text(lines[1:2]).startswith(" 1")
    assert "-59.9%" in text(lines[1:2]) and "415   538" in text(lines[1:2])
    assert text(lines[2:3]).startswith("▸2") and "open" in text(lines[2:3])


def test_lengths_need_room_and_no_fall_is_said() -> None:
    assert "down" not in text(fall_lines(STUDY, 55))
    assert "down" in text(fall_lines(STUDY, 56))
    assert text(fall_lines(msgspec.structs.replace(STUDY, drawdowns=()), 66)) == " no drawdown yet"


def test_each_outcome_of_an_episode_has_a_line_and_an_absent_one_its_reason() -> None:
    shown = text(stress_lines(STUDY))
    for episode in STUDY.episodes:
        assert episode.name in shown
        for outcome in episode.outcomes:
            assert (outcome.reason or (outcome.worst_day or "")) in shown
    assert "the data end before" in text(stress_lines(msgspec.structs.replace(STUDY, episodes=())))


def test_a_rule_beyond_the_limit_says_what_it_would_have_been() -> None:
    size = position_size("IWM")
    rule = msgspec.structs.replace(size.rules[0], wanted=2.5, fraction=1.0, reason="")
    shown = text([e.line for e in size_entries(msgspec.structs.replace(size, rules=(rule,), limit=1.0))])
    assert "250% without the limit of 100%" in shown
    assert " IWM at " in shown
    reason = msgspec.structs.replace(rule, reason="no volatility known", shares=None, value=None)
    shown = text([e.line for e in size_entries(msgspec.structs.replace(size, rules=(reason,)))])
    assert "no volatility known" in shown and "without the limit" not in shown
