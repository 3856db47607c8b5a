"""Curves in braille: two dots across and four down per cell."""

from __future__ import annotations

from collections.abc import Sequence

# Unicode's braille block: bit of the dot at [row][column] of a cell.
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_BLANK = 0x2800
_BLOCKS = " ▁▂▃▄▅▆▇█"


ValueSpan = tuple[float, float] | None


def dot(row: int, column: int) -> int:
    """The bit of one dot of a cell: four rows, two columns."""
    return _BITS[row][column]


def columns(places: Sequence[float], values: Sequence[float], width: int) -> list[ValueSpan]:
    """Lowest and highest value in each of `2 * width` dot columns; `places` are in [0, 1], ascending.

    Columns between two points are interpolated linearly; those before the first and after the last are None.
    """
    count = 2 * width
    return spans_at([min(count - 1, int(place * (count - 1) + 0.5)) for place in places], values, count)


def spans_at(dots: Sequence[int], values: Sequence[float], count: int) -> list[ValueSpan]:
    """Lowest and highest value in each of `count` dot columns; `dots` ascend. A NaN breaks the line."""
    spans: list[ValueSpan] = [None] * count
    last_column, last_value = -1, 0.0
    for column, value in zip(dots, values, strict=True):
        if value != value:
            last_column = -1
            continue
        for between in range(last_column + 1, column) if last_column >= 0 else ():
            share = (between - last_column) / (column - last_column)
            joined = last_value + share * (value - last_value)
            spans[between] = (joined, joined)
        existing = spans[column]
        spans[column] = (value, value) if existing is None else (min(existing[0], value), max(existing[1], value))
        last_column, last_value = column, value
    return spans


def draw(spans: Sequence[ValueSpan], low: float, high: float, height: int) -> list[str]:
    """The spans as `height` strings of braille between `low` (bottom) and `high` (top)."""
    dots, scale = height * 4, (height * 4 - 1) / ((high - low) or 1.0)
    cells = [[0] * (len(spans) // 2) for _ in range(height)]
    before: tuple[int, int] | None = None
    for column, span in enumerate(spans):
        if span is None:
            before = None
            continue
        top, bottom = (min(dots - 1, max(0, round((high - value) * scale))) for value in (span[1], span[0]))
        own = (top, bottom)
        if before is not None:
            # Extend up or down to the neighbor, so that a steep line has no gaps.
            top, bottom = min(top, before[1] + 1), max(bottom, before[0] - 1)
        before = own
        cell, side = divmod(column, 2)
        for dot in range(top, bottom + 1):
            cells[dot // 4][cell] |= _BITS[dot % 4][side]
    return ["".join(chr(_BLANK + bits) if bits else " " for bits in row) for row in cells]


def pillars(places: Sequence[float], values: Sequence[float], width: int, height: int) -> list[str]:
    """Values as `height` rows of blocks, summed by cell column, on a scale from 0 to the greatest sum."""
    sums = [0.0] * width
    for place, value in zip(places, values, strict=True):
        if value == value and value > 0:
            sums[min(width - 1, int(place * (width - 1) + 0.5))] += value
    most = max(sums, default=0.0)
    if most <= 0:
        return [" " * width for _ in range(height)]
    steps = [round(value / most * height * 8) for value in sums]
    return ["".join(_BLOCKS[min(8, max(0, step - row * 8))] for step in steps) for row in range(height - 1, -1, -1)]
