"""The table of tools."""

from __future__ import annotations

from r2k_tui.commands.mcp.tools import TOOLS


def test_names_are_those_of_commands_and_unique() -> None:
    names = [row.name for row in TOOLS]
    assert len(set(names)) == len(names)
    assert all(name.replace("_", "").isalpha() and name.islower() for name in names)


def test_the_screener_lists_its_columns() -> None:
    (screen,) = (row for row in TOOLS if row.name == "screen")
    assert "Columns: " in screen.description and " cap " in screen.description
