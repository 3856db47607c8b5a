"""Handler of the request for the brief."""

from __future__ import annotations

import asyncio

from r2k_tui.engine.alerts.service import AlertService
from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.brief.compose import compose
from r2k_tui.engine.brief.gather import Gatherer
from r2k_tui.engine.brief.since import BadSince
from r2k_tui.engine.events.service import EventService
from r2k_tui.engine.halts.service import HaltService
from r2k_tui.engine.macro.report import MacroReport
from r2k_tui.engine.readings.service import ReadingsService
from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.engine.thesis.service import ThesisService
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.messages.brief import BriefReply, GetBrief
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply


async def get_brief(scope: RequestScope, request: GetBrief) -> Reply:
    """The brief as of now. Raises SourceError without bars of the index."""
    if request.settled:
        # Members are swept while somebody watches them.
        scope.context.interest.watch_universe(scope.reader)
    gatherer = Gatherer(
        scope.context,
        await scope.service(BarService),
        await scope.service(ReadingsService),
        await scope.service(MacroReport),
        await scope.service(UniverseService),
        await scope.service(ThesisService),
        await scope.service(AlertService),
        await scope.service(EventService),
        await scope.service(HaltService),
    )
    try:
        inputs = await gatherer.gather(request)
    except BadSince as error:
        return Failure("usage", str(error))
    return BriefReply(await asyncio.to_thread(compose, inputs))


HANDLERS: Handlers = {GetBrief: get_brief}
