"""Rows of a page that stand for a company each, and the mark of the chosen one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from r2k_tui.ui.drawing.lines import Line, Run


class CompanyRow(tuple[Run, ...]):
    """A line with the symbol that Enter opens; its first cell is blank, for the mark."""

    symbol: str

    def __new__(cls, symbol: str, runs: Iterable[Run]) -> CompanyRow:
        """The line of a company."""
        row = super().__new__(cls, runs)
        row.symbol = symbol
        return row


def company_places(lines: Sequence[Line]) -> list[int]:
    """Places of the lines that stand for a company."""
    return [place for place, line in enumerate(lines) if isinstance(line, CompanyRow)]


def marked(line: Line) -> Line:
    """The line with the mark of the cursor in its first cell."""
    (text, style), *rest = line
    return (("▸", "accent"), (text[1:], style), *rest)
