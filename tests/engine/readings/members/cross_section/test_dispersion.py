"""Dispersion as readings: of the day by today's returns, over 21 sessions by closes, and its history."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest

from r2k_tui.engine.readings.members.cross_section.dispersion import ROWS
from r2k_tui.engine.readings.members.inputs import MemberInputs
from r2k_tui.engine.readings.members.past import past_values
from tests.engine.readings.members.cross_section.closes_scene import closes
from tests.engine.readings.members.scene import DAY, NAN, read, sample

# A goes from 10 to 20 at once and stands still; B stands still; C has no closes.
COLUMNS = [[10.0] + [20.0] * 21, [10.0] * 22, [NAN] * 22]


def inputs() -> MemberInputs:
    table = sample("ABC", (0.4, 0.4, 0.2), returns=(0.02, -0.02, NAN), closes=closes(COLUMNS))
    return MemberInputs(msgspec.structs.replace(table, prices=np.array([22.0, 10.0, NAN])))


def test_of_the_day_by_hand() -> None:
    found = read(ROWS, inputs())
    assert found["dispersion_1d"].value == pytest.approx(0.02)
    assert found["dispersion_equal_1d"].value == pytest.approx(0.02)
    assert (found["dispersion_1d"].n, found["dispersion_1d"].as_of) == (2, DAY)
    assert found["dispersion_1d"].definition.endswith("; 2 of 3 members, 80.0% of the weight")


def test_over_21_sessions_by_hand_at_the_weights_of_its_start() -> None:
    found = read(ROWS, inputs())
    # 21 sessions before today A was at 20: it gained 10 %, B nothing; weights 0.4 and 0.4.
    assert found["dispersion_21d"].value == pytest.approx(0.05)
    assert found["dispersion_21d"].window == "21 sessions"
    assert "; px from 2026-10-29 to 2026-11-27; 2 of 3 members" in found["dispersion_21d"].definition


def test_history_ends_with_the_last_close_and_weighs_by_the_start_of_each_window() -> None:
    row = ROWS[0]
    found = past_values(row, inputs())["dispersion_21d"]
    # One window of 21: A doubled and weighed 0.2 against 0.4 at its start, that is a third.
    assert [(one.day, one.n) for one in found.days] == [("2026-11-26", 21)]
    assert found.days[0].value == pytest.approx(math.sqrt(1 / 3 * 2 / 3))
    equal = past_values(row, inputs())["dispersion_equal_21d"]
    assert equal.days[0].value == pytest.approx(0.5)
    daily = past_values(row, inputs())["dispersion_1d"]
    assert len(daily.days) == 21 and daily.days[-1].value == pytest.approx(0.0)


def test_few_sessions_or_no_returns_give_a_reason() -> None:
    found = read(ROWS, MemberInputs(sample("ABC", (0.4, 0.4, 0.2), closes=closes([[1.0] * 5] * 3))))
    assert found["dispersion_21d"].reason == "5 sessions of closes, 22 are needed"
    assert found["dispersion_1d"].reason == f"no two members have a return of {DAY}"
    assert {one.value for one in found.values()} == {None}
    assert past_values(ROWS[0], MemberInputs(sample("AB", (0.5, 0.5))))["dispersion_21d"].days == ()
