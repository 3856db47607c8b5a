"""Momentum: the score, its history, what followed months of +10 %, and what followed each state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.widget import Widget

from r2k_tui.link.following import Following
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
from r2k_tui.ui.present.lines import BLANK, Line
from r2k_tui.ui.present.plots import history_lines, last_of
from r2k_tui.ui.present.studies import event_lines, follow_lines, states_note, zone_lines
from r2k_tui.ui.screens.view import View
from r2k_tui.ui.state import Mirror
from r2k_tui.ui.widgets.painted import Painted
from r2k_tui.ui.widgets.panels import ScorePanel
from r2k_tui.ui.widgets.text_panel import TextPanel

ZONE_BOUNDS = (25.0, 50.0, 75.0)

SESSIONS = 504


def score_label(value: float) -> str:
    """A score on the scale of a plot."""
    return f"{value:.0f}"


class MomentumView(View):
    """View 3."""

    def __init__(self, mirror: Mirror, following: Following) -> None:
        super().__init__(mirror, following, "momentum")
        self._panels = (
            ScorePanel(ScoreKind.MOMENTUM, mirror),
            TextPanel("Score, the last 504 sessions", self._history, id="history", foot=self.origin),
            TextPanel("Months of +10 % and what followed", self._months, id="months", foot=self.origin),
            TextPanel("States and events, and what followed", self._states, id="states", foot=self.origin),
        )

    def panels(self) -> Iterable[Widget]:
        """See View."""
        yield from self._panels

    def painted(self) -> Sequence[Painted]:
        """See View."""
        return self._panels

    def requests(self) -> Mapping[str, Request]:
        """See View."""
        symbol = self.mirror.index
        return {
            "history": GetHistory(symbol, "momentum"),
            "months": GetFollowThrough(symbol),
            "states": GetStates(symbol),
        }

    def _history(self, width: int, height: int) -> list[Line]:
        def draw(reply: HistoryReply) -> list[Line]:
            return history_lines(last_of(reply, SESSIONS), width, height, score_label, (0.0, 100.0), ZONE_BOUNDS)

        return self.with_reply("history", HistoryReply, draw)

    def _months(self, width: int, _: int) -> list[Line]:
        return self.with_reply("months", FollowThroughReply, lambda reply: follow_lines(reply.study, width))

    def _states(self, width: int, height: int) -> list[Line]:
        def draw(reply: StatesReply) -> list[Line]:
            score = self.mirror.scores.get(ScoreKind.MOMENTUM)
            zones = zone_lines(reply.study.momentum_zones, score.zone if score else None)
            return [*zones, BLANK, *event_lines(reply.study.events), states_note(reply.study)]

        return self.with_reply("states", StatesReply, draw)
