"""The log panel, with a filter of its own."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.ui.drawing.copied import Copied, table_text
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.modes import Mode
from r2k_tui.ui.drawing.table_export import ExportTable, iso
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.feed.log import log_lines, matching
from r2k_tui.ui.widgets.text_panel import TextPanel

_ENTRY = ("time", "level", "topic", "message")


class LogPanel(TextPanel):
    """Newest first. After scrolling down, the panel stays on the entry being read while new ones arrive."""

    def __init__(self, mirror: Mirror, foot: Callable[[], Line]) -> None:
        super().__init__("Log", self._entries, id="log", foot=foot)
        self._mirror, self._words = mirror, ""

    @property
    def words(self) -> str:
        """The filter, "" for everything."""
        return self._words

    def show_only(self, words: str) -> None:
        """Set the filter and scroll to the top; "" shows everything."""
        self._words, self._first = " ".join(words.split()), 0
        self.paint()

    def modes(self) -> list[Mode]:
        """See TextPanel. The title tells the filter."""
        filtered = [Mode("the filter of the log", lambda: self.show_only(""))] if self._words else []
        return [*super().modes(), *filtered]

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        before = self._count
        if self._first and (grown := len(self._entries(width - 2, height - 2)) - before) > 0:
            self._first += grown
        return super().draw(width, height)

    def copied_row(self) -> Copied | None:
        """The entry at the top of the panel."""
        width, above = max(1, self.size.width - 2), self._first
        for entry in matching(self._mirror.log.entries, self._words):
            above -= len(log_lines([entry], width, self._mirror.clock()))
            if above < 0:
                row = (iso(entry.time), entry.level.value, entry.topic, entry.message)
                return table_text("log entry", ExportTable(_ENTRY, [row]), self._mirror.clock())
        return None

    def _entries(self, width: int, _: int) -> list[Line]:
        log = self._mirror.log.entries
        result = matching(log, self._words)
        self._title = f"Log: {len(result)} of {len(log)} with {self._words}" if self._words else "Log"
        if not result:
            return [((" no matching entries" if self._words else " no entries yet", "dim"),)]
        return log_lines(result, width, self._mirror.clock())
