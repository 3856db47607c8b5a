"""Draws the last notices of the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.ui.drawing.ages import day_and_time
from r2k_tui.ui.drawing.lines import Line, wrapped
from r2k_tui.ui.mirror.notices import Notice

_SEVERITIES = {"information": ("info", "dim"), "warning": ("warning", "warn"), "error": ("error", "down")}
# Width of time and severity; on a screen narrower than twice that, the words are below them.
_HEAD = 22


def notice_lines(notices: Iterable[Notice], width: int, now: float) -> list[Line]:
    """One notice after the other, newest first; times in New York, words wrapped."""
    lines = [line for notice in notices for line in _notice(notice, width, now)]
    return lines or [((" no notice so far", "dim"),)]


def _notice(notice: Notice, width: int, now: float) -> list[Line]:
    word, style = _SEVERITIES.get(notice.severity, (notice.severity, "warn"))
    head: Line = ((f" {day_and_time(notice.time, now):<13}", "dim"), (f"{word:<8}", style))
    if width >= 2 * _HEAD:
        first, *rest = wrapped(notice.words, width - _HEAD - 1)
        return [(*head, (first, "text")), *(((" " * _HEAD + line, "text"),) for line in rest)]
    return [head, *(((f"   {line}", "text"),) for line in wrapped(notice.words, max(8, width - 4)))]
