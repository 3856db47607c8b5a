"""The base of the momentum and risk views: readings of the index, recomputed when daily bars change."""

from __future__ import annotations

from textual.timer import Timer

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.messages.readings import ReadingsReply
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.table_export import ExportTable, readings_table
from r2k_tui.ui.views.base import SeriesId, View

# When an engine starts, bars of many symbols arrive one after the other.
_GATHER_S = 0.5


class StudiedView(View):
    """A view whose `requests` include readings, named "readings"; these may depend on the bars of any symbol."""

    def __init__(self, context: AppContext, name: str) -> None:
        super().__init__(context, name)
        self._gathering: Timer | None = None

    def bars_changed(self, changed: frozenset[SeriesId]) -> None:
        """See View."""
        daily = any(interval is Interval.D1 for _, interval in changed)
        if daily and self._gathering is None:
            self._gathering = self.set_timer(_GATHER_S, self._reload_once)

    def _reload_once(self) -> None:
        self._gathering = None
        self.reload()

    def export_table(self) -> ExportTable:
        """See View."""
        reply = self.reply("readings", ReadingsReply)
        result = reply.readings.readings if reply is not None else {}
        return readings_table(self.mirror.index, result, simulated=self.mirror.facts.simulated)
