"""A bar on stderr while something long is computed; nothing where stderr is no terminal."""

from __future__ import annotations

import re
import sys
from types import TracebackType

_WIDTH = 28
_PLACE = re.compile(r"(\d+) of (\d+) ?(.*)")


class ProgressBar:
    """Drawn on one line, and gone when it is done."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._shows = sys.stderr.isatty()
        self._drawn = 0

    def show(self, progress: str) -> None:
        """Draw what `progress` says, as in "3 of 17 frontier"."""
        found = _PLACE.match(progress)
        if not self._shows or found is None:
            return
        done, total, what = int(found[1]), max(int(found[2]), 1), found[3]
        filled = min(_WIDTH, done * _WIDTH // total)
        text = f"{self._title} [{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{total} {what}"
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
