"""Dispatch of requests: each subject handles its own, through the `HANDLERS` table of its `requests` module."""

from __future__ import annotations

from importlib import import_module

from r2k_tui.engine.request_scope import Handlers, RequestHandler, RequestScope
from r2k_tui.model.messages.reply import Reply

# Subjects that load numpy come last: a table is imported only when no earlier one handles the request.
SUBJECTS = (
    *("bars", "polling", "calendar", "alerts", "marks", "universe", "index", "events", "halts", "charts"),
    *("readings", "macro", "allocation", "factors", "thesis", "brief", "screens", "short_interest", "insiders"),
    "rules",
)


async def answer(scope: RequestScope, request: object) -> Reply:
    """Reply to a request. Raises SourceError where the source cannot deliver, LookupError without a handler."""
    return await handler_of(type(request))(scope, request)


def handler_of(kind: type) -> RequestHandler:
    """Handler of a request type. Raises LookupError where no subject has one."""
    for subject in SUBJECTS:
        handler = handlers_of(subject).get(kind)
        if handler is not None:
            return handler
    raise LookupError(f"nobody answers {kind.__name__}")


def handlers_of(subject: str) -> Handlers:
    """Handler table of a subject, imported on first use."""
    table: Handlers = import_module(f"r2k_tui.engine.{subject}.requests").HANDLERS
    return table
