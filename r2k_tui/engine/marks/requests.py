"""Handlers of requests for notes and lines at prices."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from functools import partial

from r2k_tui.engine.marks.service import MarkFault, MarkService
from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.messages.charts.marks import AddLine, GetMarks, MarksReply, RemoveMark, SaveNote
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.store.marks import TooManyMarks


async def get_marks(scope: RequestScope, _: GetMarks) -> Reply:
    """All notes and lines."""
    return await _after(scope, lambda service: None)


async def save_note(scope: RequestScope, request: SaveNote) -> Reply:
    """Keep a note, or change one."""
    return await _after(scope, lambda service: service.save(request))


async def add_line(scope: RequestScope, request: AddLine) -> Reply:
    """Keep a line at a price."""
    return await _after(scope, lambda service: service.add_line(request.symbol, request.price))


async def remove_mark(scope: RequestScope, request: RemoveMark) -> Reply:
    """Remove a note or a line."""
    return await _after(scope, lambda service: service.remove(request.kind, request.id))


async def _after(scope: RequestScope, change: Callable[[MarkService], None]) -> Reply:
    """All marks after a change; a Failure says why there was none."""
    service = await scope.service(MarkService)
    async with service.in_turn:
        return await asyncio.to_thread(partial(_changed, service, change))


def _changed(service: MarkService, change: Callable[[MarkService], None]) -> MarksReply | Failure:
    try:
        change(service)
        return service.reply()
    except (MarkFault, TooManyMarks) as error:
        return Failure("usage", str(error))
    except LookupError as error:
        return Failure("not_found", str(error))
    except (sqlite3.Error, OSError) as error:
        return Failure("store", f"nothing was kept: {error}")


HANDLERS: Handlers = {GetMarks: get_marks, SaveNote: save_note, AddLine: add_line, RemoveMark: remove_mark}
