"""The rows as a table for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.bench.row import Row

_HEAD = ("what", "figure", "reference", "measured beside it", "ratio", "budget", "margin", "met")


def lines(rows: Iterable[Row]) -> list[str]:
    """The table, one line a row."""
    cells = [_HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEAD))]
    return ["  ".join(_aligned(row, widths)).rstrip() for row in cells]


def markdown(rows: Iterable[Row]) -> list[str]:
    """The table of docs/performance.md."""
    head = ("what", "figure", "measured beside it", "ratio", "budget", "margin", "met")
    lines = [head, ("---", *["---:" if column in (1, 3, 4, 5) else "---" for column in range(1, len(head))])]
    for row in rows:
        name, figure, beside, reference, ratio, budget, margin, met = _cells(row)
        told = beside if reference == "–" else f"{beside}: {reference}"
        lines.append((name, figure, told, ratio, budget.replace("<=", "at most"), margin, met))
    return [f"| {' | '.join(cell.strip().replace('|', '/') for cell in line)} |" for line in lines]


def _cells(row: Row) -> tuple[str, ...]:
    reference = "–" if row.reference is None else f"{_number(row.reference)} {row.unit}"
    ratio = "–" if row.ratio is None else f"{row.ratio:.2f}"
    budget = "–" if row.budget is None else f"<= {_number(row.budget)} {row.unit}"
    margin = "–" if row.margin is None else f"{row.margin:.0%}"
    met = "–" if row.budget is None else "yes" if row.met else "NO"
    return (
        row.name,
        f"{_number(row.figure)} {row.unit}",
        row.reference_name or "–",
        reference,
        ratio,
        budget,
        margin,
        met,
    )


def _number(value: float) -> str:
    if value == 0:
        return "0"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Words to the left, numbers to the right."""
    left = (0, 2)
    return [
        cell.ljust(width) if column in left else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
