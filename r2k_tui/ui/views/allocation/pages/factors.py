"""What the returns are made of: betas on factors, contributions, and how the betas changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from r2k_tui.model.factors.study import FactorFit, FactorStudy
from r2k_tui.model.market.holdings import CORE_FUND, GROWTH_FUND, VALUE_FUND
from r2k_tui.model.messages.allocation.factors import FactorsReply, GetFactors
from r2k_tui.model.messages.allocation.portfolios import GetAllocation
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.table_export import ExportTable
from r2k_tui.ui.views.allocation.drawing.factors import (
    contribution_lines,
    loading_lines,
    origin_foot,
    rolling_lines,
)
from r2k_tui.ui.views.allocation.export.pages import factors_table
from r2k_tui.ui.views.allocation.page import AllocationPage
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.text_panel import ChoicePanel


class FactorsPage(AllocationPage):
    """Factor regressions of funds of small caps, of what is held, and of the target."""

    NAME, TITLE = "factors", "Factors"
    DEFAULT_CSS = """
    #page-factors { layout: grid; grid-size: 2; overflow-y: auto; scrollbar-size-vertical: 1; }
    AllocationView.-widest #page-factors #loadings { row-span: 2; }
    AllocationView.-wide #page-factors { grid-rows: 21 1fr; }
    AllocationView.-wide #page-factors #loadings { column-span: 2; }
    AllocationView.-normal #page-factors, AllocationView.-narrow #page-factors { layout: vertical; }
    AllocationView.-normal #page-factors > *, AllocationView.-narrow #page-factors > * { height: 100%; }
    """

    def make_parts(self) -> tuple[LineWidget, ...]:
        """See AllocationPage."""
        self._chosen = 0
        return (
            ChoicePanel("Factors: size, value or junk", self._loadings, self._choose, id="loadings", foot=self._foot),
            ChoicePanel("Contributions", self._contributed, self._choose, id="contributed", foot=self._foot),
            ChoicePanel("Rolling betas", self._rolling, self._choose, id="rolling-betas", foot=self._foot),
        )

    def requests(self) -> Mapping[str, Request]:
        """See AllocationPage."""
        target = self.view.target()
        symbols = (self.view.context.settings.market.small_fund, VALUE_FUND, GROWTH_FUND, CORE_FUND)
        return {
            "factors": GetFactors(tuple(dict.fromkeys(symbols)), ("own", target)),
            "allocation": GetAllocation(target),
        }

    def export_table(self) -> ExportTable | None:
        """See AllocationPage."""
        reply = self.view.reply("factors", FactorsReply)
        return factors_table(reply.study, simulated=self.simulated) if reply is not None else None

    def _choose(self, steps: int) -> None:
        self._chosen += steps
        for part in self.parts:
            part.paint()

    def _foot(self) -> Line:
        reply = self.view.reply("factors", FactorsReply)
        mine = origin_foot(reply.study if reply is not None else None, self.view.context.mirror.clock())
        return (*self.view.origin(), ("  ", "dim"), *mine) if mine else self.view.origin()

    def _chosen_fit(self, study: FactorStudy) -> FactorFit | None:
        fits = list(study.fits.values())
        return fits[self._chosen % len(fits)] if fits else None

    def _loadings(self, width: int, height: int) -> list[Line]:
        def draw(reply: FactorsReply) -> list[Line]:
            return loading_lines(reply.study, self._chosen_fit(reply.study), width, height)

        return self.computed("factors", FactorsReply, draw)

    def _contributed(self, width: int, _: int) -> list[Line]:
        return self._of_chosen(lambda study, fit: contribution_lines(fit, width))

    def _rolling(self, width: int, height: int) -> list[Line]:
        return self._of_chosen(lambda study, fit: rolling_lines(fit, study.factors, width, height))

    def _of_chosen(self, draw: Callable[[FactorStudy, FactorFit], list[Line]]) -> list[Line]:
        def drawn(reply: FactorsReply) -> list[Line]:
            fit = self._chosen_fit(reply.study)
            return draw(reply.study, fit) if fit is not None else [((" no regression", "dim"),)]

        return self.computed("factors", FactorsReply, drawn)
