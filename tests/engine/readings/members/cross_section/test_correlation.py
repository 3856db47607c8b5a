"""Average correlation as readings: window, members left out, history."""

from __future__ import annotations

import math

import numpy as np
import pytest

from r2k_tui.engine.readings.members.cross_section.correlation import ROWS
from r2k_tui.engine.readings.members.inputs import MemberInputs, MemberSample
from r2k_tui.engine.readings.members.past import past_values
from tests.engine.readings.members.cross_section.closes_scene import closes
from tests.engine.readings.members.scene import read, sample

RANDOM = np.random.default_rng(3)


def walks(count: int, members: int = 4) -> list[list[float]]:
    steps = 0.02 * RANDOM.standard_normal((members, count)) + 0.01 * RANDOM.standard_normal(count)
    return (20 * np.cumprod(1 + steps, axis=1)).tolist()


def table(columns: list[list[float]]) -> MemberSample:
    return sample("ABCD", (0.4, 0.3, 0.2, 0.1), closes=closes(columns))


def test_the_last_63_returns_of_the_members_with_all_their_closes() -> None:
    columns = walks(80)
    columns[3][70] = math.nan
    found = read(ROWS, MemberInputs(table(columns)))["avg_correlation_equal_63d"]
    prices = np.array(columns[:3])[:, -64:]
    matrix = np.corrcoef(prices[:, 1:] / prices[:, :-1])
    assert found.value == pytest.approx((matrix[0, 1] + matrix[0, 2] + matrix[1, 2]) / 3)
    assert (found.n, found.as_of, found.window) == (3, "2026-11-26", "63 sessions")
    assert found.definition.endswith("; px of 2026-08-31 to 2026-11-26, 3 of 4 members, 90.0% of the weight")


def test_an_old_gap_does_not_matter() -> None:
    columns = walks(80)
    columns[3][5] = math.nan
    assert read(ROWS, MemberInputs(table(columns)))["avg_correlation_63d"].n == 4


def test_too_few_sessions_or_members_give_a_reason() -> None:
    found = read(ROWS, MemberInputs(table(walks(63))))
    assert {one.reason for one in found.values()} == {"63 sessions of closes, 64 are needed"}
    columns = walks(64)
    for column in columns[1:]:
        column[-1] = math.nan
    found = read(ROWS, MemberInputs(table(columns)))
    assert {(one.value, one.n) for one in found.values()} == {(None, 1)}
    assert "no two members have a close on each day" in found["avg_correlation_63d"].reason


def test_history_has_one_window_a_week_and_ends_with_the_present_one() -> None:
    inputs = MemberInputs(table(walks(80)))
    found = past_values(ROWS[0], inputs)["avg_correlation_63d"]
    assert [one.day for one in found.days] == ["2026-11-05", "2026-11-12", "2026-11-19", "2026-11-26"]
    assert found.days[-1].value == read(ROWS, inputs)["avg_correlation_63d"].value
    assert found.chosen == "every fifth of the last 252 sessions"
    assert past_values(ROWS[0], MemberInputs(table(walks(5))))["avg_correlation_63d"].days == ()
