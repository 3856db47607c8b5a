"""Request for the calendar of events, for every view that shows some of it."""

from __future__ import annotations

from collections.abc import Callable

from textual.dom import DOMNode

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.context import AppContext


def request_events(view: DOMNode, context: AppContext, changed: Callable[[], None]) -> None:
    """Request the calendar for a view where it is due; `changed` is called when it differs from the last one."""
    events, now = context.mirror.events, context.mirror.wall()
    if events.due(now):
        events.asked(now)
        view.run_worker(_request(context, changed), group="events", exit_on_error=False)


async def _request(context: AppContext, changed: Callable[[], None]) -> None:
    from r2k_tui.model.messages.universe import EventsReply, GetEvents

    events = context.mirror.events
    reply = await context.client.ask(GetEvents())
    if isinstance(reply, EventsReply):
        is_new = events.take(reply.calendar)
    else:
        is_new = events.fail(reply.message if isinstance(reply, Failure) else "the engine sent no events")
    if is_new:
        changed()
