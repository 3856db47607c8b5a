"""Handler of the request for the rules."""

from __future__ import annotations

from datetime import date

from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.engine.rules.service import RulesService
from r2k_tui.model.messages.allocation.rules import GetRules, RulesReply
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply


async def get_rules(scope: RequestScope, request: GetRules) -> Reply:
    """All rules on the history at hand. Raises NotFound where no rule has prices."""
    if request.start is not None:
        try:
            date.fromisoformat(request.start)
        except ValueError:
            return Failure("usage", f"there is no day {request.start}")
    return RulesReply(await (await scope.service(RulesService)).study(request))


HANDLERS: Handlers = {GetRules: get_rules}
