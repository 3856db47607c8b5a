"""The parser of clean files: it gives up on whatever is not clean."""

from __future__ import annotations

from r2k_tui.sources.csv_folder.encoding import split_lines
from r2k_tui.sources.csv_folder.fast_parser import parse_fast
from r2k_tui.sources.csv_folder.header import parse_header
from r2k_tui.sources.csv_folder.table import RowRules
from tests.cases import cases
from tests.sources.csv_folder.folder import BROKEN, HEADER, NOW, ROWS


@cases("row", BROKEN)
def test_fast_way_gives_up_on_every_broken_row(row: str) -> None:
    split = split_lines("\n".join((HEADER, *ROWS[:2], row)).encode(), "AAA.csv")
    assert parse_fast(split, parse_header(split, "AAA.csv"), RowRules(NOW, positive=True)) is None
