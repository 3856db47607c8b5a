"""The page of halts: which stocks do not trade, and which trade again."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.halts.listing import HaltList
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.universe import GetHalts, HaltsReply
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.universe.companies_page import CompaniesPage
from r2k_tui.ui.views.universe.drawing.pages.halts import SECTIONS, halt_lines
from r2k_tui.ui.views.universe.page import PageView

_TOPIC = "halts"


class HaltsPage(CompaniesPage):
    """Left and right choose the halts that concern the reader, or all of the feed."""

    NAME, TITLE = "halts", "Trading halts"

    def __init__(self, view: PageView) -> None:
        super().__init__(view._replace(origin=self._feed_origin), SECTIONS)
        self._mirror = view.context.mirror
        self._shown: HaltList | None = None
        self._asked_for: tuple[object, ...] = ()

    def requests(self) -> Mapping[str, Request]:
        """See UniversePage."""
        self._asked_for = self._news()
        return {self.NAME: GetHalts()}

    def outdated(self) -> bool:
        """See UniversePage: another reading of the feed, or another halt in effect."""
        return self._asked_for != self._news()

    def _news(self) -> tuple[object, ...]:
        status = self._mirror.feeds.get(_TOPIC)
        health = (status.last_success, status.state, status.message) if status is not None else ()
        return (*health, *self._mirror.halts)

    def text(self, width: int, height: int) -> list[Line]:
        """See UniversePage."""
        return self.view.with_reply(self.NAME, HaltsReply, lambda reply: self._page_lines(reply.halts, width, height))

    def _page_lines(self, halts: HaltList, width: int, height: int) -> list[Line]:
        self._shown = halts
        return self.with_cursor(halt_lines(halts, self.section, self._mirror.clock(), width), height)

    def _feed_origin(self) -> Line:
        """Source of the halts."""
        simulated = " SIMULATED" if self._mirror.facts.simulated else ""
        name = self._shown.source if self._shown is not None else self._mirror.facts.name
        return ((f"{name}{simulated}", "dim"),)
