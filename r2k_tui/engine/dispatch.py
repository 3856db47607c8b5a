"""Dispatch of requests: each subject answers its own, by the table `HANDLERS` of its module `requests`."""

from __future__ import annotations

from importlib import import_module

from r2k_tui.engine.request_scope import Handlers, RequestHandler, RequestScope
from r2k_tui.model.messages.reply import Reply

# Those that load numpy come last: a table is imported only when no earlier one holds the request.
SUBJECTS = ("bars", "polling", "calendar", "alerts", "universe", "charts", "readings", "macro", "allocation", "thesis")


async def answer(scope: RequestScope, request: object) -> Reply:
    """The reply to a request. Raises SourceError where the source cannot deliver, LookupError without a handler."""
    return await handler_of(type(request))(scope, request)


def handler_of(kind: type) -> RequestHandler:
    """The handler of a type of request. Raises LookupError where no subject has one."""
    for subject in SUBJECTS:
        handler = handlers_of(subject).get(kind)
        if handler is not None:
            return handler
    raise LookupError(f"nobody answers {kind.__name__}")


def handlers_of(subject: str) -> Handlers:
    """The table of a subject, imported when first needed."""
    table: Handlers = import_module(f"r2k_tui.engine.{subject}.requests").HANDLERS
    return table
