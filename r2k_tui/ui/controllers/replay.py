"""The keys of a replay: pause, step, play faster and slower."""

from __future__ import annotations

from typing import TYPE_CHECKING

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.replay import ControlReplay, ReplayMove
from r2k_tui.ui.context import AppContext

if TYPE_CHECKING:
    from textual.app import App


class ReplayKeys:
    """Asks the engine, which owns the replay clock; the header shows the result."""

    def __init__(self, app: App[None], context: AppContext) -> None:
        self._app, self._context = app, context

    def move(self, name: str) -> None:
        """Pass a key to the engine, or say that there is no replay."""
        if self._context.mirror.facts.replay is None:
            self._app.notify("not replaying: start with --source replay", timeout=3)
        elif words := self._context.mirror.refusal(ControlReplay):
            self._app.notify(words, timeout=3)
        else:
            self._app.run_worker(self._ask(ReplayMove(name)), group="replay", exit_on_error=False)

    async def _ask(self, move: ReplayMove) -> None:
        reply = await self._context.client.ask(ControlReplay(move))
        if isinstance(reply, Failure):
            self._app.notify(reply.message, timeout=3)
