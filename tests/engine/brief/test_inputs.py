"""Readings of the inputs: a value, or Missing with the reason."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.engine.brief.inputs import Missing
from tests.engine.brief.case import inputs, reading


def test_a_flag_is_yes_no_or_missing() -> None:
    case = inputs(absent={"IWN": "no bars"})
    assert case.flag("^RUT", "is_record_close") and not case.flag("^RUT", "donchian55_breakout")
    for symbol, reason in (("IWN", "IWN: no bars"), ("IWM", "IWM is_record_close: not computed")):
        with pytest.raises(Missing, match=reason):
            case.flag(symbol, "is_record_close")


def test_a_symbol_whose_bars_end_on_another_day_says_nothing_of_this_one() -> None:
    for day in ("2025-09-17", "2025-09-19"):
        other = {"HYG": {"ret_1d": msgspec.structs.replace(reading("ret_1d"), as_of=day)}}
        with pytest.raises(Missing, match=f"HYG: its last bar is of {day}"):
            inputs(readings=other).reading("HYG", "ret_1d")
    assert inputs().reading("HYG", "ret_1d").value == 0.0251
