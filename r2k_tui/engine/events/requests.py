"""Handler of the request for the calendar of events."""

from __future__ import annotations

from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.universe import EventsReply, GetEvents


async def get_events(scope: RequestScope, request: GetEvents) -> Reply:
    """Calendar of the coming days; the list of members is waited for."""
    from r2k_tui.engine.events.service import EventService
    from r2k_tui.engine.universe.service import UniverseService

    service, universe = await scope.service(EventService), await scope.service(UniverseService)
    if request.settled:
        # Members are swept while somebody watches them.
        scope.context.interest.watch_universe(scope.reader)
    await service.ready(settled=request.settled)
    problem = next(iter(universe.state.problems.values()), None)
    if universe.state.roll is None and problem is not None and not service.is_past:
        return Failure(problem.kind, problem.message)
    return EventsReply(service.calendar(request.days))


HANDLERS: Handlers = {GetEvents: get_events}
