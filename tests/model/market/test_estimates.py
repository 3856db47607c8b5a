"""Estimates of a day in storage."""

from __future__ import annotations

from array import array

import msgspec
import pytest

from r2k_tui.model.market.estimates import DayEstimates


def test_missing_estimates_survive_and_another_layout_does_not() -> None:
    eps = array("d", [1.5, float("nan")]).tobytes()
    kept = DayEstimates("2026-11-25", ("AAA", "BBB"), eps, eps, ("USD", ""), 5.0)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(kept), type=DayEstimates) == kept
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(msgspec.msgpack.encode({"day": "2026-11-25", "eps": 1.5}), type=DayEstimates)
