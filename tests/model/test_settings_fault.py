"""Where a fault is, seen from its own table and from the whole file."""

from __future__ import annotations

from r2k_tui.model.settings_fault import SettingsFault


def test_a_fault_of_an_entry_is_a_fault_of_the_file() -> None:
    fault = SettingsFault(("op",), "needs a number")
    assert fault.under("alerts", "[2]") == SettingsFault(("alerts", "[2]", "op"), "needs a number")
    assert fault.under() == fault
