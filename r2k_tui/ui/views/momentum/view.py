"""The momentum view: score, its history, readings, outcomes after months of +10 % and after each state, small
against large.
"""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.market.tick import quote_decimals
from r2k_tui.model.messages.readings import (
    FollowThroughReply,
    GetFollowThrough,
    GetHistory,
    GetReadings,
    GetStates,
    HistoryReply,
    ReadingsReply,
    StatesReply,
)
from r2k_tui.model.messages.request import Request
from r2k_tui.model.readings.reading import ScoreKind
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.entries import Entry
from r2k_tui.ui.drawing.lines import BLANK, Line
from r2k_tui.ui.drawing.outcomes import event_lines, states_note, zone_lines
from r2k_tui.ui.drawing.plots.history import ratio_plot, score_plot
from r2k_tui.ui.views.momentum.follow_panel import FollowPanel
from r2k_tui.ui.views.momentum.follow_through import follow_lines
from r2k_tui.ui.views.momentum.readings import momentum_entries, momentum_keys
from r2k_tui.ui.views.shared.score_panel import ScorePanel
from r2k_tui.ui.views.shared.studied_view import StudiedView
from r2k_tui.ui.widgets.reading_panel import Border, ReadingPanel
from r2k_tui.ui.widgets.text_panel import TextPanel


class MomentumView(StudiedView):
    """View 3."""

    DEFAULT_CSS = """
    /* Panels of equal height side by side; Tab scrolls the next one into view. */
    MomentumView #panels {
        layout: grid; grid-size: 2; grid-rows: 13 13 12 13 13; overflow-y: auto; scrollbar-size-vertical: 1;
    }
    MomentumView #panels { grid-rows: 12 15 11; }
    MomentumView.-tallest #panels { grid-rows: 14 1fr 1fr; }
    MomentumView.-widest #panels { grid-size: 3; }
    MomentumView.-widest #panels { grid-rows: 15 23; }
    MomentumView.-widest.-tallest #panels { grid-rows: 15 1fr; }
    /* On a narrow screen the panels are stacked at full width. */
    MomentumView.-normal #panels, MomentumView.-narrow #panels { layout: vertical; }
    MomentumView.-normal #panels > *, MomentumView.-narrow #panels > * { height: 10; }
    MomentumView.-normal #months, MomentumView.-normal #readings { height: 18; }
    """

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "momentum")
        self.parts = (
            ScorePanel(ScoreKind.MOMENTUM, context.mirror, self.open_index_detail),
            TextPanel("Score, the last 504 sessions", self._history, id="history", foot=self.origin),
            ReadingPanel(self._border, self._readings, self.open_index_detail, id="readings"),
            FollowPanel("Months of +10 % and outcomes", self._months, id="months", foot=self.origin),
            TextPanel("States, events and outcomes", self._states, id="states", foot=self.origin),
            TextPanel("Small vs large, ten years", self._relative, id="relative", foot=self.origin),
        )

    def requests(self) -> Mapping[str, Request]:
        """See View."""
        symbol = self.mirror.index
        return {
            "history": GetHistory(symbol, "momentum"),
            "readings": GetReadings(symbol, momentum_keys()),
            "months": GetFollowThrough(symbol),
            "states": GetStates(symbol),
            "relative": GetHistory(symbol, "relative"),
        }

    def _border(self) -> Border:
        return Border((("Channel, breakout, volume, records", "bright"),), (), self.origin())

    def _history(self, width: int, height: int) -> list[Line]:
        return self.with_reply("history", HistoryReply, lambda reply: score_plot(reply, width, height))

    def _readings(self, _: int, __: int) -> list[Entry]:
        decimals = quote_decimals(self.mirror.quotes.get(self.mirror.index))
        return self.with_entries(
            "readings", ReadingsReply, lambda reply: momentum_entries(reply.readings.readings, decimals)
        )

    def _months(self, horizon: str, width: int, _: int) -> list[Line]:
        def draw(reply: FollowThroughReply) -> list[Line]:
            return follow_lines(reply.study, horizon, width)

        return self.with_reply("months", FollowThroughReply, draw)

    def _states(self, width: int, _: int) -> list[Line]:
        def draw(reply: StatesReply) -> list[Line]:
            score = self.mirror.scores.get(ScoreKind.MOMENTUM)
            zones = zone_lines(reply.study.momentum_zones, score.zone if score else None, width)
            return [*zones, BLANK, *event_lines(reply.study.events, width), *states_note(reply.study, width)]

        return self.with_reply("states", StatesReply, draw)

    def _relative(self, width: int, height: int) -> list[Line]:
        return self.with_reply("relative", HistoryReply, lambda reply: ratio_plot(reply, width, height))
