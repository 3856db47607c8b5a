"""Index service: how the list of members changes."""

from __future__ import annotations

from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.index.changes import ListComparison
from r2k_tui.engine.index.lists import DatedLists
from r2k_tui.model.index.changes import ListChanges
from r2k_tui.sources.base import Source
from r2k_tui.store.universe import UniverseStore


class IndexService:
    """Answers from kept lists; asks no network."""

    def __init__(self, context: EngineContext, source: Source, store: UniverseStore) -> None:
        self._comparison = ListComparison(DatedLists(source, store, context.as_of), context.config)

    async def changes(self, since: str, until: str) -> ListChanges:
        """See ListComparison."""
        return await self._comparison.changes(since, until)
