"""Momentum: the score, its history, what followed months of +10 %, and what followed each state."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.reading import ScoreKind
from r2k_tui.model.request import (
    FollowThroughReply,
    GetFollowThrough,
    GetHistory,
    GetStates,
    HistoryReply,
    Request,
    StatesReply,
)
from r2k_tui.ui.desk import Desk
from r2k_tui.ui.present.lines import BLANK, Line
from r2k_tui.ui.present.plots import score_plot
from r2k_tui.ui.present.studies import event_lines, follow_lines, states_note, zone_lines
from r2k_tui.ui.screens.view import View
from r2k_tui.ui.widgets.panels import ScorePanel
from r2k_tui.ui.widgets.text_panel import TextPanel


class MomentumView(View):
    """View 3."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "momentum")
        self.parts = (
            ScorePanel(ScoreKind.MOMENTUM, desk.mirror),
            TextPanel("Score, the last 504 sessions", self._history, id="history", foot=self.origin),
            TextPanel("Months of +10 % and what followed", self._months, id="months", foot=self.origin),
            TextPanel("States and events, and what followed", self._states, id="states", foot=self.origin),
        )

    def requests(self) -> Mapping[str, Request]:
        """See View."""
        symbol = self.mirror.index
        return {
            "history": GetHistory(symbol, "momentum"),
            "months": GetFollowThrough(symbol),
            "states": GetStates(symbol),
        }

    def _history(self, width: int, height: int) -> list[Line]:
        return self.with_reply("history", HistoryReply, lambda reply: score_plot(reply, width, height))

    def _months(self, width: int, _: int) -> list[Line]:
        return self.with_reply("months", FollowThroughReply, lambda reply: follow_lines(reply.study, width))

    def _states(self, width: int, height: int) -> list[Line]:
        def draw(reply: StatesReply) -> list[Line]:
            score = self.mirror.scores.get(ScoreKind.MOMENTUM)
            zones = zone_lines(reply.study.momentum_zones, score.zone if score else None)
            return [*zones, BLANK, *event_lines(reply.study.events), states_note(reply.study)]

        return self.with_reply("states", StatesReply, draw)
