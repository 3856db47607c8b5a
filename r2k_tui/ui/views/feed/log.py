"""The log, newest first, and its filter."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.model.log import Level, LogEntry
from r2k_tui.ui.drawing.ages import day_and_time
from r2k_tui.ui.drawing.lines import Line, wrapped

# Log entries are past, so none is red: red marks what is wrong with the numbers on the screen.
_STYLES = {Level.INFO: "dim", Level.WARNING: "warn", Level.ERROR: "warn"}
# Width of time, level and topic; on a screen narrower than twice that, the message is below them.
_HEAD = 32


def matching(entries: Iterable[LogEntry], words: str) -> list[LogEntry]:
    """The entries, newest first, that contain every word in topic, level or message, ignoring case."""
    wanted = words.casefold().split()
    return [entry for entry in reversed(list(entries)) if all(word in _searched(entry) for word in wanted)]


def log_lines(entries: Iterable[LogEntry], width: int, now: float) -> list[Line]:
    """One entry after the other in the given order; times in New York, messages wrapped."""
    return [line for entry in entries for line in _entry(entry, width, now)]


def _searched(entry: LogEntry) -> str:
    return f"{entry.topic} {entry.level.value} {entry.message}".casefold()


def _entry(entry: LogEntry, width: int, now: float) -> list[Line]:
    head: Line = (
        (f" {day_and_time(entry.time, now):<13}", "dim"),
        (f"{entry.level.value:<8}", _STYLES[entry.level]),
        (f"{entry.topic[:9]:<10}", "text"),
    )
    if width >= 2 * _HEAD:
        first, *rest = wrapped(entry.message, width - _HEAD - 1)
        return [(*head, (first, "text")), *(((" " * _HEAD + line, "text"),) for line in rest)]
    return [head, *(((f"   {line}", "text"),) for line in wrapped(entry.message, max(8, width - 4)))]
