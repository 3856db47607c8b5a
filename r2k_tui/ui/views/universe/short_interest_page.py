"""The page of short interest: who is sold short most, who takes longest to cover, and the squeeze list."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.universe import GetShortInterest, ShortInterestReply
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.universe.drawing.short_interest import SECTIONS, short_interest_lines
from r2k_tui.ui.views.universe.page import PageView, UniversePage


class ShortInterestPage(UniversePage):
    """Left and right choose an order of the members, or the squeeze list."""

    NAME, TITLE = "short-interest", "Short interest"

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self._section = SECTIONS[0]

    def requests(self) -> Mapping[str, Request]:
        """See UniversePage."""
        return {self.NAME: GetShortInterest()}

    def on_key_pan(self, steps: int) -> None:
        """Show another section from its top."""
        self._section, self._first = SECTIONS[(SECTIONS.index(self._section) + steps) % len(SECTIONS)], 0
        self.paint()

    def text(self, width: int, height: int) -> list[Line]:
        """See UniversePage."""
        return self.view.with_reply(
            self.NAME, ShortInterestReply, lambda reply: short_interest_lines(reply.interest, self._section, width)
        )
