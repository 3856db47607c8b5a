"""What holds of the judge whatever comes: no double fire, a cooldown that is kept, and restarts that change nothing."""

from __future__ import annotations

import math
from itertools import pairwise, product
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.engine.alerts.rules.evaluate import evaluate, release
from r2k_tui.engine.alerts.rules.rule import Rule
from r2k_tui.engine.alerts.rules.state import Fired, RuleState, Sample
from tests.engine.alerts.rules.evaluation import START, judged

NUMBERS = (None, math.nan, *map(float, range(90, 111)))
WORDS = (None, "calm", "normal", "stress")
DAYS = ("2031-05-15", "2031-05-16", "2031-05-17")


@st.composite
def rules(draw: Any) -> Rule:
    op = draw(
        st.sampled_from(["above", "below", "crosses_above", "crosses_below", "changes_by", "becomes", "new_record"])
    )
    value = {"changes_by": 0.03, "new_record": None, "becomes": draw(st.sampled_from(["stress", None]))}.get(op, 100.0)
    return Rule(
        "r",
        "IWM",
        "risk_zone" if op == "becomes" else "price",
        op,
        value,
        within_s=60.0 if op == "changes_by" else 0.0,
        relative=True,
        hysteresis=draw(st.sampled_from([0.0, 2.0])),
        confirm=draw(st.integers(1, 3)),
        cooldown_s=draw(st.sampled_from([0.0, 30.0, 1000.0])),
        at_close=op != "changes_by" and draw(st.booleans()),
    )


def days_of(values: tuple[float | str | None, ...]) -> Any:
    """Looks of a day: each is a value, the seconds since the one before, and whether it is final. One draw for each."""
    return st.lists(st.sampled_from(list(product(values, (0.0, 1.0, 7.0, 40.0), (False, True)))), max_size=8)


# Numbers are as likely to be missing as to be there, so there are as many of each.
OF_NUMBERS = days_of((*(None, math.nan) * 10, *NUMBERS[2:]))
OF_WORDS = days_of((*(None,) * 3, *WORDS[1:]))


@st.composite
def looks(draw: Any, days: Any) -> list[Sample]:
    time, made = START, []
    for day in DAYS:
        for value, waited, final in draw(days):
            time += waited
            made.append(Sample(time, value, day, final=final))
    return made


@st.composite
def cases(draw: Any) -> tuple[Rule, list[Sample]]:
    rule = draw(rules())
    return rule, draw(looks(OF_WORDS if rule.op == "becomes" else OF_NUMBERS))


@given(cases(), st.sets(st.integers(0, 24)))
def test_restarts_anywhere_change_nothing(case: tuple[Rule, list[Sample]], restarts: set[int]) -> None:
    rule, series = case
    memory, found = RuleState(), list[Fired]()
    for place, sample in enumerate(series):
        if place in restarts:
            memory = msgspec.msgpack.decode(msgspec.msgpack.encode(memory), type=RuleState)
        memory, fired = evaluate(rule, memory, sample)
        found += [fired] if fired is not None else []
    # NaN is not itself: what is compared is how it is written.
    assert msgspec.msgpack.encode((memory, found)) == msgspec.msgpack.encode(judged(rule, series))


@given(cases())
def test_nothing_fires_twice_on_one_look(case: tuple[Rule, list[Sample]]) -> None:
    rule, series = case
    _, once = judged(rule, series)
    doubled = [sample for sample in series for _ in range(2)]
    _, twice = judged(rule, doubled)
    assert len(twice) == len(once)


@given(cases())
def test_two_firings_are_a_cooldown_apart_and_none_is_lost(case: tuple[Rule, list[Sample]]) -> None:
    rule, series = case
    free = msgspec.structs.replace(rule, cooldown_s=0.0)
    memory, told, times = RuleState(), 0, list[float]()
    for sample in series:
        memory, fired = evaluate(rule, memory, sample)
        if fired is not None:
            told += fired.times
            times.append(memory.fired_at or 0.0)
    last = release(rule, memory, START + 1e9).fired
    told += last.times if last is not None else 0
    assert all(later - earlier >= rule.cooldown_s for earlier, later in pairwise(times))
    free_memory, found = judged(free, series)
    left = release(free, free_memory, START + 1e9).fired
    assert told == sum(fired.times for fired in found) + (left.times if left is not None else 0)


@given(cases())
def test_a_level_fires_only_beyond_it_and_never_again_without_having_been_back(
    case: tuple[Rule, list[Sample]],
) -> None:
    rule, series = case
    if not rule.op.endswith(("above", "below")) or rule.at_close:
        return
    rule = msgspec.structs.replace(rule, cooldown_s=0.0)
    sign = 1 if rule.op.endswith("above") else -1
    memory, back = RuleState(), True
    for sample in series:
        memory, fired = evaluate(rule, memory, sample)
        value = sample.value
        if not isinstance(value, float) or math.isnan(value):
            assert fired is None
            continue
        if fired is not None:
            assert sign * (value - rule.number) > 0 and back
            back = False
        back = back or sign * (value - rule.number) <= -rule.hysteresis


@given(cases())
def test_missing_values_change_nothing(case: tuple[Rule, list[Sample]]) -> None:
    rule, series = case
    known = [s for s in series if s.value is not None and not (isinstance(s.value, float) and math.isnan(s.value))]
    rule = msgspec.structs.replace(rule, cooldown_s=0.0)
    assert judged(rule, known) == judged(rule, series)
