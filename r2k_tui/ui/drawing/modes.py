"""Modes: states that the user has switched on, and their labels in the title of a panel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from r2k_tui.ui.drawing.lines import Line, Run, cells, length

# Corners and blanks around the text in the border, and the blanks before the text at the right.
_BORDER, _GAP = 6, 2
_DOT: Run = (" · ", "frame")


class Mode(NamedTuple):
    """Something that is switched on. `undo` switches it off; `name` is what the footer then says is off.

    `label` stands in the title of the panel, `short` where there is less room; "" where the panel shows it anyway.
    """

    name: str
    undo: Callable[[], object]
    label: str = ""
    short: str = ""


def mode(label: str, undo: Callable[[], object], short: str = "") -> Mode:
    """A mode that its label names."""
    return Mode(label, undo, label, short or label)


def titled(title: Line, modes: Sequence[Mode], right: Line, width: int) -> tuple[Line, Line]:
    """The texts at the left and the right of a border of `width` cells, with the labels after the title.

    Where there is no room, labels are shorter, the text at the right goes, then the later runs of the title, then all
    labels but the first with the number of the others. No label is cut.
    """
    shown = [one for one in modes if one.label]
    if not shown:
        return title, right
    full, short = [one.label for one in shown], [one.short or one.label for one in shown]
    counted = [short[0], f"+{len(short) - 1}"] if len(short) > 1 else short
    room = width - _BORDER
    for note in (right, ()):
        left = room - (length(note) + _GAP if note else 0)
        for labels in (full, short):
            if length(title) + _size(labels) <= left:
                return (*title, *_runs(labels)), note
    heads = [title[:count] for count in range(len(title), -1, -1)]
    for labels in (short, counted, [f"{len(short)} on"]):
        for head in heads:
            if length(head) + _size(labels) <= room:
                return (*head, *_runs(labels)), ()
    return title, right


def _size(labels: Sequence[str]) -> int:
    return sum(cells(label) + cells(_DOT[0]) for label in labels)


def _runs(labels: Sequence[str]) -> list[Run]:
    return [run for label in labels for run in (_DOT, (label, "warn"))]
