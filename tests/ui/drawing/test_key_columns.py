"""The columns of the help."""

from __future__ import annotations

from rich.cells import cell_len

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
    assert len(key_lines(ENTRIES, 45)) == 3
