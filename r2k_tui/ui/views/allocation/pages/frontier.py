"""Return against volatility: the frontier, and what a floor of small caps costs on it."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.messages.allocation import GetAllocation
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.allocation.drawing.plots import frontier_lines, tilt_lines
from r2k_tui.ui.views.allocation.page import AllocationPage
from r2k_tui.ui.widgets.line_widget import LineWidget


class FrontierPage(AllocationPage):
    """The frontier and the cost of the tilt."""

    NAME, TITLE = "frontier", "Frontier"
    DEFAULT_CSS = """
    #page-frontier { layout: grid; grid-size: 2; overflow-y: auto; scrollbar-size-vertical: 1; }
    AllocationView.-normal #page-frontier, AllocationView.-narrow #page-frontier { layout: vertical; }
    AllocationView.-normal #page-frontier > *, AllocationView.-narrow #page-frontier > * { height: 100%; }
    """

    def make_parts(self) -> tuple[LineWidget, ...]:
        """See AllocationPage."""
        return (
            self.panel("Frontier: return by volatility", self._frontier, "frontier"),
            self.panel("Cost of the tilt", self._tilt, "tilt"),
        )

    def requests(self) -> Mapping[str, Request]:
        """See AllocationPage."""
        return {"allocation": GetAllocation(self.view.target())}

    def _frontier(self, width: int, height: int) -> list[Line]:
        return self.of_study(lambda study: frontier_lines(study, self.aim(study), width, height))

    def _tilt(self, width: int, height: int) -> list[Line]:
        return self.of_study(lambda study: tilt_lines(study, width, height))
