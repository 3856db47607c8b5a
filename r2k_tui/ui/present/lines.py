"""Lines of styled text: the only thing the widgets draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size

# A run is text with the names of its styles, joined by "+": ("+2.51%", "up"), ("IWM", "text+cursor").
Run = tuple[str, str]
Line = tuple[Run, ...]

BLANK: Line = ()


def length(line: Line) -> int:
    """Cells that the line takes."""
    return sum(cell_len(text) for text, _ in line)


def fit(line: Iterable[Run], width: int, style: str = "text") -> Line:
    """The line in exactly `width` cells: padded with blanks, or cut."""
    runs: list[Run] = []
    left = width
    for text, name in line:
        if left <= 0:
            break
        size = cell_len(text)
        if size > left:
            text, size = set_cell_size(text, left), left
        runs.append((text, name))
        left -= size
    if left > 0:
        runs.append((" " * left, style))
    return tuple(runs)


def whole(line: Line, width: int) -> Line:
    """The line as far as it fits, cut with `…` between words: never in the middle of a number."""
    if length(line) <= width:
        return line
    runs: list[Run] = []
    left = width - 1
    for text, name in line:
        size = cell_len(text)
        if size > left:
            kept = set_cell_size(text, left)
            runs.append((kept if text[len(kept) :][:1] == " " else kept[: kept.rfind(" ") + 1], name))
            break
        runs.append((text, name))
        left -= size
    return (*runs, ("…", "dim"))


def framed(
    body: Sequence[Line], width: int, height: int, title: Line, right: Line = (), foot: Line = (), *, focus: bool
) -> list[Line]:
    """A box of exactly `width` x `height` cells round `body`, with words in its border."""
    style = "frame-focus" if focus else "frame"
    inside = width - 2
    if width < 4 or height < 2:
        return [fit((), width) for _ in range(height)]
    rows = [_edge("╭", "╮", title, right, width, style)]
    for index in range(height - 2):
        line = body[index] if index < len(body) else BLANK
        rows.append((("│", style), *fit(line, inside), ("│", style)))
    rows.append(_edge("╰", "╯", (), foot, width, style))
    return rows


def _edge(left: str, right: str, title: Line, note: Line, width: int, style: str) -> Line:
    room = width - 6
    if length(note) + 2 > room:
        note = ()
    room -= length(note) + 2 if note else 0
    shown = title if length(title) <= room else fit(title, max(0, room))
    runs: list[Run] = [(left + "─", style)]
    if shown:
        runs += [(" ", style), *shown, (" ", style)]
    used = sum(cell_len(text) for text, _ in runs)
    tail: list[Run] = [(" ", style), *note, (" ", style)] if note else []
    fill = width - used - sum(cell_len(text) for text, _ in tail) - 2
    return (*runs, ("─" * fill, style), *tail, ("─" + right, style))
