"""Risk: the gauge with its history and table, drawdowns, volatility, VaR and CVaR by method, the map of months."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.reading import ScoreKind
from r2k_tui.model.request import (
    GetHistory,
    GetReadings,
    GetStates,
    HistoryReply,
    ReadingsReply,
    Request,
    StatesReply,
)
from r2k_tui.ui.desk import Desk
from r2k_tui.ui.present.lines import BLANK, Line
from r2k_tui.ui.present.numbers import percent
from r2k_tui.ui.present.plots import history_lines, month_map, score_plot
from r2k_tui.ui.present.studies import states_note, zone_lines
from r2k_tui.ui.present.tail_risk import risk_keys, tail_lines, volatility_lines
from r2k_tui.ui.screens.view import View
from r2k_tui.ui.widgets.panels import ScorePanel
from r2k_tui.ui.widgets.text_panel import TextPanel


class RiskView(View):
    """View 4."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "risk")
        self.parts = (
            ScorePanel(ScoreKind.RISK, desk.mirror),
            TextPanel("Gauge, the last 504 sessions", self._history, id="history", foot=self.origin),
            TextPanel("Volatility, VaR and CVaR by method", self._tail, id="tail", foot=self.origin),
            TextPanel("Drawdown from the highest close", self._drawdown, id="drawdown", foot=self.origin),
            TextPanel("Gauge zones and what followed", self._states, id="states", foot=self.origin),
            TextPanel("Months", self._months, id="months", foot=self.origin),
        )

    def requests(self) -> Mapping[str, Request]:
        """See View."""
        symbol = self.mirror.index
        return {
            "readings": GetReadings(symbol, risk_keys()),
            "history": GetHistory(symbol, "risk"),
            "drawdown": GetHistory(symbol, "drawdown"),
            "months": GetHistory(symbol, "months"),
            "states": GetStates(symbol),
        }

    def _history(self, width: int, height: int) -> list[Line]:
        return self.with_reply("history", HistoryReply, lambda reply: score_plot(reply, width, height))

    def _drawdown(self, width: int, height: int) -> list[Line]:
        def draw(reply: HistoryReply) -> list[Line]:
            return history_lines(reply, width, height, lambda v: percent(v, 0))

        return self.with_reply("drawdown", HistoryReply, draw)

    def _tail(self, width: int, _: int) -> list[Line]:
        def draw(reply: ReadingsReply) -> list[Line]:
            readings = reply.readings.readings
            return [*volatility_lines(readings), BLANK, *tail_lines(readings, width)]

        return self.with_reply("readings", ReadingsReply, draw)

    def _states(self, _: int, __: int) -> list[Line]:
        def draw(reply: StatesReply) -> list[Line]:
            score = self.mirror.scores.get(ScoreKind.RISK)
            return [*zone_lines(reply.study.risk_zones, score.zone if score else None), states_note(reply.study)]

        return self.with_reply("states", StatesReply, draw)

    def _months(self, width: int, _: int) -> list[Line]:
        return self.with_reply("months", HistoryReply, lambda reply: month_map(reply, width))
