"""What panels say in place of numbers that have not come yet."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.ui.drawing.lines import Line

_UNREADY = ("computing", "waiting for", "requesting")
# The header waits for the level; the phase of the session may follow.
_UNREADY_BAR = ("no level yet",)
_MARGIN = " │|"


def is_unready(texts: Iterable[str]) -> bool:
    """Whether one of these texts says that something has not come yet."""
    return any(text.startswith(_UNREADY) for text in texts)


def is_awaiting(lines: Iterable[Line]) -> bool:
    """Whether a panel of these lines still waits for what it is to show."""
    return any(text.lstrip(_MARGIN).startswith((*_UNREADY, *_UNREADY_BAR)) for line in lines for text, _ in line)
