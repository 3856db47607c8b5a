"""Return against volatility: the frontier, how far the sample determines it, and the cost of a floor of small caps."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.messages.allocation.portfolios import GetAllocation, GetResampledFrontier, ResampledFrontierReply
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.table_export import ExportTable
from r2k_tui.ui.views.allocation.drawing.frontier import band_lines, frontier_lines
from r2k_tui.ui.views.allocation.drawing.plots import tilt_lines
from r2k_tui.ui.views.allocation.export.pages import frontier_table
from r2k_tui.ui.views.allocation.page import AllocationPage
from r2k_tui.ui.widgets.line_widget import LineWidget


class FrontierPage(AllocationPage):
    """The frontier, the weights along it, and the cost of the tilt."""

    SCOPED_CSS = False  # Textual asks each class for its own; scoped rules would not reach the page itself
    NAME, TITLE = "frontier", "Frontier"
    DEFAULT_CSS = """
    #page-frontier { layout: grid; grid-size: 2; grid-rows: 1fr 20; overflow-y: auto; scrollbar-size-vertical: 1; }
    #page-frontier #frontier { row-span: 2; }
    AllocationView.-normal #page-frontier, AllocationView.-narrow #page-frontier { layout: vertical; }
    AllocationView.-normal #page-frontier > *, AllocationView.-narrow #page-frontier > * { height: 100%; }
    """

    def make_parts(self) -> tuple[LineWidget, ...]:
        """See AllocationPage."""
        return (
            self.panel("Frontier: return by volatility", self._frontier, "frontier"),
            self.panel("Weights along the resampled frontier", self._bands, "bands"),
            self.panel("Cost of the tilt", self._tilt, "tilt"),
        )

    def requests(self) -> Mapping[str, Request]:
        """See AllocationPage."""
        return {"allocation": GetAllocation(self.view.target()), "resampled": GetResampledFrontier()}

    def export_table(self) -> ExportTable | None:
        """See AllocationPage."""
        reply, study = self.view.reply("resampled", ResampledFrontierReply), self.study
        if study is None:
            return None
        return frontier_table(study, reply.frontier if reply is not None else None, simulated=self.simulated)

    def _frontier(self, width: int, height: int) -> list[Line]:
        reply = self.view.reply("resampled", ResampledFrontierReply)

        def draw(study: AllocationStudy) -> list[Line]:
            # The region is still to come: at 80 columns, no other panel tells so.
            coming = self.view.progress() if reply is None else []
            found = reply.frontier if reply is not None else None
            return [*frontier_lines(study, found, self.aim(study), width, height - len(coming)), *coming]

        return self.of_study(draw)

    def _bands(self, width: int, height: int) -> list[Line]:
        return self.computed(
            "resampled", ResampledFrontierReply, lambda reply: band_lines(reply.frontier, width, height)
        )

    def _tilt(self, width: int, height: int) -> list[Line]:
        return self.of_study(lambda study: tilt_lines(study, width, height))
