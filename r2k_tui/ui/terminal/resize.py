"""What resizing a window needs beyond a new layout."""

from __future__ import annotations

import shutil

from textual._compositor import Compositor, CompositorMap, ReflowResult
from textual.app import App
from textual.events import Resize
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget

from r2k_tui.ui.terminal.compositor import shadow
from r2k_tui.ui.terminal.sizes import bounded

_SETTLED_S = 0.3


class Resizing:
    """Checks the size and repaints the screen once a resize has settled."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._started = False
        self._settling: Timer | None = None

    def begin(self) -> None:
        """The first frame is painted, and includes all sizes reported so far."""
        self._started = True
        self._check_size()

    def resized(self) -> None:
        """The window was resized, perhaps not for the last time; or back to the same size."""
        if self._settling is not None:
            self._settling.stop()
        if self._started:
            self._settling = self._app.set_timer(_SETTLED_S, self._settled)

    def paint_all(self) -> None:
        """Repaint everything: nothing sent before is sure to be on the terminal."""
        app = self._app
        # When the app ends, screens are removed before timers.
        if app.screen_stack:
            shadow(app).forget()
            app._display(app.screen, app.screen._compositor.render_update(full=True))

    def _settled(self) -> None:
        """A terminal drops what does not fit, at a moment of its own: only now does it surely take all."""
        self.paint_all()
        self._check_size()

    def _check_size(self) -> None:
        """Correct the size: of two quick resizes Textual may report the older one last.

        Its signal handler, interrupted by the next signal between reading and reporting the size, reports the old one.
        """
        if self._app.is_headless or self._app.is_web:
            # A page reports its size itself; the environment holds the size at the start.
            return
        size = Size(*shutil.get_terminal_size())
        if bounded(size) != self._app.size:
            self._app.post_message(Resize(size, size))


_REFLOW = Compositor.reflow


def _reflow(compositor: Compositor, parent: Widget, size: Size) -> ReflowResult:
    kept = vars(compositor)
    last: CompositorMap | None = kept.get("r2k_last_layout")
    if last is not None:
        compositor._full_map = last
    result = _REFLOW(compositor, parent, size)
    kept["r2k_last_layout"] = compositor._full_map
    return result


def compare_layouts() -> None:
    """Compare each layout with the layout before it.

    Textual compares it with its current map, which it also rebuilds when somebody asks for the place of a widget while
    a layout is due. What moved or went away by then is in neither comparison and never repainted: an expired
    notification would stay on the screen until something covers it.
    """
    Compositor.reflow = _reflow  # type: ignore[method-assign,assignment]
