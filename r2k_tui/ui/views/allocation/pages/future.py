"""What may come: simulated paths, and stress episodes on today's weights."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.messages.allocation.portfolios import USER_PORTFOLIOS, GetAllocation, GetSimulation, SimulationReply
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.table_export import ExportTable
from r2k_tui.ui.views.allocation.drawing.future import fan_lines, stress_by_portfolio
from r2k_tui.ui.views.allocation.export.pages import futures_table
from r2k_tui.ui.views.allocation.page import AllocationPage
from r2k_tui.ui.widgets.line_widget import LineWidget


class FuturePage(AllocationPage):
    """Simulation and stress."""

    NAME, TITLE = "future", "Future"
    DEFAULT_CSS = """
    #page-future { layout: grid; grid-size: 2; overflow-y: auto; scrollbar-size-vertical: 1; }
    AllocationView.-normal #page-future, AllocationView.-narrow #page-future { layout: vertical; }
    AllocationView.-normal #page-future > *, AllocationView.-narrow #page-future > * { height: 100%; }
    """

    def make_parts(self) -> tuple[LineWidget, ...]:
        """See AllocationPage."""
        return (
            self.panel("Simulations by block bootstrap", self._simulated, "futures"),
            self.panel("Stress on today's weights", self._stress, "stressed"),
        )

    def requests(self) -> Mapping[str, Request]:
        """See AllocationPage."""
        target = self.view.target()
        return {"simulation": GetSimulation(target, beside=(USER_PORTFOLIOS,)), "allocation": GetAllocation(target)}

    def export_table(self) -> ExportTable | None:
        """See AllocationPage."""
        reply = self.view.reply("simulation", SimulationReply)
        return futures_table((reply.simulation, *reply.beside), simulated=self.simulated) if reply is not None else None

    def _simulated(self, width: int, height: int) -> list[Line]:
        def draw(reply: SimulationReply) -> list[Line]:
            return fan_lines((reply.simulation, *reply.beside), reply.wins, width, height, self.marks)

        return self.computed("simulation", SimulationReply, draw)

    def _stress(self, width: int, _: int) -> list[Line]:
        def draw(study: AllocationStudy) -> list[Line]:
            held = study.portfolios.get("own") is not None
            return stress_by_portfolio(study, "own" if held else self.aim(study), width)

        return self.of_study(draw)
