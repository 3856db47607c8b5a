"""Index service: how the list of members changes, and who ranks where."""

from __future__ import annotations

from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.index.changes import ListComparison
from r2k_tui.engine.index.lists import DatedLists
from r2k_tui.engine.index.ranking import MemberRanking
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.index.changes import ListChanges
from r2k_tui.model.index.ranks import Ranks
from r2k_tui.sources.base import Source
from r2k_tui.store.universe import UniverseStore


class IndexService:
    """Answers from kept lists and from what the universe has polled; asks no network."""

    def __init__(self, context: EngineContext, source: Source, store: UniverseStore, universe: UniverseService) -> None:
        self._comparison = ListComparison(DatedLists(source, store, context.as_of), context.config)
        self._ranking, self._clock = MemberRanking(universe, context.config, context.as_of), context.clock

    async def changes(self, since: str, until: str) -> ListChanges:
        """See ListComparison."""
        return await self._comparison.changes(since, until)

    async def ranks(self) -> Ranks:
        """See MemberRanking."""
        return await self._ranking.ranks(self._clock())
