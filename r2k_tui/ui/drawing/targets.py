"""Click targets: a run of a line names its target beside its styles."""

from __future__ import annotations

from typing import NamedTuple

from r2k_tui.ui.drawing.lines import Line, Run, cells

# A name of styles that begins so is no style.
_MARK = "@"


class ClickTarget(NamedTuple):
    """The handler `click_<name>` of a panel, a view or a window, and the word that it is called with."""

    name: str
    word: str = ""


def aimed(run: Run, name: str, word: str = "") -> Run:
    """The run with a target; a word never comes from outside: it is an id, a place in a list, a name of R2K's own."""
    text, style = run
    return text, f"{style}+{_MARK}{name}={word}"


def all_aimed(line: Line, name: str, word: str = "") -> Line:
    """The line with the same target in every run."""
    return tuple(aimed(run, name, word) for run in line)


def target_of(style: str) -> ClickTarget | None:
    """The target among the names of a run's style; None where it has none."""
    for name in style.split("+"):
        if name.startswith(_MARK):
            handler, _, word = name[len(_MARK) :].partition("=")
            return ClickTarget(handler, word)
    return None


def run_at(line: Line, x: int) -> int | None:
    """The place of the run that covers cell `x`; None beyond the line."""
    right = 0
    for place, (text, _) in enumerate(line):
        right += cells(text)
        if x < right:
            return place if x >= 0 else None
    return None


def target_at(line: Line, x: int) -> ClickTarget | None:
    """The target of the run that covers cell `x`."""
    place = run_at(line, x)
    return None if place is None else target_of(line[place][1])
