"""When the screen is painted: at once, or on a slow line a moment later, with all that came meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from r2k_tui.ui.context import AppContext

if TYPE_CHECKING:
    from textual.app import App

_SLOW_PAINT_S = 0.25


class PaintPace:
    """Paints what the engine sends, and nothing while the screen is paused."""

    def __init__(self, app: App[None], context: AppContext, paint: Callable[[], None]) -> None:
        self._app, self._context, self._paint = app, context, paint
        self._behind = False

    def show(self) -> None:
        """Paint now; on a slow line, paint a moment later."""
        if self._context.mirror.paused or self._behind:
            return
        if self._context.display.low_bandwidth:
            self._behind = True
            self._app.set_timer(_SLOW_PAINT_S, self._catch_up)
        else:
            self._paint()

    def _catch_up(self) -> None:
        self._behind = False
        if not self._context.mirror.paused:
            self._paint()
