"""The macro view: valuation, rates, curve, credit, growth; outcomes after changes of the policy rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from r2k_tui.model.macro.figures import PolicyStudy, RateSensitivity
from r2k_tui.model.messages.macro import GetMacro, GetPolicyStudy, MacroReply, PolicyStudyReply
from r2k_tui.model.messages.readings import HistoryReply
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.lines import BLANK, Line
from r2k_tui.ui.drawing.plots.axes import fraction_label
from r2k_tui.ui.drawing.plots.history import history_lines
from r2k_tui.ui.drawing.study_rows import bootstrap_lines
from r2k_tui.ui.drawing.table_export import ExportTable
from r2k_tui.ui.views.macro.figures import figure_lines
from r2k_tui.ui.views.macro.policy import event_lines, outcome_lines, sensitivity_lines, state_lines
from r2k_tui.ui.views.shared.macro_view import MacroSeriesView
from r2k_tui.ui.widgets.text_panel import TextPanel

_HEADER = (
    *("key", "group", "name", "value", "unit", "as_of", "lag_days", "change_1y", "source", "definition", "reason"),
    *("published", "vintage", "revision"),
)


class MacroView(MacroSeriesView):
    """View 6."""

    DEFAULT_CSS = """
    MacroView #panels {
        layout: grid; grid-size: 2; grid-rows: 17 12 1fr; grid-columns: 68 1fr; overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    MacroView #figures { row-span: 3; }
    MacroView.-widest #panels { grid-columns: 1fr 76; }
    MacroView.-widest.-tallest #panels { grid-rows: 17 14 1fr; }
    MacroView.-normal #panels, MacroView.-narrow #panels { layout: vertical; }
    MacroView.-normal #panels > *, MacroView.-narrow #panels > * { height: 14; }
    MacroView.-normal #figures, MacroView.-narrow #figures { height: 20; }
    """

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "macro")
        self.parts = (
            TextPanel("Macro and valuation", self._figures, id="figures", foot=self.macro_origin),
            TextPanel("Small minus large after first moves", self._moves, id="moves", foot=self._pair),
            TextPanel("… by regime and by curve", self._states, id="states", foot=self._pair),
            TextPanel("Sensitivity to the 2-year yield", self._rates, id="rates", foot=self.origin),
        )

    def requests(self) -> Mapping[str, Request]:
        """See View."""
        return {"macro": GetMacro(), "policy": GetPolicyStudy()}

    def _figures(self, width: int, _: int) -> list[Line]:
        # The foot of the panel says it once.
        return self.with_reply("macro", MacroReply, lambda reply: figure_lines(reply.macro, width, self.macro_trouble))

    def _moves(self, width: int, _: int) -> list[Line]:
        def draw(reply: PolicyStudyReply) -> list[Line]:
            missing: list[Line] = [((f" ! {words}", "warn"),) for words in reply.study.problems]
            return [*outcome_lines(reply.study, width), BLANK, *event_lines(reply.study, width), *missing]

        return self.with_reply("policy", PolicyStudyReply, draw)

    def _states(self, width: int, _: int) -> list[Line]:
        def draw(reply: PolicyStudyReply) -> list[Line]:
            return [*state_lines(reply.study, width), ((" monthly means", "dim"),), *bootstrap_lines(width)]

        return self.with_reply("policy", PolicyStudyReply, draw)

    def _rates(self, width: int, height: int) -> list[Line]:
        def draw(reply: PolicyStudyReply) -> list[Line]:
            lines = sensitivity_lines(reply.study)
            for one in reply.study.sensitivity[:1]:
                lines += [BLANK, *_beta_plot(one, width, height - len(lines) - 2)]
            return lines

        return self.with_reply("policy", PolicyStudyReply, draw)

    def _pair(self) -> Line:
        reply = self.reply("policy", PolicyStudyReply)
        study: PolicyStudy | None = reply.study if reply is not None else None
        words = f"{study.small} minus {study.large}, px, {study.first_day} on  " if study is not None else ""
        return ((words, "dim"), *self.origin())

    def export_table(self) -> ExportTable:
        """See View."""
        reply = self.reply("macro", MacroReply)
        figures = reply.macro.figures if reply is not None else ()
        rows = [
            (
                *(f.key, f.group, f.name, f.value, f.unit, f.as_of, f.lag_days, f.change, f.source, f.definition),
                *(f.reason, f.published, f.vintage, f.revision),
            )
            for f in figures
        ]
        return ExportTable(_HEADER, rows)


def _of_a_tenth(value: float, ticks: Sequence[float]) -> str:
    return fraction_label(value * 0.1, [tick * 0.1 for tick in ticks])


def _beta_plot(one: RateSensitivity, width: int, height: int) -> list[Line]:
    """The rolling sensitivity to a tenth of a percentage point, over the last years."""
    if len(one.value) < 16 or height < 4:
        return []
    head: Line = ((f" {one.symbol}, the same over the 252 days to each day", "dim"),)
    reply = HistoryReply(one.symbol, "beta", one.time, one.value)
    return [head, *history_lines(reply, width - 1, max(5, height), _of_a_tenth)]
