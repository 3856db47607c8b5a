"""Rows of a study beside its base: spells, the interval of the difference, and a verdict. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from r2k_tui.model.readings.study import BOOTSTRAP, ConfidenceInterval, no_difference
from r2k_tui.ui.drawing.lines import Line, Run, wrapped
from r2k_tui.ui.drawing.numbers import MISSING, right

_SPELLS, _SPAN, _P = 6, 15, 6


class StudyRow(NamedTuple):
    """One row: `p` is None where the table has no test, else the raw p-value and Holm's."""

    name: str
    spells: int
    diff95: ConfidenceInterval | None
    few: bool
    p: tuple[float | None, float | None] | None = None


def bootstrap_lines(width: int) -> list[Line]:
    """How the intervals are computed."""
    return [((f" {text}", "dim"),) for text in wrapped(BOOTSTRAP, max(8, width - 2))]


def span_text(interval: ConfidenceInterval | None) -> str:
    """An interval of a difference in percentage points: `-4.6 to +1.4`."""
    return MISSING if interval is None else f"{interval[0] * 100:+.1f} to {interval[1] * 100:+.1f}"


def p_text(value: float | None) -> str:
    """A p-value with two decimals."""
    return MISSING if value is None else f"{value:.2f}"


def words(interval: ConfidenceInterval | None, few: bool) -> str:
    """The verdict on a difference: `no difference`, `few`, both, or nothing."""
    return ", ".join(filter(None, ("few" if few else "", "no difference" if no_difference(interval) else "")))


def difference_lines(rows: Iterable[StudyRow], head: str, room: int, width: int = 120) -> list[Line]:
    """A table of differences in percentage points; names take `room` cells. A verdict that does not fit has a line of
    its own.
    """
    kept = list(rows)
    tested = any(row.p is not None for row in kept)
    tests = f"{'p':>{_P}}{'Holm':>{_P}}" if tested else ""
    lines: list[Line] = [((f" {head:<{room}}{'spells':>{_SPELLS}}{'95 %, points':>{_SPAN}}{tests}", "dim"),)]
    return [*lines, *(line for row in kept for line in _lines(row, room, width))]


def _lines(row: StudyRow, room: int, width: int) -> list[Line]:
    said = words(row.diff95, row.few)
    runs: list[Run] = [
        (f" {row.name:<{room}}{row.spells:>{_SPELLS}}", "text"),
        (right(span_text(row.diff95), _SPAN), "dim" if no_difference(row.diff95) else "bright"),
    ]
    if row.p is not None:
        runs.append(("".join(right(p_text(value), _P) for value in row.p), "dim"))
    taken = sum(len(text) for text, _ in runs)
    if not said:
        return [tuple(runs)]
    if taken + 2 + len(said) <= width:
        return [(*runs, (f"  {said}", "warn"))]
    return [tuple(runs), ((right(said, min(taken, width)), "warn"),)]
