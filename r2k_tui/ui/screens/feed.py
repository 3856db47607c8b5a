"""Feed: the health of every topic, and everything that is missing."""

from __future__ import annotations

from r2k_tui.ui.desk import Desk
from r2k_tui.ui.present.feeds import problem_lines, topic_lines
from r2k_tui.ui.present.lines import Line
from r2k_tui.ui.screens.view import View
from r2k_tui.ui.widgets.text_panel import TextPanel


class FeedView(View):
    """View 9."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "feed")
        self._topics = TextPanel("Topics", lambda _, __: topic_lines(desk.mirror, desk.mirror.clock()), id="topics")
        self.parts = (self._topics, TextPanel("Missing or wrong", self._missing, id="problems"))

    def paint_ages(self) -> None:
        """See View."""
        super().paint_ages()
        self._topics.paint()

    def _missing(self, _: int, __: int) -> list[Line]:
        return problem_lines(self.mirror)
