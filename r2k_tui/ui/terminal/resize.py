"""What a window that changes its size needs beyond a layout."""

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
    """Looks again once the size has settled: at what size it is, and at all of the screen."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._started = False
        self._settling: Timer | None = None

    def begin(self) -> None:
        """The first picture is painted: what was heard of sizes until now is in it."""
        self._started = True
        self._look()

    def resized(self) -> None:
        """The window has another size, perhaps not the last; or the same: it may have changed and returned."""
        if self._settling is not None:
            self._settling.stop()
        if self._started:
            self._settling = self._app.set_timer(_SETTLED_S, self._settled)

    def paint_all(self) -> None:
        """Nothing of what was sent before is sure to be on the terminal."""
        app = self._app
        # The end of the app takes the screens away before the timers.
        if app.screen_stack:
            shadow(app).forget()
            app._display(app.screen, app.screen._compositor.render_update(full=True))

    def _settled(self) -> None:
        """A terminal drops what does not fit, at a moment of its own: only now is it sure to take all."""
        self.paint_all()
        self._look()

    def _look(self) -> None:
        """Of two sizes that follow at once Textual may hear last of the older one.

        Its handler of the signal, stopped by the next signal between looking and telling, tells what it saw before.
        """
        if self._app.is_headless or self._app.is_web:
            # A page tells its size itself; what the environment says of it was so at its start.
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


def remember_layouts() -> None:
    """From now on a layout is compared with the layout before it.

    Textual compares it with the map it has, which it also makes anew when somebody merely asks where a widget is
    while a layout is due. What has moved or gone by then is the same in both maps and never painted: a notice that
    is over stays on the screen until something else is laid over it.
    """
    Compositor.reflow = _reflow  # type: ignore[method-assign,assignment]
