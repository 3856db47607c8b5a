"""The coming events, for the dashboard."""

from __future__ import annotations

from r2k_tui.ui.drawing.lines import Line, whole
from r2k_tui.ui.views.coming_events import request_events
from r2k_tui.ui.views.universe.drawing.pages.calendar import outlook_lines, sources_line
from r2k_tui.ui.widgets.board_panel import BoardPanel, message_lines

# The frame around the text in the border, and the mark of a simulated market.
_FRAME = 12


class EventsPanel(BoardPanel):
    """Day by day, what comes: releases of the economy, members that report, dividends and splits."""

    NAME, TITLE, OPENS, PAGE = "events", "Coming events", "view('universe')", "calendar"

    def lines(self, width: int, height: int) -> list[Line]:
        """See BoardPanel."""
        events = self.mirror.events
        if events.calendar is None:
            return message_lines(events.trouble or "requesting the events", width, "warn" if events.trouble else "dim")
        lines = outlook_lines(events.calendar, width)
        if events.trouble:
            lines += message_lines(f"no newer events: {events.trouble}", width, "warn")
        return lines

    def due(self) -> bool:
        """See BoardPanel. The calendar belongs to all views: it is requested as often as they need it together."""
        return self.mirror.events.due(self.mirror.wall())

    async def fetch(self) -> None:
        """See BoardPanel."""
        request_events(self, self.app_context, self.paint)

    def source(self) -> Line:
        """See BoardPanel: every source with its age."""
        calendar = self.mirror.events.calendar
        if calendar is None:
            return super().source()
        line = sources_line(calendar.events, self.mirror.clock())
        return whole(line, max(8, self.size.width - _FRAME))
