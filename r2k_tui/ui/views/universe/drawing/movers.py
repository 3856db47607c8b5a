"""The largest movers, and the largest contributors to the index's return."""

from __future__ import annotations

from collections.abc import Sequence

from r2k_tui.model.market.universe import Mover, Summary
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, fit
from r2k_tui.ui.views.universe.drawing.columns import basis_points

_SYMBOL, _CHANGE, _POINTS, _CARRY = 6, 10, 7, 8
# The smallest width of one of two tables side by side.
_LEAST_MOVER, _LEAST_BAR = 33, 20


def mover_lines(summary: Summary, width: int, height: int) -> list[Line]:
    """The largest gains and losses side by side, or one below the other where that is too narrow."""
    up = [_mover(mover) for mover in summary.up]
    down = [_mover(mover) for mover in summary.down]
    if not up and not down:
        return [_nothing(summary)]
    heads = ((" up", "dim"),), ((" down", "dim"),)
    return _beside(heads, (up, down), width, height, beside=width >= 2 * _LEAST_MOVER)


def _nothing(summary: Summary) -> Line:
    return ((" nothing has moved" if summary.priced else " no prices of the members yet", "dim"),)


def _mover(mover: Mover) -> Line:
    share = numbers.percent(mover.ret_1d)
    return (
        (f" {mover.symbol:<{_SYMBOL}}", "text"),
        (
            numbers.right(f"{numbers.glyph(mover.ret_1d, share)} {share}", _CHANGE),
            numbers.direction(mover.ret_1d, share),
        ),
        (numbers.right(numbers.percent(mover.weight, sign=False), 7), "dim"),
        (f"  {mover.name}", "dim"),
    )


def contributor_lines(summary: Summary, width: int, height: int) -> list[Line]:
    """The largest contributions in the direction of the index's return and against it, in basis points."""
    if not summary.contributors and not summary.detractors:
        return [_nothing(summary)]
    most = max(abs(m.contribution) for m in (*summary.contributors[:1], *summary.detractors[:1]))
    falling = summary.carriers is not None and summary.carriers.move < 0
    sides = (summary.detractors, summary.contributors) if falling else (summary.contributors, summary.detractors)
    beside = width >= 2 * _LEAST_BAR
    room = (width // 2 if beside else width) - _SYMBOL - _POINTS - 3
    heads = (((" carry the move", "dim"),), ((" against it", "dim"),))
    head = _summary_lines(summary, width)
    tables = [[_bar(mover, most, room) for mover in side] for side in sides]
    return [*head, *_beside(heads, tables, width, height - len(head), beside=beside)]


def _bar(mover: Mover, most: float, room: int) -> Line:
    points = basis_points(mover.contribution)
    style = numbers.direction(mover.contribution, points)
    cells = max(0, min(24, room))
    return (
        (f" {mover.symbol:<{_SYMBOL}}", "text"),
        (numbers.right(points, _POINTS), style),
        (" " + "━" * round(cells * abs(mover.contribution) / most), style),
    )


def _summary_lines(summary: Summary, width: int) -> list[Line]:
    """The contribution of the top eight, and how many members make up the whole return."""
    carriers = summary.carriers
    if carriers is None:
        return [((" no contributions yet", "dim"),)]
    way = numbers.direction(carriers.move)
    # Where large sums nearly cancel, a fraction above 100 % is meaningless.
    share = f", {carriers.top_8 / carriers.move:.0%}" if abs(carriers.top_8) <= abs(carriers.move) != 0 else ""
    all_of_it = (
        "no few make all"
        if carriers.count is None
        else f"{carriers.count:,} make{'s' if carriers.count == 1 else ''} all"
    )
    eight: Line = (
        (f" {min(_CARRY, summary.priced)} carry ", "dim"),
        (f"{basis_points(carriers.top_8)} of {basis_points(carriers.move)} bp{share}", way),
    )
    return [eight, ((f" {all_of_it}; {summary.coverage:.1%} of weight priced", "dim"),)]


def _beside(
    heads: Sequence[Line], tables: Sequence[Sequence[Line]], width: int, height: int, *, beside: bool
) -> list[Line]:
    """Two tables side by side, or one below the other with half the height each."""
    if beside:
        half = width // 2
        left, right = ([head, *table][:height] for head, table in zip(heads, tables, strict=True))
        rows = max(len(left), len(right))
        padded = [[*part, *[BLANK] * (rows - len(part))] for part in (left, right)]
        return [(*_cut(a, half), *_cut(b, width - half)) for a, b in zip(*padded, strict=True)]
    rows = max(1, (height - 2) // 2)
    return [line for head, table in zip(heads, tables, strict=True) for line in (head, *table[:rows])]


def _cut(line: Line, width: int) -> list[Run]:
    """The line cut to a width; a name that is cut is marked."""
    text = sum(len(run[0]) for run in line)
    if text <= width - 1:
        return list(fit(line, width))
    return [*fit(line, width - 2), (numbers.NO_ROOM + " ", "dim")]
