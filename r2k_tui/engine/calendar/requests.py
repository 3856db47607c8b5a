"""Handler of the replay controls."""

from __future__ import annotations

from r2k_tui.engine.calendar.replay import ReplayController
from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.replay import ControlReplay
from r2k_tui.model.messages.reply import Reply


async def control_replay(scope: RequestScope, request: ControlReplay) -> Reply:
    """Move the clock of a replay; a Failure where there is no replay or it has ended."""
    replay = await scope.optional(ReplayController)
    return replay.control(request) if replay else Failure("usage", "not replaying: start with --source replay")


HANDLERS: Handlers = {ControlReplay: control_replay}
