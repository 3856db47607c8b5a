"""What may come: simulated paths, and stress episodes on today's weights."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.messages.allocation import GetAllocation, GetSimulation, SimulationReply
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.allocation.drawing.plots import fan_lines
from r2k_tui.ui.views.allocation.drawing.tables import stress_lines
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
        return {"simulation": GetSimulation(target), "allocation": GetAllocation(target)}

    def _simulated(self, width: int, height: int) -> list[Line]:
        return self.computed("simulation", SimulationReply, lambda reply: fan_lines(reply.simulation, width, height))

    def _stress(self, _: int, __: int) -> list[Line]:
        return self.of_study(lambda study: stress_lines(study.stress))
