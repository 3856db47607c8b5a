"""A heading says how many rows a table leaves out of the text."""

from __future__ import annotations

from r2k_tui.commands.universe.row_limit import first_rows
from tests.cases import cases


@cases(("count", "words"), [(0, ""), (20, ""), (21, ", the first 20; --json: all")])
def test_first_rows(count: int, words: str) -> None:
    assert first_rows(count, 20) == words
