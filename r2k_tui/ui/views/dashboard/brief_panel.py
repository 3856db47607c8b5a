"""The brief of the day, for the dashboard."""

from __future__ import annotations

from r2k_tui.model.messages.brief import BriefReply, GetBrief
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.dialogs.drawing.brief import brief_lines
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.widgets.board_panel import BoardPanel


class BriefPanel(BoardPanel):
    """What is known at once of the brief; Enter opens the window, which waits for the rest and has the sources."""

    NAME, TITLE, OPENS = "brief", "Brief", "run('brief')"

    def request(self) -> Request:
        """See BoardPanel."""
        return GetBrief()

    def version(self) -> object:
        """See BoardPanel: the bars of another day, or another phase of the session."""
        daily = self.mirror.feeds.get("daily")
        return self.mirror.session.phase, daily.last_success if daily is not None else None

    def lines(self, width: int, height: int) -> list[Line]:
        """See BoardPanel."""
        return self.with_reply(BriefReply, lambda reply: brief_lines(reply.brief, width, sources=False), width)

    def cache_key(self) -> object:
        """See LineWidget."""
        return self.reply, self._first, self.mirror.facts

    def source(self) -> Line:
        """See BoardPanel."""
        if not isinstance(self.reply, BriefReply):
            return super().source()
        brief = self.reply.brief
        return ((f"{brief.source}, as of {brief.as_of}", "dim"),)
