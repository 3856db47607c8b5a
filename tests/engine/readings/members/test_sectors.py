"""Sector weights of the index against those of the fund of large companies, computed by hand."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from r2k_tui.engine.readings.members.sectors import ROWS
from tests.engine.readings.members.scene import DAY, NAN, fund_list, read, sample, without


def inputs(**more: Any) -> MemberInputs:
    """Energy 0.4 + 0.2 of 1, Financials 0.4; the large fund has nothing but Energy and Utilities, one to three."""
    large = fund_list("IWB", {"X": 0.2, "Y": 0.6})
    rows = (large.rows[0], msgspec.structs.replace(large.rows[1], sector="Utilities"), large.rows[2])
    return MemberInputs(
        sample(sectors=(0, 1, 0, 1), **more), {InputPart.LARGE_LIST: msgspec.structs.replace(large, rows=rows)}
    )


def test_weights_and_their_differences_leave_cash_out() -> None:
    found = read(ROWS, inputs())
    assert found["sector_weights"].value == pytest.approx({"Energy": 0.6, "Financials": 0.4})
    assert found["sector_weights_large"].value == pytest.approx({"Utilities": 0.75, "Energy": 0.25})
    assert found["sector_gaps"].value == pytest.approx({"Financials": 0.4, "Energy": 0.35, "Utilities": -0.75})
    assert list(found["sector_gaps"].value or ()) == ["Financials", "Energy", "Utilities"], "largest first"  # type: ignore[arg-type]
    assert [reading.n for reading in found.values()] == [4, 2, 6]


def test_both_days_and_both_sources_are_named() -> None:
    found = read(ROWS, inputs())
    assert found["sector_gaps"].definition.endswith("; lists of IWM of 2026-11-25 and of IWB of 2026-11-24")
    assert found["sector_gaps"].source.endswith("; IWB list of 2026-11-24 by invented")
    assert [reading.as_of for reading in found.values()] == [DAY, "2026-11-24", DAY]


def test_a_member_without_a_weight_counts_for_nothing() -> None:
    found = read(ROWS, inputs(weights=(0.4, 0.4, NAN, NAN)))
    assert found["sector_weights"].value == pytest.approx({"Energy": 0.5, "Financials": 0.5})


def test_without_a_list_of_the_large_fund_or_without_weights() -> None:
    found = read(ROWS, without(InputPart.LARGE_LIST, reason="no list of what IWB holds"))
    assert {(r.value, r.reason) for r in found.values()} == {(None, "no list of what IWB holds")}
    found = read(ROWS, inputs(weights=(NAN,) * 4))
    assert {(r.value, r.reason) for r in found.values()} == {(None, "the list of IWM has no weights")}
