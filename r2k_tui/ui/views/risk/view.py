"""The risk view: gauge, VaR and CVaR by method, cone, drawdowns, monthly returns, stress, position size."""

from __future__ import annotations

from collections.abc import Mapping

from textual.widget import AwaitMount

from r2k_tui.model.messages.readings import (
    GetHistory,
    GetPositionSize,
    GetReadings,
    GetRiskStudy,
    GetStates,
    HistoryReply,
    PositionSizeReply,
    ReadingsReply,
    RiskStudyReply,
    StatesReply,
)
from r2k_tui.model.messages.request import Request
from r2k_tui.model.readings.reading import ScoreKind
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.entries import Entry, plain
from r2k_tui.ui.drawing.lines import BLANK, Line
from r2k_tui.ui.drawing.outcomes import states_note, zone_lines
from r2k_tui.ui.drawing.plots.axes import fraction_label
from r2k_tui.ui.drawing.plots.history import history_lines, month_map, score_plot
from r2k_tui.ui.views.risk.cone import cone_entries
from r2k_tui.ui.views.risk.tables import fall_lines, size_entries, stress_lines
from r2k_tui.ui.views.risk.tail_risk import risk_keys, tail_entries, volatility_entries
from r2k_tui.ui.views.shared.score_panel import ScorePanel
from r2k_tui.ui.views.shared.studied_view import StudiedView
from r2k_tui.ui.widgets.reading_panel import Border, Entries, ReadingPanel
from r2k_tui.ui.widgets.text_panel import TextPanel


class RiskView(StudiedView):
    """View 4."""

    DEFAULT_CSS = """
    /* Panels of equal height side by side; Tab scrolls the next one into view. */
    RiskView #panels {
        layout: grid; grid-size: 2; grid-rows: 13 13 12 13 13; overflow-y: auto; scrollbar-size-vertical: 1;
    }
    RiskView.-widest #panels { grid-size: 3; }
    RiskView.-widest.-tallest #panels { grid-rows: 14 14 15 15; }
    RiskView.-widest #months, RiskView.-widest #stress { row-span: 2; }
    /* On a narrow screen the panels are stacked at full width. */
    RiskView.-normal #panels, RiskView.-narrow #panels { layout: vertical; }
    RiskView.-normal #panels > *, RiskView.-narrow #panels > * { height: 10; }
    RiskView.-normal #months, RiskView.-normal #tail, RiskView.-normal #falls, RiskView.-normal #stress {
        height: 14;
    }
    RiskView.-normal #cone { height: 17; }
    """

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "risk")
        self.parts = (
            ScorePanel(ScoreKind.RISK, context.mirror, self.open_index_detail),
            TextPanel("Gauge, the last 504 sessions", self._history, id="history", foot=self.origin),
            self._panel("Volatility, VaR and CVaR by method", self._tail, "tail"),
            self._panel("Volatility cone", self._cone, "cone"),
            TextPanel("Drawdown from the highest close", self._drawdown, id="drawdown", foot=self.origin),
            TextPanel("Deepest drawdowns", self._falls, id="falls", foot=self.origin),
            TextPanel("Months", self._months, id="months", foot=self.origin),
            TextPanel("Gauge zones and outcomes", self._states, id="states", foot=self.origin),
            TextPanel("Stress episodes", self._stress, id="stress", foot=self.origin),
            ReadingPanel(self._position_border, self._position, self._open_position_detail, id="size"),
        )

    def _panel(self, title: str, entries: Entries, name: str) -> ReadingPanel:
        def border() -> Border:
            return Border(((title, "bright"),), (), self.origin())

        return ReadingPanel(border, entries, self.open_index_detail, id=name)

    def requests(self) -> Mapping[str, Request]:
        """See View."""
        symbol = self.mirror.index
        return {
            "readings": GetReadings(symbol, risk_keys()),
            "history": GetHistory(symbol, "risk"),
            "drawdown": GetHistory(symbol, "drawdown"),
            "study": GetRiskStudy(symbol),
            "months": GetHistory(symbol, "months"),
            "states": GetStates(symbol),
            "size": GetPositionSize(self.context.symbol or symbol),
        }

    def _history(self, width: int, height: int) -> list[Line]:
        return self.with_reply("history", HistoryReply, lambda reply: score_plot(reply, width, height))

    def _drawdown(self, width: int, height: int) -> list[Line]:
        def draw(reply: HistoryReply) -> list[Line]:
            return history_lines(reply, width, height, fraction_label)

        return self.with_reply("drawdown", HistoryReply, draw)

    def _tail(self, width: int, _: int) -> list[Entry]:
        def draw(reply: ReadingsReply) -> list[Entry]:
            readings = reply.readings.readings
            return [*volatility_entries(readings, width), *plain([BLANK]), *tail_entries(readings, width)]

        return self.with_entries("readings", ReadingsReply, draw)

    def _cone(self, width: int, _: int) -> list[Entry]:
        return self.with_entries("study", RiskStudyReply, lambda reply: cone_entries(reply.study, width))

    def _falls(self, width: int, _: int) -> list[Line]:
        return self.with_reply("study", RiskStudyReply, lambda reply: fall_lines(reply.study, width))

    def _stress(self, _: int, __: int) -> list[Line]:
        return self.with_reply("study", RiskStudyReply, lambda reply: stress_lines(reply.study))

    def _states(self, width: int, _: int) -> list[Line]:
        def draw(reply: StatesReply) -> list[Line]:
            score = self.mirror.scores.get(ScoreKind.RISK)
            zones = zone_lines(reply.study.risk_zones, score.zone if score else None, width)
            return [*zones, *states_note(reply.study, width)]

        return self.with_reply("states", StatesReply, draw)

    def _months(self, width: int, _: int) -> list[Line]:
        return self.with_reply("months", HistoryReply, lambda reply: month_map(reply, width))

    def _position(self, _: int, __: int) -> list[Entry]:
        return self.with_entries("size", PositionSizeReply, lambda reply: size_entries(reply.size))

    def _position_border(self) -> Border:
        reply = self.reply("size", PositionSizeReply)
        foot = ((f"{reply.size.source} {reply.size.as_of}", "dim"),) if reply is not None else self.origin()
        return Border((("Position size for a risk budget", "bright"),), (), foot)

    def _open_position_detail(self, key: str) -> AwaitMount:
        return self.open_detail(self._bought(), key)

    def _bought(self) -> str:
        reply = self.reply("size", PositionSizeReply)
        return reply.size.symbol if reply is not None else self.mirror.index
