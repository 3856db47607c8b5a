"""The columns of the help."""

from __future__ import annotations

from rich.cells import cell_len

from r2k_tui.ui.actions.table import ACTIONS, help_entries
from r2k_tui.ui.drawing.key_columns import key_lines

ENTRIES = [("j ↓", "Next row"), ("k ↑", "Previous row"), ("?", "Help"), ("Ctrl+P", "Palette"), ("q", "Quit")]


def test_one_column_where_there_is_room_for_one() -> None:
    assert key_lines(ENTRIES, 25) == [
        "   j ↓  Next row",
        "   k ↑  Previous row",
        "     ?  Help",
        "Ctrl+P  Palette",
        "     q  Quit",
    ]


def test_further_columns_hold_the_rest_and_every_entry_is_there() -> None:
    for width in range(1, 120):
        lines = key_lines(ENTRIES, width)
        assert all(title in "\n".join(lines) for _, title in ENTRIES)
        assert width < 20 or max(map(cell_len, lines)) <= width
    assert len(key_lines(ENTRIES, 36)) == 3 and len(key_lines(ENTRIES, 45)) == 2


def test_one_long_entry_costs_no_other_column_its_room() -> None:
    entries = [("a", "First"), ("b", "Second"), ("c", "A title of many words"), ("Ctrl+D", "Last")]
    assert key_lines(entries, 43) == [
        "a  First         c  A title of many words",
        "b  Second   Ctrl+D  Last",
    ]
    assert len(key_lines(entries, 40)) == 4


def test_the_keys_of_the_monitor_stand_in_two_columns_at_120_cells() -> None:
    entries = help_entries(ACTIONS)
    lines = key_lines(entries, 120 - 6)
    assert len(lines) == (len(entries) + 1) // 2 < 40 - 2


def test_without_entries_there_is_nothing() -> None:
    assert key_lines([], 40) == []
