"""Handler of the request for the thesis ledger."""

from __future__ import annotations

from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.engine.thesis.service import ThesisService
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.thesis import GetThesis, ThesisReply


async def get_thesis(scope: RequestScope, request: GetThesis) -> Reply:
    """Ledger of all claims, tested on the data available now. Raises SourceError."""
    return ThesisReply(await (await scope.service(ThesisService)).ledger(whole=request.whole))


HANDLERS: Handlers = {GetThesis: get_thesis}
