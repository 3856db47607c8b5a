"""Handler of the request for purchases of insiders."""

from __future__ import annotations

from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.universe import GetInsiders, InsidersReply


async def get_insiders(scope: RequestScope, request: GetInsiders) -> Reply:
    """Reply with the purchases of a period. Raises NotFound without a list of members."""
    from r2k_tui.engine.insiders.service import InsiderService

    service = await scope.service(InsiderService)
    await service.ready(settled=request.settled)
    return InsidersReply(await service.report(request.days))


HANDLERS: Handlers = {GetInsiders: get_insiders}
