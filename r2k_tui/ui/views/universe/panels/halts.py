"""Trading halts of the members and of the watchlist, for the dashboard."""

from __future__ import annotations

from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.universe import GetHalts, HaltsReply
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.universe.drawing.pages.halts import SECTIONS, halt_lines
from r2k_tui.ui.widgets.board_panel import BoardPanel

_TOPIC = "halts"


class HaltsPanel(BoardPanel):
    """The halts that concern the reader; view 7 has all of the feed."""

    NAME, TITLE, OPENS, PAGE, AGES = "halts", "Trading halts", "view('universe')", "halts", True

    def request(self) -> Request:
        """See BoardPanel."""
        return GetHalts()

    def version(self) -> object:
        """See BoardPanel: another reading of the feed, or another halt in effect."""
        status = self.mirror.feeds.get(_TOPIC)
        health = (status.last_success, status.state, status.message) if status is not None else ()
        return (*health, *self.mirror.halts)

    def lines(self, width: int, height: int) -> list[Line]:
        """See BoardPanel."""

        def draw(reply: HaltsReply) -> list[Line]:
            return halt_lines(reply.halts, SECTIONS[0], self.mirror.clock(), width, titles=False)

        return self.with_reply(HaltsReply, draw, width)

    def source(self) -> Line:
        """See BoardPanel."""
        name = self.reply.halts.source if isinstance(self.reply, HaltsReply) else self.mirror.facts.name
        return ((name, "dim"),)
