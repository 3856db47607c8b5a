"""The cells in which two versions of a line differ."""

from __future__ import annotations

from rich.cells import cell_len

from r2k_tui.ui.drawing.lines import Line, Run, cells, length


def changed_span(old: Line, new: Line, width: int) -> tuple[int, int]:
    """First and last cell (exclusive) in which two lines of `width` cells differ; (0, 0) where they are equal."""
    runs, same, tail = min(len(old), len(new)), 0, 0
    while same < runs and old[same] == new[same]:
        same += 1
    while tail < runs - same and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if same + tail < runs:
        # The lines differ within these runs, unless one text is a prefix or a suffix of the other.
        head = _alike(old[same], new[same], 1)
        foot = _alike(old[-1 - tail], new[-1 - tail], -1)
        if head is not None and foot is not None:
            return length(new[:same]) + head, width - length(new[len(new) - tail :]) - foot
    start = length(new[:same])
    before, after = _cells(old[same : len(old) - tail]), _cells(new[same : len(new) - tail])
    if len(before) != len(after):
        return 0, start + max(len(before), len(after)) + length(new[len(new) - tail :])
    differing = [x for x, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    return (start + differing[0], start + differing[-1] + 1) if differing else (0, 0)


def _alike(old: Run, new: Run, step: int) -> int | None:
    """Number of equal cells at the start (`step` 1) or at the end (-1) of two runs; None where one contains the
    other there.
    """
    if old[1] != new[1]:
        return 0 if old[0] and new[0] else None
    one, other = old[0][::step], new[0][::step]
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return cells(one[:place])
    return None


def _cells(line: Line) -> list[tuple[str, str]]:
    result: list[tuple[str, str]] = []
    for text, style in line:
        if cells(text) == len(text):
            result.extend((character, style) for character in text)
        else:
            for character in text:
                result.extend([(character, style)] * cell_len(character))
    return result
