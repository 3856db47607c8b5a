"""The judge: a table for every operator and edge, and what holds a rule back."""

from __future__ import annotations

import math

import msgspec

from r2k_tui.engine.alerts.rules.evaluate import evaluate, release
from r2k_tui.engine.alerts.rules.state import RuleState, Sample
from r2k_tui.model.calendar.session import Phase
from tests.cases import cases
from tests.engine.alerts.rules.evaluation import START, judged, places, rule, samples

NAN, INF = math.nan, math.inf


@cases(
    ("op", "values", "fires"),
    [
        # Above and below fire on the first value that satisfies them, once, until it was back.
        ("above", [101], [0]),
        ("above", [100], []),
        ("above", [99, 101, 102, 103], [1]),
        ("above", [101, 100, 101], [0, 2]),
        ("below", [99], [0]),
        ("below", [101, 99, 98, 101, 99], [1, 4]),
        # A crossing needs the other side first; the level itself is the other side.
        ("crosses_above", [101, 102], []),
        ("crosses_above", [101, 99, 101], [2]),
        ("crosses_above", [100, 100.01], [1]),
        ("crosses_below", [99, 98], []),
        ("crosses_below", [99, 101, 99], [2]),
        ("crosses_below", [100, 99.99], [1]),
    ],
)
def test_levels(op: str, values: list[float], fires: list[int]) -> None:
    assert places(rule(op), values) == fires


@cases(
    ("op", "values", "fires"),
    [
        ("above", [101, 99.5, 101, 99, 101], [0, 4]),
        ("below", [99, 100.5, 99, 101, 99], [0, 4]),
        ("crosses_above", [99.5, 101, 99.5, 101, 98.9, 101], [1, 5]),
        ("crosses_below", [100.5, 99, 100.5, 99, 101, 99], [1, 5]),
    ],
)
def test_it_is_armed_again_only_past_the_hysteresis(op: str, values: list[float], fires: list[int]) -> None:
    assert places(rule(op, hysteresis=1.0), values) == fires


@cases(
    ("values", "fires"),
    [
        ([100, 101, 102], [2]),
        ([100, 98], [1]),
        ([100, 101.99], []),
        # After it has fired, the move is counted anew.
        ([100, 102, 103, 104.04], [1, 3]),
        # From the low to the high of the window, whatever lies between.
        ([100, 99, 100.98], [2]),
    ],
)
def test_changes_by_a_share(values: list[float], fires: list[int]) -> None:
    assert places(rule("changes_by", 0.02, within_s=60.0, relative=True), values) == fires


def test_a_change_that_took_longer_than_its_window_is_none() -> None:
    moving = rule("changes_by", 0.02, within_s=60.0, relative=True)
    assert places(moving, [100, 101, 102], step=31.0) == []
    assert places(moving, [100, 101, 102], step=29.0) == [2]


def test_a_change_of_what_is_no_price_is_a_difference() -> None:
    assert places(rule("changes_by", 5.0, within_s=60.0, field="rsi14"), [50, 52, 55]) == [2]


def test_the_window_of_a_change_stays_small_however_often_is_looked() -> None:
    memory, _ = judged(rule("changes_by", 9.0, within_s=60.0, relative=True), samples(range(1, 3000), step=0.1))
    assert len(memory.window) <= 61


@cases(
    ("value", "values", "fires"),
    [
        ("stress", ["calm", "stress", "stress", "calm", "stress"], [1, 4]),
        ("stress", ["stress", "stress"], []),
        (True, [False, True, True, False, True], [1, 4]),
        (True, [True], []),
        # Without a value, any other than the one that was told last.
        (None, ["calm", "calm", "normal", "stress", "stress"], [2, 3]),
        (None, ["calm"], []),
    ],
)
def test_becomes(value: str | bool | None, values: list[str | bool], fires: list[int]) -> None:
    assert places(rule("becomes", value, field="risk_zone"), values) == fires


def test_a_zone_that_goes_to_and_fro_is_not_report_until_it_stays() -> None:
    zone = rule("becomes", None, field="risk_zone", confirm=3)
    assert places(zone, ["calm", "normal", "calm", "normal", "normal", "calm", "calm"]) == []
    assert places(zone, ["calm", "normal", "normal", "normal", "normal"]) == [3]


def test_a_new_record_is_above_everything_of_the_days_before_once_a_day() -> None:
    record = rule("new_record", None)
    first = samples([99, 101, 103], record=100.0)
    second = [msgspec.structs.replace(s, day="2031-05-16", time=s.time + 86400) for s in samples([102, 103, 104, 105])]
    _, found = judged(record, [*first, *second])
    assert [(fired.sample.value, fired.before) for fired in found] == [(101, 100.0), (104, 103)]


