"""The trades to the target, and the hedges of what is held."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.messages.allocation.portfolios import GetAllocation
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.table_export import ExportTable
from r2k_tui.ui.views.allocation.drawing.hedges import futures_lines, hedge_lines
from r2k_tui.ui.views.allocation.drawing.trades import trade_lines
from r2k_tui.ui.views.allocation.export.trades import trades_table
from r2k_tui.ui.views.allocation.page import AllocationPage
from r2k_tui.ui.widgets.line_widget import LineWidget


class TradesPage(AllocationPage):
    """Trades and hedges."""

    NAME, TITLE = "trades", "Trades"
    DEFAULT_CSS = """
    #page-trades { layout: grid; grid-size: 2; overflow-y: auto; scrollbar-size-vertical: 1; }
    AllocationView.-wide #page-trades, AllocationView.-normal #page-trades { layout: vertical; }
    AllocationView.-narrow #page-trades { layout: vertical; }
    AllocationView.-wide #page-trades #hedges { height: 40%; }
    AllocationView.-normal #page-trades > *, AllocationView.-narrow #page-trades > * { height: 100%; }
    """

    def make_parts(self) -> tuple[LineWidget, ...]:
        """See AllocationPage."""
        return (
            self.panel("Trades", self._trades, "trades"),
            self.panel("Hedges", self._hedges, "hedges"),
        )

    def requests(self) -> Mapping[str, Request]:
        """See AllocationPage."""
        return {"allocation": GetAllocation(self.view.target())}

    def export_table(self) -> ExportTable | None:
        """See AllocationPage: the trades."""
        study = self.study
        return trades_table(study, simulated=self.simulated) if study is not None else None

    def _trades(self, width: int, _: int) -> list[Line]:
        return self.of_study(lambda study: trade_lines(study, width))

    def _hedges(self, width: int, _: int) -> list[Line]:
        def draw(study: AllocationStudy) -> list[Line]:
            futures = futures_lines(study.futures, width) if study.futures is not None else []
            return [*hedge_lines(study.hedges), *futures]

        return self.of_study(draw)
