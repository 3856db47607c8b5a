"""Request handlers for the index constituents."""

from __future__ import annotations

from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.universe import GetUniverse, LeaveUniverse, UniverseReply


async def get_universe(scope: RequestScope, request: GetUniverse) -> Reply:
    """Reply with the index constituents, and subscribe this reader to their changes in later frames."""
    from r2k_tui.engine.universe.service import UniverseService

    service = await scope.service(UniverseService)
    scope.context.interest.watch_universe(scope.reader)
    await service.ready(settled=request.settled)
    universe = service.state.universe()
    if universe is not None:
        return UniverseReply(universe)
    problem = next(iter(service.state.problems.values()), None)
    return Failure(problem.kind, problem.message) if problem else Failure("not_found", "no list of members yet")


async def leave_universe(scope: RequestScope, request: LeaveUniverse) -> Reply:
    """Unsubscribe this reader from changes of the constituents."""
    scope.context.interest.unwatch_universe(scope.reader)
    return Done()


HANDLERS: Handlers = {GetUniverse: get_universe, LeaveUniverse: leave_universe}
