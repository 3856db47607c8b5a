"""Scope of a request: shared context, requesting reader, and services of the engine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from r2k_tui.engine.context import EngineContext

if TYPE_CHECKING:
    from r2k_tui.model.messages.reply import Reply

Service = TypeVar("Service")
ServiceTable = Mapping[type, object]
# Waits until the source is loaded. Raises Unavailable where loading fails.
Loading = Callable[[], Awaitable[ServiceTable]]


class RequestScope:
    """Scope of one request from one reader. `early` holds the services that exist before the source is loaded."""

    def __init__(self, context: EngineContext, reader: str, early: ServiceTable, loading: Loading) -> None:
        self.context, self.reader = context, reader
        self._early, self._loading = early, loading

    async def service(self, kind: type[Service]) -> Service:
        """Service of this class. Raises Unavailable while there is no source, LookupError for an unknown class."""
        found = await self.optional(kind)
        if found is None:
            raise LookupError(f"this engine has no {kind.__name__}")
        return found

    async def optional(self, kind: type[Service]) -> Service | None:
        """Service of this class, None where this engine has none."""
        found = self._early.get(kind)
        if found is None:
            found = (await self._loading()).get(kind)
        assert found is None or isinstance(found, kind)
        return found


# Handler of one request type. Raises SourceError where the source cannot deliver.
RequestHandler = Callable[[RequestScope, Any], Awaitable["Reply"]]
Handlers = Mapping[type, RequestHandler]
