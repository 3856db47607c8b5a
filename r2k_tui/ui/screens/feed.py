"""Feed: the health of every topic, and everything that is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from r2k_tui.link.following import Following
from r2k_tui.ui.present.feeds import problem_lines, topic_lines
from r2k_tui.ui.present.lines import Line
from r2k_tui.ui.screens.view import View
from r2k_tui.ui.state import Mirror
from r2k_tui.ui.widgets.painted import Painted
from r2k_tui.ui.widgets.text_panel import TextPanel


class FeedView(View):
    """View 9."""

    def __init__(self, mirror: Mirror, following: Following) -> None:
        super().__init__(mirror, following, "feed")
        self._topics = TextPanel("Topics", lambda _, __: topic_lines(mirror, mirror.clock()), id="topics")
        self._problems = TextPanel("Missing or wrong", self._missing, id="problems")

    def panels(self) -> Iterable[Widget]:
        """See View."""
        yield self._topics
        yield self._problems

    def painted(self) -> Sequence[Painted]:
        """See View."""
        return (self._topics, self._problems)

    def paint_ages(self) -> None:
        """See View."""
        super().paint_ages()
        self._topics.paint()

    def _missing(self, _: int, __: int) -> list[Line]:
        return problem_lines(self.mirror)
