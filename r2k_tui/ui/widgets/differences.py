"""The cells in which two versions of a line may differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.geometry import Region

from r2k_tui.ui.drawing.lines import Line, length


def changed_span(old: Line, new: Line, width: int) -> tuple[int, int]:
    """First and last cell (exclusive) of the runs in which two lines of `width` cells differ; (0, 0) where all are
    equal.
    """
    runs, same, tail = min(len(old), len(new)), 0, 0
    while same < runs and old[same] == new[same]:
        same += 1
    if same == len(old) == len(new):
        return 0, 0
    while tail < runs - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return length(new[:same]), width - length(new[len(new) - tail :])


def changed_regions(old: Iterable[Line], new: Iterable[Line], width: int) -> Iterator[Region]:
    """Rectangles that hold every difference, one for each group of neighboring rows.

    Which of their cells differ is for the shadow of the terminal to find, which compares them faster than Textual
    takes a rectangle.
    """
    top, left, right = 0, width, 0
    for y, (before, after) in enumerate(zip(old, new, strict=True)):
        start, stop = (0, 0) if before is after else changed_span(before, after, width)
        if stop > start:
            left, right = (min(left, start), max(right, stop)) if right else (start, stop)
            continue
        if right:
            yield Region(left, top, right - left, y - top)
        top, right = y + 1, 0
    if right:
        yield Region(left, top, right - left, y + 1 - top)
