"""Share of the members in the value and growth funds, computed by hand."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from r2k_tui.engine.readings.members.styles import ROWS
from tests.engine.readings.members.scene import DAY, NAN, fund_list, read, sample, without

VALUE, GROWTH = InputPart.VALUE_LIST, InputPart.GROWTH_LIST


def inputs(weights: tuple[float, ...] = (0.4, 0.3, 0.2, 0.1)) -> MemberInputs:
    """A is of value, B of both, C of growth, D of neither; X is no member."""
    value, growth = fund_list("IWN", {"A": 0.6, "B": 0.3, "X": 0.1}), fund_list("IWO", {"B": 0.5, "C": 0.5})
    return MemberInputs(sample(weights=weights), {VALUE: value, GROWTH: msgspec.structs.replace(growth, as_of=DAY)})


def test_each_member_is_of_one_of_four_kinds_by_count_and_by_weight() -> None:
    found = read(ROWS, inputs())
    values = {key: reading.value for key, reading in found.items()}
    assert values == pytest.approx(
        {
            "value_only_count": 0.25,
            "value_only_weight": 0.4,
            "both_styles_count": 0.25,
            "both_styles_weight": 0.3,
            "growth_only_count": 0.25,
            "growth_only_weight": 0.2,
            "no_style_count": 0.25,
            "no_style_weight": 0.1,
        }
    )
    assert {reading.n for reading in found.values()} == {4}
    assert all(
        reading.definition.endswith(f"; lists of IWN of 2026-11-24 and of IWO of {DAY}") for reading in found.values()
    )


def test_the_four_shares_add_up_to_one_where_a_weight_is_unknown_too() -> None:
    found = read(ROWS, inputs(weights=(0.4, NAN, 0.2, 0.2)))
    assert sum(r.value for key, r in found.items() if key.endswith("_weight")) == pytest.approx(1.0)  # type: ignore[misc]
    assert found["both_styles_weight"].value == 0.0 and found["value_only_weight"].value == pytest.approx(0.5)


def test_without_one_of_the_lists() -> None:
    found = read(ROWS, without(GROWTH, reason="no list of what IWO holds"))
    assert {(r.value, r.reason) for r in found.values()} == {(None, "no list of what IWO holds")}


def test_a_list_without_weights() -> None:
    found = read(ROWS, inputs(weights=(NAN,) * 4))
    assert {(r.value, r.reason) for r in found.values()} == {(None, "the list of IWM has no weights")}
