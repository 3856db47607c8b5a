"""Request handler for short interest."""

from __future__ import annotations

from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.universe import GetShortInterest, ShortInterestReply


async def get_short_interest(scope: RequestScope, request: GetShortInterest) -> Reply:
    """Reply with the short interest of the members."""
    from r2k_tui.engine.short_interest.service import ShortInterestService
    from r2k_tui.engine.universe.service import UniverseService

    service, universe = await scope.service(ShortInterestService), await scope.service(UniverseService)
    if request.settled:
        # Members are swept while somebody watches them.
        scope.context.interest.watch_universe(scope.reader)
    await universe.ready(settled=request.settled)
    await service.ready(settled=request.settled)
    return ShortInterestReply(service.report())


HANDLERS: Handlers = {GetShortInterest: get_short_interest}
