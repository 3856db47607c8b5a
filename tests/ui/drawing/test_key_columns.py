"""The columns of the help."""

from __future__ import annotations

from rich.cells import cell_len

from r2k_tui.ui.actions.table import ACTIONS, help_groups
from r2k_tui.ui.drawing.key_columns import KeyGroup, key_lines, matching

MOVE = KeyGroup("Move", (("j ↓", "Next row"), ("k ↑", "Previous row")))
GO = KeyGroup("Go", (("?", "Help"), ("Ctrl+P", "Palette"), ("q", "Quit")))
ALL = [KeyGroup(title, tuple(entries)) for title, entries in help_groups("chart", ACTIONS, lambda panel: True)]


def text_of(groups: list[KeyGroup], width: int, height: int) -> list[str]:
    return ["".join(text for text, _ in line).rstrip() for line in key_lines(groups, width, height)]


def test_one_column_where_it_fits_the_height() -> None:
    assert text_of([MOVE, GO], 120, 8) == [
        "Move",
        "   j ↓  Next row",
        "   k ↑  Previous row",
        "",
        "Go",
        "     ?  Help",
        "Ctrl+P  Palette",
        "     q  Quit",
    ]


def test_further_columns_are_as_wide_as_their_own_entries() -> None:
    assert text_of([MOVE, GO], 120, 5) == [
        "Move                Go",
        "j ↓  Next row            ?  Help",
        "k ↑  Previous row   Ctrl+P  Palette",
        "                         q  Quit",
    ]


def test_where_it_is_too_low_the_blanks_go() -> None:
    assert "" in text_of([MOVE, GO], 30, 8)
    assert "" not in text_of([MOVE, GO], 30, 7)


def test_no_column_ends_with_a_heading_and_every_entry_is_there() -> None:
    titles = {group.title for group in ALL}
    for width in range(1, 200, 3):
        lines = text_of(ALL, width, 30)
        assert all(entry in "\n".join(lines) for group in ALL for _, entry in group.entries)
        assert width < 60 or max(map(cell_len, lines)) <= width
        assert lines[-1].strip() not in titles


def test_a_search_keeps_what_has_every_word_in_title_or_keys() -> None:
    assert matching([MOVE, GO], "row prev") == [KeyGroup("Move", (("k ↑", "Previous row"),))]
    assert matching([MOVE, GO], "?") == [KeyGroup("Go", (("?", "Help"),))]
    assert matching([MOVE, GO], "nothing") == []


def test_without_entries_there_is_nothing() -> None:
    assert key_lines([], 40, 10) == []
