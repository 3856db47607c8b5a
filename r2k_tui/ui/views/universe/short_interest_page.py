"""The page of short interest: who is sold short most, who takes longest to cover, and the squeeze list."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.index.short_interest import ShortInterest
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.universe import GetShortInterest, ShortInterestReply
from r2k_tui.ui.drawing.lines import Line, wrapped
from r2k_tui.ui.views.universe.companies_page import CompaniesPage
from r2k_tui.ui.views.universe.drawing.pages.short_interest import SECTIONS, short_interest_lines
from r2k_tui.ui.views.universe.page import PageView


class ShortInterestPage(CompaniesPage):
    """Left and right choose an order of the members, or the squeeze list."""

    NAME, TITLE = "short-interest", "Short interest"

    def __init__(self, view: PageView) -> None:
        super().__init__(view, SECTIONS)
        self._foot = self._settlement_line
        self._interest: ShortInterest | None = None

    def requests(self) -> Mapping[str, Request]:
        """See UniversePage."""
        return {self.NAME: GetShortInterest()}

    def text(self, width: int, height: int) -> list[Line]:
        """See UniversePage."""
        self._interest = None
        lines = self.view.with_reply(
            self.NAME, ShortInterestReply, lambda reply: self._interest_lines(reply.interest, width, height)
        )
        return lines if self._interest is not None else _reason(lines, width)

    def _interest_lines(self, found: ShortInterest, width: int, height: int) -> list[Line]:
        self._interest = found
        return self.with_cursor(short_interest_lines(found, self.section, width), height)

    def _settlement_line(self) -> Line:
        """Source and settlement of the figures; prices and shares are those of the members."""
        if self._interest is None:
            return self.view.origin()
        return ((f"{self._interest.source} {self._interest.settlement}", "dim"),)


def _reason(lines: list[Line], width: int) -> list[Line]:
    """Why there is none, in full: the reason of a refused file is longer than a line."""
    words = "".join(text for line in lines for text, _ in line).strip()
    return [((f" {line}", "dim"),) for line in wrapped(words, max(8, width - 2))]
