"""Request handler for the list of halts."""

from __future__ import annotations

from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.universe import GetHalts, HaltsReply


async def get_halts(scope: RequestScope, request: GetHalts) -> Reply:
    """Reply with all halts; those of members are marked once the list of members is there."""
    from r2k_tui.engine.halts.service import HaltService
    from r2k_tui.engine.universe.service import UniverseService

    if request.settled:
        await (await scope.service(UniverseService)).ready()
    service = await scope.service(HaltService)
    await service.ready(settled=request.settled)
    return HaltsReply(service.list())


HANDLERS: Handlers = {GetHalts: get_halts}
