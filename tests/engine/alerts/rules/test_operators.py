"""What each operator remembers of a value, and when it is satisfied."""

from __future__ import annotations

from typing import Any

from r2k_tui.engine.alerts.rules.operators import EDGES, PIECES
from r2k_tui.engine.alerts.rules.rule import Rule
from r2k_tui.engine.alerts.rules.state import RuleState, Sample
from r2k_tui.model.alerts.alert import AlertValue, Operator

MINUTE = 60.0


def met_by(op: Operator, values: list[AlertValue], **parts: Any) -> list[bool]:
    """Whether the operator is satisfied by each of some values, a minute apart and all of one day."""
    rule, memory, met = Rule("r", "IWM", "price", op, **parts), RuleState(), []
    for place, value in enumerate(values):
        edge = EDGES[op](rule, memory, Sample(place * MINUTE, value, day="2025-09-18"))
        memory = edge.memory
        met.append(edge.met)
    return met


def test_above_is_satisfied_by_the_first_value_and_a_crossing_is_not() -> None:
    assert met_by("above", [101.0, 102.0], value=100.0) == [True, False]
    assert met_by("crosses_above", [101.0, 99.0, 101.0], value=100.0) == [False, False, True]


def test_a_level_is_armed_again_by_hysteresis() -> None:
    assert met_by("below", [99.0, 101.0, 99.0, 102.0, 99.0], value=100.0, hysteresis=2.0) == [
        *(True, False, False),
        *(False, True),
    ]


def test_several_looks_in_a_row_confirm_a_level() -> None:
    assert met_by("above", [101.0, 99.0, 101.0, 101.0], value=100.0, confirm=2) == [False, False, False, True]


def test_a_change_counts_from_any_value_of_its_window() -> None:
    within = {"within_s": PIECES * MINUTE, "value": 5.0}
    assert met_by("changes_by", [100.0, 97.0, 101.9, 102.0], **within) == [False, False, False, True]
    assert met_by("changes_by", [100.0, 105.0, 106.0], **within) == [False, True, False]


def test_a_share_is_of_the_value_that_it_changed_from() -> None:
    share = {"within_s": PIECES * MINUTE, "value": 0.1, "relative": True}
    assert met_by("changes_by", [200.0, 219.0, 220.0], **share) == [False, False, True]
    assert met_by("changes_by", [200.0, 181.0, 180.0], **share) == [False, False, True]


def test_a_text_becomes_another_once() -> None:
    assert met_by("becomes", ["calm", "calm", "storm", "storm", "calm"]) == [False, False, True, False, True]
    assert met_by("becomes", ["storm", "calm", "storm"], value="storm") == [False, False, True]


def test_a_record_is_above_what_was_before_its_day() -> None:
    rule, memory = Rule("r", "IWM", "price", "new_record"), RuleState()
    known = Sample(0.0, 10.0, day="2025-09-17", record=11.0)
    assert not EDGES["new_record"](rule, memory, known).met
    edge = EDGES["new_record"](rule, memory, Sample(0.0, 11.5, day="2025-09-17", record=11.0))
    assert (edge.met, edge.before) == (True, 11.0)
    assert not EDGES["new_record"](rule, edge.memory, Sample(60.0, 12.0, day="2025-09-17")).met
    assert EDGES["new_record"](rule, edge.memory, Sample(90.0, 12.0, day="2025-09-18")).met


def moved_by(op: Operator, looks: list[tuple[str, str]]) -> list[AlertValue]:
    """The members that moved at each look at a screen: who is inside, and of whom it is not known."""
    rule, memory, moved = Rule("r", "", "screen.cheap", op), RuleState(), list[AlertValue]()
    for place, (inside, unknown) in enumerate(looks):
        edge = EDGES[op](rule, memory, Sample(place * MINUTE, 1.0, inside=inside, unknown=unknown))
        memory = edge.memory
        moved.append(edge.before if edge.met else None)
    return moved


def test_members_enter_and_leave_a_screen() -> None:
    looks = [("A B", ""), ("A B", ""), ("B C D", ""), ("", ""), ("A", "")]
    assert moved_by("enters", looks) == [None, None, "C D", None, "A"]
    assert moved_by("leaves", looks) == [None, None, "A", "B C D", None]


def test_a_member_of_which_it_is_not_known_stays_what_it_was() -> None:
    looks = [("A", "B"), ("", "A B"), ("A", "B"), ("A B", ""), ("", "A"), ("", "")]
    assert moved_by("enters", looks) == [None, None, None, "B", None, None]
    assert moved_by("leaves", looks) == [None, None, None, None, "B", "A"]
