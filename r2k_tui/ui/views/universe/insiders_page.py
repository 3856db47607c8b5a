"""The page of insider purchases: who bought shares of the company that he works for, and where several did."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.universe import GetInsiders, InsidersReply
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.universe.companies_page import CompaniesPage
from r2k_tui.ui.views.universe.drawing.pages.insiders import SECTIONS, insiders_lines
from r2k_tui.ui.views.universe.page import PageView

_TOPIC = "insiders"


class InsidersPage(CompaniesPage):
    """Left and right choose clusters, the latest purchases, or members by dollars."""

    NAME, TITLE = "insiders", "Insider purchases"

    def __init__(self, view: PageView) -> None:
        super().__init__(view, SECTIONS)
        self._foot = self._source
        self._asked_for: object = None

    def requests(self) -> Mapping[str, Request]:
        """See UniversePage."""
        self._asked_for = self._news()
        return {self.NAME: GetInsiders()}

    def outdated(self) -> bool:
        """See UniversePage. A round of requests goes on for minutes, and adds filings all the while."""
        return self._asked_for != self._news()

    def _news(self) -> object:
        status = self.view.context.mirror.feeds.get(_TOPIC)
        return None if status is None else (status.state, status.last_success, status.message, status.progress)

    def text(self, width: int, height: int) -> list[Line]:
        """See UniversePage."""
        now = self.view.context.mirror.wall()
        return self.view.with_reply(
            self.NAME,
            InsidersReply,
            lambda reply: self.with_cursor(insiders_lines(reply.report, self.section, width, now), height),
        )

    def _source(self) -> Line:
        facts = self.view.context.mirror.facts
        return (("demo Form 4, SIMULATED" if facts.simulated else "SEC Form 4", "dim"),)
