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


def restyled(line: Line, extra: str) -> Line:
    """The line with one more style on every run."""
    return tuple((text, f"{name}+{extra}") for text, name in line)


def join(columns: Sequence[Line], gap: str = " ") -> Line:
    """Lines side by side."""
    runs: list[Run] = []
    for index, column in enumerate(columns):
        if index:
            runs.append((gap, "text"))
        runs.extend(column)
    return tuple(runs)


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
    room = width - 4
    if length(note) > room - 2:
        note = ()
    shown = fit(title, min(length(title), room - (length(note) + 3 if note else 0))) if title else ()
    runs: list[Run] = [(left + "─", style)]
    if shown:
        runs += [(" ", style), *shown, (" ", style)]
    used = sum(cell_len(text) for text, _ in runs)
    tail: list[Run] = [(" ", style), *note, (" ", style)] if note else []
    fill = width - used - sum(cell_len(text) for text, _ in tail) - 2
    if fill < 0:
        return fit((*runs, ("─" * 2 + right, style)), width)
    return (*runs, ("─" * fill, style), *tail, ("─" + right, style))
