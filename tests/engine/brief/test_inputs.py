"""Readings of the inputs: a value, or Missing with the reason."""

from __future__ import annotations

import pytest

from r2k_tui.engine.brief.inputs import Missing
from tests.engine.brief.case import inputs


def test_a_flag_is_yes_no_or_missing() -> None:
    case = inputs(absent={"IWN": "no bars"})
    assert case.flag("^RUT", "is_record_close") and not case.flag("^RUT", "donchian55_breakout")
    for symbol, reason in (("IWN", "IWN: no bars"), ("IWM", "IWM is_record_close: not computed")):
        with pytest.raises(Missing, match=reason):
            case.flag(symbol, "is_record_close")
