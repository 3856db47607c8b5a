"""When the screen is painted: at once, or a moment later, with all that came meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from r2k_tui.link.engine_client import EngineEvent
from r2k_tui.model.messages.frame import Frame
from r2k_tui.ui.context import AppContext

if TYPE_CHECKING:
    from textual.app import App

_SLOW_PAINT_S = 0.25
# Fields that a frame about the health of topics has, and all others with the values that say nothing.
_OF_HEALTH = {"epoch", "seq", "from_seq", "published_at", "feeds", "log", "as_of"}
_UNSAID = {
    name: default
    for name, default in zip(reversed(Frame.__struct_fields__), reversed(Frame.__struct_defaults__), strict=False)
    if name not in _OF_HEALTH
}


class PaintPace:
    """Paints what the engine sends, and nothing while the screen is paused."""

    def __init__(self, app: App[None], context: AppContext, paint: Callable[[], None]) -> None:
        self._app, self._context, self._paint = app, context, paint
        self._behind = False
        self._painted_at = float("-inf")

    def show(self, event: EngineEvent) -> None:
        """Paint now; on a slow line, or where optional topics speak one after the other, paint a moment later."""
        if self._context.mirror.paused or self._behind:
            return
        if self._context.display.low_bandwidth or (_can_wait(event) and self._just_painted()):
            self._behind = True
            self._app.set_timer(_SLOW_PAINT_S, self._catch_up)
        else:
            self._painted_at = _now()
            self._paint()

    @property
    def is_behind(self) -> bool:
        """Whether something waits to be painted."""
        return self._behind

    def _just_painted(self) -> bool:
        return _now() - self._painted_at < _SLOW_PAINT_S

    def _catch_up(self) -> None:
        self._behind = False
        if not self._context.mirror.paused:
            self._painted_at = _now()
            self._paint()


def _now() -> float:
    return asyncio.get_running_loop().time()


def _can_wait(event: EngineEvent) -> bool:
    """Whether a frame says how optional topics do, and nothing else."""
    if not isinstance(event, Frame) or any(getattr(event, name) != default for name, default in _UNSAID.items()):
        return False
    return all(status.optional for status in event.feeds)
