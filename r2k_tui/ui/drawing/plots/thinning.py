"""Long curves with only the points that a plot can show: the screen answers keys while thousands are drawn."""

from __future__ import annotations

from collections.abc import Sequence

# Dots of a cell across; a part has its two ends, its lowest and its highest point.
_ACROSS, _KEPT = 2, 4


def thinned(values: Sequence[float], width: int) -> tuple[list[int], list[float]]:
    """Places and values of the points that show a curve in `width` cells: ends and extremes of each column of dots.

    Parts with a NaN keep every point.
    """
    step = len(values) // max(1, width * _ACROSS)
    if step <= _KEPT:
        return list(range(len(values))), list(values)
    xs: list[int] = []
    for start in range(0, len(values), step):
        part = values[start : start + step]
        if sum(part) != sum(part):
            xs += range(start, start + len(part))
        else:
            xs += sorted({start + place for place in (0, part.index(min(part)), part.index(max(part)), len(part) - 1)})
    return xs, [values[x] for x in xs]
