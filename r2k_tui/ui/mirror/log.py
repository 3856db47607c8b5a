"""The terminal's copy of the engine's log, with entries of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from r2k_tui.model.log import Level, LogEntry

KEPT = 500


class LogMirror:
    """Log entries of every engine so far, oldest first; where entries are missing, one entry says how many."""

    def __init__(self) -> None:
        self.entries: deque[LogEntry] = deque(maxlen=KEPT)
        self._epoch, self._number = "", 0

    def merge(self, epoch: str, entries: Iterable[LogEntry]) -> bool:
        """Merge entries of an engine; known ones are skipped. Returns True if any were new."""
        if epoch != self._epoch:
            self._epoch, self._number = epoch, 0
        before = self._number
        for entry in entries:
            if entry.number > self._number:
                self._note_gap(entry)
                self.entries.append(entry)
                self._number = entry.number
        return self._number > before

    def note(self, time: float, level: Level, topic: str, message: str) -> None:
        """Write an entry of the terminal's own."""
        self.entries.append(LogEntry(time, level, topic, message))

    def _note_gap(self, entry: LogEntry) -> None:
        missing = entry.number - self._number - 1
        if missing:
            word = "entry" if missing == 1 else "entries"
            self.note(entry.time, Level.WARNING, "log", f"{missing} {word} missing: more than the log keeps")
