"""What a window that changes its size needs beyond a layout."""

from __future__ import annotations

import shutil

from textual.app import App
from textual.events import Resize
from textual.geometry import Size
from textual.timer import Timer

_SETTLED_S = 0.3


class Resizing:
    """Looks again once the size has settled: at what size it is, and at all of the screen."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._started = False
        self._settling: Timer | None = None

    def resized(self) -> None:
        """The window has another size, perhaps not the last, or the same as before: it may have changed and returned.

        The first that is heard is the size to start with.
        """
        if self._settling is not None:
            self._settling.stop()
        if self._started:
            self._settling = self._app.set_timer(_SETTLED_S, self._settled)
        self._started = True

    def paint_all(self) -> None:
        """Nothing of what was sent before is sure to be on the terminal."""
        app = self._app
        app._display(app.screen, app.screen._compositor.render_update(full=True))

    def _settled(self) -> None:
        """A terminal drops what does not fit, at a moment of its own: only now is it sure to take all.

        Of two sizes that follow at once Textual may hear last of the older one: its handler of the signal, stopped
        by the next signal between looking and telling, tells what it saw before.
        """
        self.paint_all()
        if self._app.is_headless:
            return
        size = Size(*shutil.get_terminal_size())
        if size != self._app.size:
            self._app.post_message(Resize(size, size))
