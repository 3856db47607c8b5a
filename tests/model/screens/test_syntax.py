"""A fault is an error with a place."""

from __future__ import annotations

from r2k_tui.model.screens.syntax import ScreenFault


def test_a_fault_says_what_and_where() -> None:
    fault = ScreenFault("no column x", 3, 4)
    assert (str(fault), fault.message, fault.start, fault.stop) == ("no column x", "no column x", 3, 4)