def test_a_record_needs_something_to_be_above() -> None:
    assert places(rule("new_record", None), [1, 2, 3]) == []


@cases("op", ["above", "crosses_above", "changes_by", "new_record"])
@cases("missing", [None, NAN, INF, -INF])
def test_a_missing_value_fires_nothing_and_resets_nothing(op: str, missing: float | None) -> None:
    given = rule(op, 0.5 if op == "changes_by" else 100.0, confirm=2, within_s=600.0, relative=True)
    whole = samples([90, 190, 191, 90, 192, 193], record=100.0)
    holes = [msgspec.structs.replace(s, time=s.time + 2, value=missing) for s in whole]
    mixed = [sample for pair in zip(whole, holes, strict=True) for sample in pair]
    (plain, fired), (holed, fired_too) = judged(given, whole), judged(given, mixed)
    assert plain == holed and fired == fired_too and fired


def test_confirmation_counts_looks_and_begins_anew_on_the_other_side() -> None:
    assert places(rule("above", confirm=3), [101, 101, 99, 101, 101, 101, 101]) == [5]


def test_one_look_shown_twice_counts_once() -> None:
    look = Sample(START, 101.0)
    _, found = judged(rule("above", confirm=2), [look, look, look])
    assert not found


class TestCooldown:
    RULE = rule("above", cooldown_s=60.0)

    def test_what_fires_in_it_is_told_when_it_is_over(self) -> None:
        memory, found = judged(self.RULE, samples([101, 99, 102, 99]))
        assert len(found) == 1 and memory.held is not None
        assert release(self.RULE, memory, START + 59).fired is None
        late = release(self.RULE, memory, START + 60)
        assert late.fired is not None
        assert (late.fired.sample.value, late.fired.held_since, late.fired.times) == (102, START + 10, 1)
        assert release(self.RULE, late.memory, START + 300).fired is None, "it fires once"

    def test_of_several_the_newest_is_told_with_their_number(self) -> None:
        memory, _ = judged(self.RULE, samples([101, 99, 102, 99, 103, 99]))
        fired = release(self.RULE, memory, START + 100).fired
        assert fired is not None and (fired.sample.value, fired.times) == (103, 2)

    def test_the_next_look_lets_it_go_as_well(self) -> None:
        _, found = judged(self.RULE, samples([101, 99, 102, 99, 99], step=25.0))
        assert [fired.sample.value for fired in found] == [101, 102]

    def test_a_clock_that_was_put_back_holds_nothing_back_for_ever(self) -> None:
        memory, _ = judged(self.RULE, samples([101, 99]))
        assert evaluate(self.RULE, memory, Sample(START - 1e6, 105.0)).fired is not None


class TestPhasesAndExpiry:
    def test_other_phases_are_not_heard_at_all(self) -> None:
        given = rule("crosses_above", phases=(Phase.OPEN,))
        seen = samples([99], phase=Phase.OPEN)
        outside = [msgspec.structs.replace(s, time=s.time + 10) for s in samples([101, 99, 102], phase=Phase.PRE)]
        opened = [msgspec.structs.replace(s, time=s.time + 60) for s in samples([103], phase=Phase.OPEN)]
        memory, found = judged(given, [*seen, *outside])
        assert not found and memory == judged(given, seen)[0]
        assert [fired.sample.value for fired in judged(given, opened, memory)[1]] == [103]

    def test_after_its_last_day_it_is_deaf(self) -> None:
        assert places(rule("above", expires=START + 5), [99, 101]) == []
        assert places(rule("above", expires=START + 5.1), [99, 101]) == [1]


class TestClose:
    RULE = rule("above", at_close=True)

    def test_only_a_final_value_counts_and_once(self) -> None:
        within = samples([101, 102])
        final = [Sample(START + 100 + i, 103.0, "2031-05-15", final=True) for i in range(3)]
        _, found = judged(self.RULE, [*within, *final])
        assert [fired.sample.value for fired in found] == [103.0]

    def test_the_last_value_of_a_day_is_its_close_when_the_next_day_comes(self) -> None:
        _, found = judged(self.RULE, [*samples([101, 104]), Sample(START + 9e4, 99.0, "2031-05-16")])
        assert [fired.sample.value for fired in found] == [104]

    def test_two_closes_in_one_look_are_both_judged(self) -> None:
        falls = rule("crosses_below", at_close=True)
        looks = [*samples([101.0]), Sample(START + 9e4, 99.0, "2031-05-16", final=True)]
        _, found = judged(falls, looks)
        assert [fired.sample.value for fired in found] == [99.0]


def test_a_memory_survives_being_written_down() -> None:
    memory, _ = judged(
        rule("changes_by", 0.5, within_s=60.0, relative=True, cooldown_s=99.0), samples([1, 2, 4, 9, 20])
    )
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(memory), type=RuleState) == memory
