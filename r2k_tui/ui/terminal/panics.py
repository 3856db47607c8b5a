"""The end of the app after a defect: a short message on stderr, the traceback on request, and an exit status of its
own.
"""

from __future__ import annotations

import os

from rich.console import RenderableType
from rich.segment import Segments
from rich.text import Text
from textual.app import App

DEFECT = 4
_HINT = "r2k: run it again with R2K_DEBUG=1 for the whole story"


class PanickingApp(App[None]):
    """An app that ends with status 4 after a defect, wherever it happens."""

    def panic(self, *renderables: RenderableType) -> None:
        """See App; called for defects outside of messages, such as in the input thread."""
        self._return_code = DEFECT
        text = renderables if _in_full() else (Text(f"r2k: a defect in R2K\n{_HINT}"),)
        super().panic(*text)

    def _handle_exception(self, error: Exception) -> None:
        super()._handle_exception(error)
        self._return_code = DEFECT
        if not _in_full():
            words = Text(f"r2k: a defect in R2K: {type(error).__name__}: {error}\n{_HINT}")
            # Only the first one is printed.
            self._exit_renderables.insert(0, Segments(self.console.render(words, self.console.options)))
            del self._exit_renderables[1:]


def _in_full() -> bool:
    return bool(os.environ.get("R2K_DEBUG"))
