"""Rules of market timing: what each holds now, and how it did against holding."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from r2k_tui.model.messages.allocation.rules import GetRules, RulesReply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.rules.study import RuleResult, RuleStudy
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.table_export import ExportTable
from r2k_tui.ui.views.allocation.drawing.rules import growth_lines, rule_lines, year_lines
from r2k_tui.ui.views.allocation.export.pages import rules_table
from r2k_tui.ui.views.allocation.page import AllocationPage
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.text_panel import Body, ChoicePanel


class RulesPage(AllocationPage):
    """All rules in one table; left and right choose the one that is plotted."""

    NAME, TITLE = "rules", "Rules"
    # Read from each class alone: scoped, the rules below would not reach the page itself.
    SCOPED_CSS = False
    DEFAULT_CSS = """
    #page-rules { layout: grid; grid-size: 2; overflow-y: auto; scrollbar-size-vertical: 1; }
    #page-rules #rules { row-span: 2; }
    AllocationView.-wide #page-rules, AllocationView.-normal #page-rules, AllocationView.-narrow #page-rules {
        layout: vertical;
    }
    AllocationView.-wide #page-rules > *, AllocationView.-normal #page-rules > *,
    AllocationView.-narrow #page-rules > * { height: 100%; }
    """

    def make_parts(self) -> tuple[LineWidget, ...]:
        """See AllocationPage."""
        self._place = 0
        return (
            self._panel("Rules of timing", self._table, "rules"),
            self._panel("Growth and drawdown", self._growth, "rule-growth"),
            self._panel("Definition and years", self._years, "rule-years"),
        )

    def _panel(self, title: str, body: Body, name: str) -> ChoicePanel:
        return ChoicePanel(title, body, self._turn, id=name, foot=self.view.origin)

    def on_mount(self) -> None:
        """Focus the first panel, so that left and right choose a rule at once: before, there was nothing to focus."""
        self.parts[0].focus()

    def requests(self) -> Mapping[str, Request]:
        """See AllocationPage."""
        return {"rules": GetRules()}

    def export_table(self) -> ExportTable | None:
        """See AllocationPage."""
        reply = self.view.reply("rules", RulesReply)
        return rules_table(reply.study, simulated=self.simulated) if reply is not None else None

    def _turn(self, steps: int) -> None:
        """Choose another rule."""
        self._place += steps
        for part in self.parts:
            part.paint()

    def _of_chosen(self, draw: Callable[[RuleResult, RuleStudy], list[Line]]) -> list[Line]:
        def drawn(reply: RulesReply) -> list[Line]:
            rules = reply.study.rules
            if not rules:
                return [((" no rule has a result", "dim"),)]
            return draw(rules[self._place % len(rules)], reply.study)

        return self.computed("rules", RulesReply, drawn)

    def _table(self, width: int, _: int) -> list[Line]:
        def drawn(reply: RulesReply) -> list[Line]:
            rules = reply.study.rules
            return rule_lines(reply.study, rules[self._place % len(rules)].name if rules else "", width)

        return self.computed("rules", RulesReply, drawn)

    def _growth(self, width: int, height: int) -> list[Line]:
        return self._of_chosen(lambda rule, study: growth_lines(rule, study.tried, width, height))

    def _years(self, width: int, _: int) -> list[Line]:
        return self._of_chosen(lambda rule, study: year_lines(rule, study.tried, width))
