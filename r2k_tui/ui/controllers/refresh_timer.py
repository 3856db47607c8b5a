"""The timer of the screen: ages are painted a while after the last paint."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.app import App
from textual.events import Callback

from r2k_tui.ui.mirror.at_rest import at_rest
from r2k_tui.ui.mirror.mirror import Mirror

_SECOND, _AT_REST = 1.0, 10.0
# Frames that arrive every second are never exactly a second apart.
_PATIENCE = 0.1


class RefreshTimer:
    """Owns the timer. While frames arrive they paint the ages too, and the timer does not fire."""

    def __init__(self, app: App[None], mirror: Mirror, call: Callable[[], None]) -> None:
        self._app, self._mirror, self._call = app, mirror, call
        self._timer: asyncio.TimerHandle | None = None

    def restart_after_frame(self) -> None:
        """Start counting from a frame painted now: the next frame may come first."""
        self._call_after(self._period() + _PATIENCE)

    def restart(self) -> None:
        """Start counting from the last call, without a frame since."""
        self._call_after(self._period())

    def _period(self) -> float:
        return _AT_REST if at_rest(self._mirror) else _SECOND

    def _call_after(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        event = Callback(callback=self._call)
        self._timer = asyncio.get_running_loop().call_later(seconds, self._app.post_message, event)
