"""Share of loss-makers by count and by weight, computed by hand."""

from __future__ import annotations

import pytest

from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from r2k_tui.engine.readings.members.losses import ROWS
from tests.engine.readings.members.scene import DAY, NAN, read, sample, without


def test_by_count_and_by_weight_of_the_members_whose_earnings_are_known() -> None:
    # A earns, B and D lose, of C nothing is known: 2 of 3, and (0.3 + 0.1) of (0.4 + 0.3 + 0.1).
    found = read(ROWS, MemberInputs(sample(eps=(1.5, -0.2, NAN, -3.0))))
    assert found["loss_makers_count"].value == pytest.approx(2 / 3)
    assert found["loss_makers_weight"].value == pytest.approx(0.5)
    for reading in found.values():
        assert (reading.n, reading.as_of, reading.unit, reading.reason) == (3, DAY, "fraction", "")
        assert reading.definition.endswith("; known of 3 of 4 members, 80.0% of the weight, 1 unknown")
        assert reading.source == "IWM list of 2026-11-25, quotes by invented"


def test_earnings_of_zero_are_no_loss_and_a_member_without_fundamentals_is_unknown() -> None:
    found = read(ROWS, MemberInputs(sample(eps=(0.0, -0.0, NAN, NAN))))
    assert [reading.value for reading in found.values()] == [0.0, 0.0]
    assert [reading.n for reading in found.values()] == [2, 2]


def test_without_any_earnings_there_is_a_reason_and_no_zero() -> None:
    found = read(ROWS, MemberInputs(sample()))
    assert [reading.value for reading in found.values()] == [None, None]
    assert found["loss_makers_count"].reason == f"no earnings of the 4 members are known for {DAY}"


def test_without_members_the_reason_is_that_of_the_members() -> None:
    found = read(ROWS, without(InputPart.MEMBERS, reason="no list of members yet"))
    assert {reading.reason for reading in found.values()} == {"no list of members yet"}
    assert {(reading.value, reading.n) for reading in found.values()} == {(None, 0)}
