"""Request handlers for changes and ranks of the index."""

from __future__ import annotations

from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.universe import GetListChanges, GetRanks, ListChangesReply, RanksReply


async def get_list_changes(scope: RequestScope, request: GetListChanges) -> Reply:
    """Reply with the changes between two lists of the fund; the newest list is waited for."""
    from r2k_tui.engine.index.service import IndexService
    from r2k_tui.engine.universe.service import UniverseService

    await (await scope.service(UniverseService)).ready()
    service = await scope.service(IndexService)
    return ListChangesReply(await service.changes(request.since, request.until))


async def get_ranks(scope: RequestScope, request: GetRanks) -> Reply:
    """Reply with the ranks of the members of both funds."""
    from r2k_tui.engine.index.service import IndexService
    from r2k_tui.engine.universe.service import UniverseService

    universe = await scope.service(UniverseService)
    await universe.estimate()
    await universe.ready(settled=request.settled)
    service = await scope.service(IndexService)
    return RanksReply(await service.ranks())


HANDLERS: Handlers = {GetListChanges: get_list_changes, GetRanks: get_ranks}
