"""Knows when the person last looked: opens the brief for one who attaches again after an hour, or offers it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from r2k_tui.ui.actions.table import shown_key
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.ages import ago, clock

if TYPE_CHECKING:
    from textual.app import App

AWAY_S = 3600.0
_WRITE_S, _TOAST_S = 60.0, 12.0


class LookMemory(Protocol):
    """Keeps the time of the last look between two runs."""

    def read(self) -> float | None:
        """Time of the last look (seconds since the epoch); None where none is kept."""

    def write(self, time: float) -> None:
        """Keep the time of a look; one that cannot be written is lost."""


class NoMemory:
    """Keeps nothing: a kiosk, pictures, tests."""

    def read(self) -> float | None:
        """See LookMemory."""
        return None

    def write(self, time: float) -> None:
        """See LookMemory."""


class LastLook:
    """Takes each key and each return of the focus as a look. `since`: the look before the last long absence."""

    def __init__(
        self, app: App[None], context: AppContext, memory: LookMemory, wall: Callable[[], float] = time.time
    ) -> None:
        self._app, self._context, self._memory, self._wall = app, context, memory, wall
        self._seen = self._written = 0.0
        self._begun = False
        self.since: float | None = None

    def begin(self) -> None:
        """The terminal is attached: the brief opens if that comes an hour after the last look."""
        self._begun = True
        self._seen = self._memory.read() or self._wall()
        if self._notice():
            self._app.call_after_refresh(self.open_brief)

    def looked(self) -> None:
        """The person is here; one who was away while the terminal stayed attached may have pressed a key for something
        else, and is only told of the brief. A key from before the terminal was attached is no look.
        """
        if not self._begun:
            return
        seen = self._seen
        if self._notice():
            self._offer(seen)

    def _notice(self) -> bool:
        """Take a look; returns whether it ends a long absence."""
        now = self._wall()
        was_away = now - self._seen >= AWAY_S
        if was_away:
            self.since = self._seen
        self._seen = now
        if now - self._written >= _WRITE_S or now < self._written:
            self._written = now
            self._memory.write(now)
        return was_away

    async def open_brief(self) -> None:
        """Open the brief, with what came since the last look before a long absence."""
        from r2k_tui.ui.dialogs.brief import BriefScreen

        await self._app.push_screen(BriefScreen(self._context, self.since))

    def _offer(self, seen: float) -> None:
        key = next((shown_key(action.keys[0]) for action in self._context.actions if action.id == "brief"), "b")
        now = self._wall()
        self._app.notify(
            f"you last looked {ago(seen, now)}, at {clock(seen)} New York; {key} briefs you on what came since",
            timeout=_TOAST_S,
        )
