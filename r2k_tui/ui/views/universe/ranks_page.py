"""The page of ranks: members of both funds by market cap, as an estimate of where the index would cut."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.model.messages.universe import GetRanks, RanksReply
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.universe.drawing.ranks import SECTIONS, ranks_lines
from r2k_tui.ui.widgets.text_panel import TextPanel

# Lines that a reply is drawn as, or a message where it is missing.
WithRanks = Callable[[str, type[RanksReply], Callable[[RanksReply], list[Line]]], list[Line]]


class RanksPage(TextPanel):
    """Left and right choose an edge of the index, or all ranks."""

    NAME_OF_REPLY = "ranks"
    REQUEST = GetRanks()

    def __init__(self, with_reply: WithRanks, origin: Callable[[], Line]) -> None:
        super().__init__("Promotion and relegation", self._text, id="ranks", foot=origin)
        self._with_reply, self._section = with_reply, SECTIONS[0]

    def on_key_pan(self, steps: int) -> None:
        """Show another section from its top."""
        self._section, self._first = SECTIONS[(SECTIONS.index(self._section) + steps) % len(SECTIONS)], 0
        self.paint()

    def _text(self, width: int, height: int) -> list[Line]:
        return self._with_reply(
            self.NAME_OF_REPLY, RanksReply, lambda reply: ranks_lines(reply.ranks, self._section, width)
        )
