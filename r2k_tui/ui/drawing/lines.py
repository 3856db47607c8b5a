"""Lines of styled text: all that widgets draw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment

# A run is text with the names of its styles, joined by "+": ("+2.51%", "up"), ("IWM", "text+cursor").
Run = tuple[str, str]
Line = tuple[Run, ...]

BLANK: Line = ()


# Characters besides ASCII that are drawn: boxes, bars, dots and marks, each one cell wide.
_SINGLE = re.compile("[ -~–…·²×±§≤≥≈◂◆●◐○✎✕✓✗■▲▼▸─-╿▀-▟⠀-⣿]*").fullmatch


def is_single(text: str) -> bool:
    """Whether every character is known at a glance to take one cell."""
    return text.isascii() or _SINGLE(text) is not None


def cells(text: str) -> int:
    """Width of the text in cells."""
    return len(text) if text.isascii() else _cells(text)


@lru_cache(maxsize=4096)
def _cells(text: str) -> int:
    return len(text) if _SINGLE(text) else cell_len(text)


def cut(text: str, start: int, stop: int) -> str:
    """The cells from `start` to `stop` (exclusive) of a text; half of a wide character becomes a blank."""
    if cells(text) == len(text):
        return text[start:stop]
    _, rest = Segment(text).split_cells(start)
    return rest.split_cells(stop - start)[0].text


def length(line: Line) -> int:
    """Width of the line in cells."""
    # Every panel is measured at every tick: all-ASCII lines take this short path.
    return sum([len(text) if text.isascii() else cells(text) for text, _ in line])


def fit(line: Iterable[Run], width: int, style: str = "text") -> Line:
    """The line in exactly `width` cells: padded with blanks, or cut."""
    runs: list[Run] = []
    left = width
    for run in line:
        if left <= 0:
            break
        text = run[0]
        size = len(text) if text.isascii() else cells(text)
        if size > left:
            run, size = (set_cell_size(text, left), run[1]), left
        runs.append(run)
        left -= size
    if left > 0:
        runs.append((" " * left, style))
    return tuple(runs)


def whole(line: Line, width: int) -> Line:
    """The line cut to `width` cells with `…`, between words: never within a number."""
    if length(line) <= width:
        return line
    runs: list[Run] = []
    left = width - 1
    for text, name in line:
        size = cells(text)
        if size > left:
            kept = set_cell_size(text, left)
            runs.append((kept if text[len(kept) :][:1] == " " else kept[: kept.rfind(" ") + 1], name))
            break
        runs.append((text, name))
        left -= size
    return (*runs, ("…", "dim"))


def wrapped(text: str, width: int) -> list[str]:
    """The text wrapped to `width` cells between words; a longer word is broken."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        while cell_len(word) > width > 1:
            piece = set_cell_size(word, width).rstrip(" ")
            lines[-1:] = [piece, ""]
            word = word[len(piece) :]
        lines[-1] = word
    return lines


def framed(
    body: Sequence[Line], width: int, height: int, title: Line, right: Line = (), foot: Line = (), *, focus: bool
) -> list[Line]:
    """A box of exactly `width` x `height` cells around `body`, with text in its border."""
    if width < 4 or height < 2:
        return [fit((), width) for _ in range(height)]
    rows = [walled(line, width, focus=focus) for line in body[: height - 2]]
    return boxed(rows, width, height, title, right, foot, focus=focus)


def walled(line: Line, width: int, *, focus: bool) -> Line:
    """One line of a box, with its sides."""
    return sided(fit(line, width - 2), focus=focus)


def sided(line: Line, *, focus: bool) -> Line:
    """The same for a line that has the inner width of the box."""
    side = ("│", "frame-focus" if focus else "frame")
    return (side, *line, side)


def boxed(
    rows: Sequence[Line], width: int, height: int, title: Line, right: Line = (), foot: Line = (), *, focus: bool
) -> list[Line]:
    """A box of at least 4 x 2 cells around lines that have their sides already."""
    style = "frame-focus" if focus else "frame"
    blank = [walled(BLANK, width, focus=focus)] * (height - 2 - len(rows))
    return [_edge("╭", "╮", title, right, width, style), *rows, *blank, _edge("╰", "╯", (), foot, width, style)]


def _edge(left: str, right: str, title: Line, note: Line, width: int, style: str) -> Line:
    room = width - 6
    if length(note) + 2 > room:
        note = ()
    room -= length(note) + 2 if note else 0
    shown = title if length(title) <= room else fit(title, max(0, room))
    runs: list[Run] = [(left + "─", style)]
    if shown:
        runs += [(" ", style), *shown, (" ", style)]
    tail: list[Run] = [(" ", style), *note, (" ", style)] if note else []
    fill = width - length(tuple(runs)) - length(tuple(tail)) - 2
    return (*runs, ("─" * fill, style), *tail, ("─" + right, style))
