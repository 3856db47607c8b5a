"""Request handlers for changes of the index."""

from __future__ import annotations

from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.messages.index import GetListChanges, ListChangesReply
from r2k_tui.model.messages.reply import Reply


async def get_list_changes(scope: RequestScope, request: GetListChanges) -> Reply:
    """Reply with the changes between two lists of the fund; the newest list is waited for."""
    from r2k_tui.engine.index.service import IndexService
    from r2k_tui.engine.universe.service import UniverseService

    await (await scope.service(UniverseService)).ready()
    service = await scope.service(IndexService)
    return ListChangesReply(await service.changes(request.since, request.until))


HANDLERS: Handlers = {GetListChanges: get_list_changes}
