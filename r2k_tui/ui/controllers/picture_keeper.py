"""Stores the picture of the first view at quiet moments and at the end, for the next start to begin with."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.trouble import is_outage
from r2k_tui.ui.terminal.takeover.gate import Gate, gate_of

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer

    from r2k_tui.ui.terminal.takeover.capture import Captured
    from r2k_tui.ui.views.base import View

# When the first picture is looked for, how often one follows, and when the last of a stored picture goes (seconds).
_FIRST_S, _EVERY_S, _LATEST_S = 3.0, 180.0, 10.0
_MUTED, _MOMENT_S = "muted panels: ", 0.4


class PictureMemory(Protocol):
    """Keeps one picture for each size of the window."""

    def adopt(
        self,
        app: App[None],
        is_live: Callable[[], bool],
        has_failed: Callable[[], bool],
        explain: Callable[[str], object],
    ) -> None:
        """Have the app go on from the picture on the screen, where there is one; see Gate. `explain` shows its notice,
        and "" ends that.
        """

    def write(self, picture: Captured, now: float) -> None:
        """Keep a picture; one that cannot be written is lost."""


class PictureKeeper:
    """Writes to a PictureMemory what the first view shows, unless something keeps it from being true of the next
    start: a pause, an outage, a lost engine, a filter, another theme than that of the settings.
    """

    def __init__(
        self, app: App[None], context: AppContext, view: Callable[[], View], first: str, memory: PictureMemory | None
    ) -> None:
        self._app, self._context, self._view, self._first = app, context, view, first
        self._memory, self._wait = memory, _FIRST_S
        self._explaining: Timer | None = None
        if memory is not None:
            memory.adopt(
                app,
                lambda: bool(context.mirror.quotes),
                self._has_failed,
                lambda words: app.call_later(self._explain, words),
            )

    def begin(self) -> None:
        """The first frame is painted."""
        if self._memory is None:
            return
        self._app.set_timer(self._wait, self._look)
        if gate_of(self._app) is not None:
            self._app.set_timer(_LATEST_S, self._open)

    def _has_failed(self) -> bool:
        mirror = self._context.mirror
        return bool(mirror.lost) or (is_outage(mirror) and not mirror.quotes)

    def _explain(self, words: str) -> None:
        """Say in the footer what the muted panels are, where some are left for longer than a moment."""
        foot = self._view().foot
        if self._explaining is not None:
            self._explaining.stop()
            self._explaining = None
        if words:
            say = partial(foot.say, f"{_MUTED}{words}", _LATEST_S)
            self._explaining = self._app.set_timer(_MOMENT_S, say)
        elif foot.words.startswith(_MUTED):
            foot.say_no_more()

    def _open(self) -> None:
        """What the app has by now is shown, be it only why there is nothing more."""
        gate: Gate | None = gate_of(self._app)
        if gate is not None and self._app.screen_stack:
            gate.open()
            screen = self._app.screen
            self._app._display(screen, screen._compositor.render_update(full=True))

    def _look(self) -> None:
        # What keeps it now, such as an outage, may last: it looks ever less often.
        self._wait = _EVERY_S if self.store() else min(2 * self._wait, _EVERY_S)
        self._app.set_timer(self._wait, self._look)

    def store(self) -> bool:
        """Store what the first view shows, if that may be; returns whether it was."""
        memory, mirror, display = self._memory, self._context.mirror, self._context.display
        if memory is None or not self._app.screen_stack or gate_of(self._app) is not None:
            return False
        view = self._view()
        if view.name != self._first or not view.STORABLE or view.awaits_panels or not mirror.quotes:
            return False
        if (
            mirror.paused
            or mirror.lost
            or is_outage(mirror)
            or self._context.lists.filter
            or self._app.theme != display.theme
        ):
            return False
        if display.low_bandwidth or not display.stored_picture:
            return False
        from r2k_tui.ui.terminal.takeover.capture import capture

        picture = capture(view)
        if picture is None:
            return False
        # The disk may be slow; a process that ends waits for it.
        threading.Thread(target=memory.write, args=(picture, time.time()), name="picture").start()
        return True
