"""Rows that stand for a company, and the mark of the chosen one."""

from __future__ import annotations

from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.universe.drawing.pages.company_rows import CompanyRow, company_places, marked


def test_only_rows_of_companies_have_a_place() -> None:
    lines: list[Line] = [
        ((" title", "dim"),),
        CompanyRow("AAA", ((" AAA", "text"),)),
        (),
        CompanyRow("B", ((" B", ""),)),
    ]
    assert company_places(lines) == [1, 3]


def test_the_mark_takes_the_blank_before_the_row() -> None:
    row = CompanyRow("AAA", ((" AAA", "text"), (" 1", "dim")))
    assert marked(row) == (("▸", "accent"), ("AAA", "text"), (" 1", "dim"))
