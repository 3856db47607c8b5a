"""The page of ranks: members of both funds by market cap, as an estimate of where the index would cut."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.universe import GetRanks, RanksReply
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.universe.companies_page import CompaniesPage
from r2k_tui.ui.views.universe.drawing.pages.ranks import SECTIONS, ranks_lines
from r2k_tui.ui.views.universe.page import PageView


class RanksPage(CompaniesPage):
    """Left and right choose an edge of the index, or all ranks."""

    NAME, TITLE = "ranks", "Promotion and relegation"

    def __init__(self, view: PageView) -> None:
        super().__init__(view, SECTIONS)

    def requests(self) -> Mapping[str, Request]:
        """See UniversePage."""
        return {self.NAME: GetRanks()}

    def text(self, width: int, height: int) -> list[Line]:
        """See UniversePage."""
        return self.view.with_reply(
            self.NAME,
            RanksReply,
            lambda reply: self.with_cursor(ranks_lines(reply.ranks, self.section, width), height),
        )
