"""What is held now and at the target, and how portfolios compare in and out of sample."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.messages.allocation.portfolios import GetAllocation, GetPairCorrelation
from r2k_tui.model.messages.readings import HistoryReply
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.drawing.lines import BLANK, Line, wrapped
from r2k_tui.ui.drawing.plots.axes import tick_label
from r2k_tui.ui.drawing.plots.history import history_lines
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.views.allocation.drawing.headline import headline
from r2k_tui.ui.views.allocation.drawing.samples import sample_lines
from r2k_tui.ui.views.allocation.drawing.tables import correlation_lines, measure_lines, share_lines, title
from r2k_tui.ui.views.allocation.page import AllocationPage
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.text_panel import ChoicePanel

_PAIR_ROWS = 7


class WeightsPage(AllocationPage):
    """Weights with what the choice is worth out of sample, portfolios and correlations."""

    NAME, TITLE = "weights", "Weights"
    DEFAULT_CSS = """
    #page-weights { layout: grid; grid-size: 2; grid-rows: 1fr 1fr; overflow-y: auto; scrollbar-size-vertical: 1; }
    AllocationView.-wide #page-weights { grid-rows: 16 21 32; }
    AllocationView.-wide #page-weights > #shares, AllocationView.-wide #page-weights > #samples { column-span: 2; }
    AllocationView.-normal #page-weights, AllocationView.-narrow #page-weights { layout: vertical; }
    AllocationView.-normal #page-weights > *, AllocationView.-narrow #page-weights > * { height: 100%; }
    """

    def make_parts(self) -> tuple[LineWidget, ...]:
        """See AllocationPage."""
        self._pair = 0
        return (
            self.panel("Weights: now and target", self._shares, "shares"),
            self.panel("In sample and out of sample", self._samples, "samples"),
            self.panel("Portfolios", self._measures, "measures"),
            ChoicePanel("Correlations", self._correlations, self._next_pair, id="correlations", foot=self.view.origin),
        )

    def requests(self) -> Mapping[str, Request]:
        """See AllocationPage."""
        study = self.study
        pairs = list(combinations(study.universe, 2)) if study is not None else []
        pair = {"pair": GetPairCorrelation(*pairs[self._pair % len(pairs)])} if pairs else {}
        return {"allocation": GetAllocation(self.view.target()), **pair}

    def _next_pair(self, steps: int) -> None:
        self._pair += steps
        self.view.load()

    def _shares(self, width: int, _: int) -> list[Line]:
        def draw(study: AllocationStudy) -> list[Line]:
            aim = self.aim(study)
            portfolio = study.portfolios.get(aim)
            head: Line = (
                (" target ", "dim"),
                (title(aim), "accent"),
                (f"  {portfolio.how if portfolio else 'could not be computed'}; ", "dim"),
                aimed(("h l: another", "dim"), "action", "right"),
            )
            first: list[Line] = [((f" {text}", "bright"),) for text in wrapped(headline(study, aim), width - 2)]
            told = dict.fromkeys(p.named for p in study.problems if p.kind != "no_holdings")
            text = [((f" {line}", "warn"),) for words in told for line in wrapped(words, width - 2)]
            return [*first, head, *share_lines(study, aim, width), *text]

        return self.of_study(draw)

    def _samples(self, width: int, _: int) -> list[Line]:
        return self.of_study(lambda study: sample_lines(study, self.aim(study), width))

    def _measures(self, width: int, _: int) -> list[Line]:
        return self.of_study(lambda study: measure_lines(study, self.aim(study), width))

    def _correlations(self, width: int, height: int) -> list[Line]:
        def draw(study: AllocationStudy) -> list[Line]:
            lines = [*correlation_lines(study.correlations, width), BLANK]
            pair = self.view.reply("pair", HistoryReply)
            if pair is None:
                return lines
            head: Line = ((f" {pair.name}, over 63 sessions; h l: another pair", "dim"),)
            room = max(_PAIR_ROWS, height - len(lines) - 1)
            return [*lines, head, *history_lines(pair, width, room, tick_label)]

        return self.of_study(draw)
