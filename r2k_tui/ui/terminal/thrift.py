"""An app that sends little: nothing where nothing differs and, on a thin line, a view or a window in one piece."""

from __future__ import annotations

import asyncio

from rich.console import RenderableType
from textual._compositor import CompositorUpdate
from textual.events import Event, InputEvent
from textual.screen import Screen

from r2k_tui.ui.terminal.compositor import EncodedUpdate, Update, shadow
from r2k_tui.ui.terminal.input.key_order import OrderedApp
from r2k_tui.ui.terminal.leaving import drop_queued

# A held frame is sent after this much time without a change, and at the latest this long after its first change.
_MOST_QUEUED = 9
_SETTLED_S, _LATEST_S = 0.2, 0.6
# Capacity of a thin line (bytes per second at 9,600 bit/s), and the longest wait for it to carry a frame.
_LINE_RATE, _LONGEST_WAIT_S = 960.0, 1.6


class ThriftyApp(OrderedApp):
    """Decides when Textual's updates are sent."""

    def __init__(self) -> None:
        super().__init__()
        self._thin = self._gone = False
        self._held: asyncio.TimerHandle | None = None
        self._held_since = 0.0
        self._line_is_free_at, self._holds_whole = 0.0, False

    def set_thin(self, thin: bool) -> None:
        """Set whether the line is thin."""
        self._thin = thin
        shown = shadow(self)
        shown.thin = thin
        shown.forget()
        self.set_class(thin, "-thin")

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """See App. Pending updates are dropped, so that the prompt returns at once."""
        if not self._gone:
            self.before_exit()
        self._gone = True
        if self._held is not None:
            self._held.cancel()
        writer = getattr(self._driver, "_writer_thread", None)
        if writer is not None:
            drop_queued(writer)
        super().exit(result, return_code, message)

    def before_exit(self) -> None:
        """Called once when the app begins to end, with its screens as they are."""

    def _display(self, screen: Screen[object], renderable: RenderableType | CompositorUpdate | None) -> None:
        if self._gone:
            return
        if not isinstance(renderable, Update) or not self._can_show:
            super()._display(screen, renderable)  # type: ignore[arg-type]
        elif self._is_behind or (self._thin and (renderable.whole or self._held is not None or self._line_is_busy)):
            self._hold(whole=renderable.whole)
        else:
            self._send(screen, renderable)

    @property
    def _can_show(self) -> bool:
        shows = self._running and not self._closed and not self.is_headless
        return shows and not self._batch_count and self._driver is not None

    @property
    def _is_behind(self) -> bool:
        """Whether the terminal reads more slowly than it is sent to: queueing more would block the app, keys
        included.
        """
        writer = getattr(self._driver, "_writer_thread", None)
        return writer is not None and writer._queue.qsize() >= _MOST_QUEUED

    @property
    def _line_is_busy(self) -> bool:
        """Whether a thin line still carries the last frame: ticks wait for it, keys and views do not."""
        return asyncio.get_running_loop().time() < self._line_is_free_at

    async def on_event(self, event: Event) -> None:
        """See App."""
        if isinstance(event, InputEvent):
            self._line_is_free_at = 0.0
        await super().on_event(event)

    def _send(self, screen: Screen[object], update: Update) -> None:
        codes = update.render_segments(self.console)
        if self._thin:
            wait = min(len(codes) / _LINE_RATE, _LONGEST_WAIT_S)
            self._line_is_free_at = asyncio.get_running_loop().time() + wait
        if codes or self.screen.outer_size.clamp_offset(self.cursor_position) != self._previous_cursor_position:
            super()._display(screen, EncodedUpdate(codes))  # type: ignore[arg-type]
        else:
            self.post_display_hook()

    def _hold(self, *, whole: bool = False) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        if self._held is None:
            self._held_since, self._holds_whole = now, whole
        else:
            self._held.cancel()
            self._holds_whole |= whole
        at = min(now + _SETTLED_S, self._held_since + _LATEST_S)
        if not self._holds_whole:
            at = max(at, self._line_is_free_at)
        self._held = loop.call_at(at, self._send_held)

    def _send_held(self) -> None:
        self._held = None
        if self._gone or not self.screen_stack:
            return
        if not self._can_show or self._is_behind:
            self._hold()
            return
        screen = self.screen
        update = screen._compositor.render_update(full=True, screen_stack=self._background_screens)
        if isinstance(update, Update):
            self._send(screen, update)
