"""The page of changes: what differs between two lists of the fund."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.index.changes import ListChanges
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.universe import GetListChanges, ListChangesReply
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.modes import Mode, mode
from r2k_tui.ui.views.universe.companies_page import CompaniesPage
from r2k_tui.ui.views.universe.drawing.pages.changes import changes_lines, section_names
from r2k_tui.ui.views.universe.page import PageView


class ChangesPage(CompaniesPage):
    """Left and right choose a section; `[` and `]` choose the earlier list."""

    NAME, TITLE = "changes", "Changes of the list"

    def __init__(self, view: PageView) -> None:
        super().__init__(view, section_names())
        self._since = ""
        self._compared: ListChanges | None = None

    def requests(self) -> Mapping[str, Request]:
        """See UniversePage; another list is another reply."""
        return {self._name_of_reply: GetListChanges(since=self._since)}

    def modes(self) -> list[Mode]:
        """See TextPanel: an earlier list than usual is compared."""
        return [mode(f"since {self._since}", self._since_the_usual)] if self._since else []

    def _since_the_usual(self) -> None:
        self._since = ""
        self.to_top()
        self.view.load()

    @property
    def _name_of_reply(self) -> str:
        return f"changes since {self._since}"

    def on_key_range(self, steps: int) -> None:
        """Compare with the list before the one compared, or after it."""
        if self._compared is not None and self._compared.first.as_of in self._compared.days:
            days = self._compared.days
            place = days.index(self._compared.first.as_of) + steps
            # The newest list is the one that all others are compared with.
            self._since = days[max(0, min(len(days) - 2, place))]
            self.to_top()
            self.view.load()

    def text(self, width: int, height: int) -> list[Line]:
        """See UniversePage."""
        return self.view.with_reply(
            self._name_of_reply, ListChangesReply, lambda reply: self._page_lines(reply.changes, width, height)
        )

    def _page_lines(self, changes: ListChanges, width: int, height: int) -> list[Line]:
        self._compared = changes
        return self.with_cursor(changes_lines(changes, self.section, width), height)
