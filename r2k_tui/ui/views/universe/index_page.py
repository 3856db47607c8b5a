"""The page of readings of the index: each with its sample, and the definition of the one under the cursor."""

from __future__ import annotations

from collections.abc import Mapping

from textual.widget import AwaitMount

from r2k_tui.model.messages.readings import GetIndexReadings, IndexReadingsReply
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.universe.drawing.pages.index import index_lines
from r2k_tui.ui.views.universe.page import PageView, UniversePage


class IndexPage(UniversePage):
    """Up and down choose a reading; Enter opens its card."""

    NAME, TITLE = "index", "Index readings"

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self._key, self._keys = "", tuple[str, ...]()

    def requests(self) -> Mapping[str, Request]:
        """See UniversePage."""
        return {self.NAME: GetIndexReadings()}

    def on_key_move(self, lines: int) -> None:
        """Choose another reading."""
        if self._keys:
            place = self._keys.index(self._key) + lines if self._key in self._keys else 0
            self._key = self._keys[max(0, min(len(self._keys) - 1, place))]
        self.paint()

    def on_key_open(self, _: int) -> AwaitMount | None:
        """Open the card of the chosen reading."""
        from r2k_tui.ui.dialogs.reading_detail import ReadingDetail

        if not self._key:
            return None
        context = self.view.context
        return self.app.push_screen(ReadingDetail(context, context.mirror.index, self._key))

    def text(self, width: int, height: int) -> list[Line]:
        """See UniversePage."""
        return self.view.with_reply(self.NAME, IndexReadingsReply, lambda reply: self._page_lines(reply, width, height))

    def _page_lines(self, reply: IndexReadingsReply, width: int, height: int) -> list[Line]:
        self._keys = tuple(reading.key for reading in reply.readings)
        if self._key not in self._keys:
            self._key = self._keys[0] if self._keys else ""
        return index_lines(reply, self._key, width, height)
