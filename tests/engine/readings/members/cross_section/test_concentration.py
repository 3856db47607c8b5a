"""Effective names and the largest eight, as readings."""

from __future__ import annotations

import pytest

from r2k_tui.engine.readings.members.cross_section.concentration import ROWS
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from tests.engine.readings.members.scene import DAY, NAN, read, sample, without


def test_by_hand_with_cash_left_out() -> None:
    # Stocks are 90 % of the fund: scaled to one, 0.5, 0.3 and 0.2.
    found = read(ROWS, MemberInputs(sample("ABC", (0.45, 0.27, 0.18))))
    assert found["effective_names"].value == pytest.approx(1 / (0.25 + 0.09 + 0.04))
    assert found["top8_weight"].value == pytest.approx(1.0)
    for reading in found.values():
        assert (reading.n, reading.as_of, reading.window) == (3, DAY, "1 day")
        assert reading.definition.endswith("; IWM list of 2026-11-25")
    assert {row.kept for row in ROWS} == {True}


def test_without_weights_or_members_there_is_a_reason() -> None:
    found = read(ROWS, MemberInputs(sample("AB", (NAN, 0.0))))
    assert {(one.value, one.reason) for one in found.values()} == {(None, "the list of IWM has no weights")}
    found = read(ROWS, without(InputPart.MEMBERS, reason="no list of members yet"))
    assert {one.reason for one in found.values()} == {"no list of members yet"}
