"""What a prompt shows beside the line that is typed: matches, or why an entry is refused. Pure."""

from __future__ import annotations

from collections.abc import Sequence

# Nothing is read while keys come faster than this.
PAUSE_S = 0.8
# Of a list of matches one hears the first ones, the one that Enter takes first.
_MOST_LINES = 3


class PromptReader:
    """Remembers what was read of a prompt, and when the last key came; times in seconds."""

    def __init__(self, pause_s: float = PAUSE_S) -> None:
        self._pause_s = pause_s
        self._known: tuple[str, ...] = ()
        self._question, self._typed_at = "", float("inf")

    def close(self) -> None:
        """No prompt is open: nothing is read before the next one was."""
        self._typed_at = float("inf")

    def open(self, lines: Sequence[str]) -> None:
        """A prompt was opened and read; its first line is its question."""
        self._known, self._question = tuple(lines), lines[0] if lines else ""
        self._typed_at = float("-inf")

    def typed(self, now: float) -> None:
        """A key was typed into it."""
        self._typed_at = now

    def take(self, lines: Sequence[str], now: float) -> list[str]:
        """What to read now: the first lines that are not the question, if anything changed since the last reading."""
        if now - self._typed_at < self._pause_s or tuple(lines) == self._known:
            return []
        self._known = tuple(lines)
        return [line for line in lines if line != self._question][:_MOST_LINES]
