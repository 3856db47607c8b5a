"""A progress bar on stderr; nothing where stderr is not a terminal."""

from __future__ import annotations

import re
import sys
from types import TracebackType

_WIDTH = 28
_PLACE = re.compile(r"(\d+) of (\d+) ?(.*)")


class ProgressBar:
    """A bar on one line, erased at the end."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._visible = sys.stderr.isatty()
        self._drawn = 0

    def show(self, progress: str) -> None:
        """Draw `progress`, such as "3 of 17 frontier"."""
        match = _PLACE.match(progress)
        if not self._visible or match is None:
            return
        done, total, step = int(match[1]), max(int(match[2]), 1), match[3]
        filled = min(_WIDTH, done * _WIDTH // total)
        text = f"{self._title} [{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{total} {step}"
        sys.stderr.write("\r" + text.ljust(self._drawn))
        sys.stderr.flush()
        self._drawn = len(text)

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            sys.stderr.write("\r" + " " * self._drawn + "\r")
            sys.stderr.flush()
