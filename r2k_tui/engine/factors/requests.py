"""Request handlers for factor studies."""

from __future__ import annotations

from r2k_tui.engine.factors.service import FactorFailure, FactorService
from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.messages.allocation.factors import FactorsReply, GetFactors
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply


async def get_factors(scope: RequestScope, request: GetFactors) -> Reply:
    """Reply with a factor study, or with a Failure."""
    service = await scope.service(FactorService)
    try:
        return FactorsReply(await service.study(request))
    except FactorFailure as error:
        return Failure(error.kind, str(error))


HANDLERS: Handlers = {GetFactors: get_factors}
