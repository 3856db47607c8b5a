"""Handler of the request for a screen."""

from __future__ import annotations

import asyncio

from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.engine.screens.service import ScreenService
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.universe import GetScreen, ScreenRefusal, ScreenReply
from r2k_tui.model.screens.parser import parse
from r2k_tui.model.screens.syntax import ScreenFault


async def get_screen(scope: RequestScope, request: GetScreen) -> Reply:
    """Members that the expression holds for; what is wrong with the expression comes before any wait."""
    try:
        condition = await asyncio.to_thread(parse, request.expression)
    except ScreenFault as fault:
        return ScreenRefusal(request.expression, fault.message, fault.start, fault.stop)
    service = await scope.service(UniverseService)
    if request.settled:
        # Members are swept while somebody watches them.
        scope.context.interest.watch_universe(scope.reader)
    await service.ready(settled=request.settled)
    screens = await scope.service(ScreenService)
    await screens.prepare(condition, settled=request.settled)
    result = screens.result(request.expression, condition)
    if result is not None:
        return ScreenReply(result)
    problem = next(iter(service.state.problems.values()), None)
    return Failure(problem.kind, problem.message) if problem else Failure("not_found", "no list of members yet")


HANDLERS: Handlers = {GetScreen: get_screen}
