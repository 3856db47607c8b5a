"""Where each panel of a layout stands in a window, and which give way where it is too small. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from r2k_tui.config.sections.dashboard import LayoutRow

QUOTES = "quotes"
# Of several rows, that of the quotes has at most one part of the height in so many.
_PART_OF_QUOTES = 2


class PanelNeed(NamedTuple):
    """The least width and height at which a panel says something, and the rows that show all of it."""

    width: int
    height: int
    rows: int


class PanelPlace(NamedTuple):
    """A panel and its rectangle, in cells from the corner of the board."""

    panel: str
    x: int
    y: int
    width: int
    height: int


class Arrangement(NamedTuple):
    """The places in reading order, the panels without one, and the cells that would hold all of them."""

    places: tuple[PanelPlace, ...] = ()
    absent: tuple[str, ...] = ()
    width: int = 0
    height: int = 0


Needs = Mapping[str, PanelNeed]


def arranged(rows: Sequence[LayoutRow], needs: Needs, width: int, height: int) -> Arrangement:
    """The layout in `width` x `height` cells.

    Panels give way from the right where a row is too wide, then rows from the bottom where they are too tall; the
    quotes last of all. What is left is always shown, however small the window is.
    """
    kept = _low_enough([_narrow_enough(row, needs, width) for row in rows], needs, height)
    shown = [cell.panel for row in kept for cell in row.cells]
    absent = tuple(cell.panel for row in rows for cell in row.cells if cell.panel not in shown)
    wide = max((_least_width(row, needs) for row in rows), default=0)
    tall = sum(_least_height(row, needs) for row in rows)
    return Arrangement(tuple(_places(kept, needs, width, height)), absent, wide, tall)


def _narrow_enough(row: LayoutRow, needs: Needs, width: int) -> LayoutRow:
    cells = list(row.cells)
    while len(cells) > 1 and sum(needs[cell.panel].width for cell in cells) > width:
        del cells[max(place for place, cell in enumerate(cells) if cell.panel != QUOTES)]
    return row._replace(cells=tuple(cells))


def _low_enough(rows: Sequence[LayoutRow], needs: Needs, height: int) -> list[LayoutRow]:
    kept = list(rows)
    while len(kept) > 1 and sum(_least_height(row, needs) for row in kept) > height:
        del kept[max(place for place, row in enumerate(kept) if not _has_quotes(row))]
    return kept


def _has_quotes(row: LayoutRow) -> bool:
    return any(cell.panel == QUOTES for cell in row.cells)


def _least_width(row: LayoutRow, needs: Needs) -> int:
    return sum(needs[cell.panel].width for cell in row.cells)


def _least_height(row: LayoutRow, needs: Needs) -> int:
    return max(needs[cell.panel].height for cell in row.cells)


def _places(rows: Sequence[LayoutRow], needs: Needs, width: int, height: int) -> list[PanelPlace]:
    places: list[PanelPlace] = []
    top = 0
    for row, tall in zip(rows, _heights(rows, needs, height), strict=True):
        left = 0
        least = [needs[cell.panel].width for cell in row.cells]
        for cell, wide in zip(row.cells, shared(width, [c.weight for c in row.cells], least), strict=True):
            places.append(PanelPlace(cell.panel, left, top, wide, tall))
            left += wide
        top += tall
    return places


def _heights(rows: Sequence[LayoutRow], needs: Needs, height: int) -> list[int]:
    """By the shares of the rows; where none has one, by what their panels need, the quotes having exactly that."""
    least = [_least_height(row, needs) for row in rows]
    if any(row.height is not None for row in rows):
        return shared(height, [row.height or 1 for row in rows], least)
    wanted = [max(needs[cell.panel].rows for cell in row.cells) for row in rows]
    most: dict[int, int] = {}
    for place, row in enumerate(rows):
        if _has_quotes(row) and len(rows) > 1:
            room = min(height // _PART_OF_QUOTES, height - sum(least) + least[place])
            most[place] = least[place] = max(least[place], min(wanted[place], room))
    return shared(height, wanted, least, most)


def shared(
    total: int, weights: Sequence[int], least: Sequence[int], most: Mapping[int, int] | None = None
) -> list[int]:
    """`total` cells in proportion to the weights, but no share below its least nor, where it has one, above its most.

    Too few cells for all the least shares go to the first ones.
    """
    limits, fixed = most or {}, dict[int, int]()
    while free := [place for place in range(len(weights)) if place not in fixed]:
        room, whole = total - sum(fixed.values()), sum(weights[place] for place in free)
        fair = {place: room * weights[place] / whole for place in free}
        low = {place: least[place] for place in free if fair[place] < least[place]}
        high = {place: limits[place] for place in free if fair[place] > limits.get(place, total)}
        if not (out := low or high):
            break
        fixed |= out
    return _whole_cells(total, [fixed.get(place, 0) for place in range(len(weights))], weights, fixed)


def _whole_cells(total: int, shares: list[int], weights: Sequence[int], fixed: Mapping[int, int]) -> list[int]:
    free = [place for place in range(len(shares)) if place not in fixed]
    room, whole = max(0, total - sum(shares)), sum(weights[place] for place in free)
    given = weighed = 0
    for place in free:
        weighed += weights[place]
        shares[place] = room * weighed // whole - given
        given += shares[place]
    left = total
    for place, share in enumerate(shares):
        shares[place] = min(share, left)
        left -= shares[place]
    shares[-1] += left
    return shares
