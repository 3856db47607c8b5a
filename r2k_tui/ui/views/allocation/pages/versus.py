"""Every portfolio against the benchmark, and the target's backtest beside that of the benchmark."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.messages.allocation.portfolios import USER_PORTFOLIOS, BacktestReply, GetAllocation, GetBacktest
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.table_export import ExportTable
from r2k_tui.ui.views.allocation.drawing.plots import growth_lines, rolling_lines
from r2k_tui.ui.views.allocation.drawing.tilt_frontier import tilt_frontier_lines
from r2k_tui.ui.views.allocation.drawing.versus import versus_lines
from r2k_tui.ui.views.allocation.export.pages import versus_table
from r2k_tui.ui.views.allocation.page import AllocationPage
from r2k_tui.ui.widgets.line_widget import LineWidget


class VersusPage(AllocationPage):
    """Active figures of all portfolios, and the backtest of the target."""

    NAME, TITLE = "versus", "Versus benchmark"
    DEFAULT_CSS = """
    #page-versus { layout: grid; grid-size: 2; overflow-y: auto; scrollbar-size-vertical: 1; }
    AllocationView.-wide #page-versus { grid-rows: 18 19 22; }
    AllocationView.-wide #page-versus > #active { column-span: 2; }
    AllocationView.-normal #page-versus, AllocationView.-narrow #page-versus { layout: vertical; }
    AllocationView.-normal #page-versus > *, AllocationView.-narrow #page-versus > * { height: 100%; }
    """

    def make_parts(self) -> tuple[LineWidget, ...]:
        """See AllocationPage."""
        return (
            self.panel("Portfolios against the benchmark", self._active, "active"),
            self.panel("Growth and drawdown", self._growth, "growth"),
            self.panel("Rolling Sharpe and years", self._rolling, "rolling"),
            self.panel("Tilt against tracking error", self._tilt_frontier, "tilt-frontier"),
        )

    def requests(self) -> Mapping[str, Request]:
        """See AllocationPage."""
        target = self.view.target()
        return {
            "allocation": GetAllocation(target),
            "backtest": GetBacktest(target),
            "beside": GetBacktest(target, beside=(USER_PORTFOLIOS,)),
        }

    def export_table(self) -> ExportTable | None:
        """See AllocationPage."""
        return versus_table(self.study, simulated=self.simulated) if self.study is not None else None

    def _active(self, width: int, _: int) -> list[Line]:
        return self.of_study(lambda study: versus_lines(study, self.aim(study), width))

    def _growth(self, width: int, height: int) -> list[Line]:
        both = self.view.reply("beside", BacktestReply)
        if both is not None:
            return growth_lines(both.backtest, width, height, both.beside, self.marks)
        return self.computed(
            "backtest", BacktestReply, lambda reply: growth_lines(reply.backtest, width, height, known=self.marks)
        )

    def _rolling(self, width: int, height: int) -> list[Line]:
        return self.computed("backtest", BacktestReply, lambda reply: rolling_lines(reply.backtest, width, height))

    def _tilt_frontier(self, width: int, height: int) -> list[Line]:
        return self.of_study(lambda study: tilt_frontier_lines(study.tilt_frontier, width, height))
