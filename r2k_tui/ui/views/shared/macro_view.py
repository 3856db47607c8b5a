"""The base of the macro and thesis views: both reload when macro series change."""

from __future__ import annotations

from r2k_tui.model.market.feed import TROUBLES
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.ages import ago
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.trouble import cause_of, words_of
from r2k_tui.ui.views.shared.studied_view import StudiedView

_TOPIC = "macro"
# Topics whose polls bring something new to show.
_WATCHED = (_TOPIC, "large", "members")


class MacroSeriesView(StudiedView):
    """A view over the data of the topic `macro`."""

    def __init__(self, context: AppContext, name: str) -> None:
        super().__init__(context, name)
        self._seen: tuple[float | None, ...] = ()

    def paint(self) -> None:
        """See View. Reload after each poll of a watched topic."""
        result = (self.mirror.feeds.get(topic) for topic in _WATCHED)
        seen = tuple(status.last_success if status is not None else None for status in result)
        if seen != self._seen:
            first, self._seen = not self._seen, seen
            if not first:
                self.reload()
        super().paint()

    @property
    def macro_trouble(self) -> str:
        """What is wrong with the topic, "" where nothing is."""
        status = self.mirror.feeds.get(_TOPIC)
        return cause_of(status) if status is not None and status.state in TROUBLES else ""

    def macro_origin(self) -> Line:
        """State of the topic, and the source of the prices."""
        status = self.mirror.feeds.get(_TOPIC)
        runs = list(self.origin())
        if status is not None and status.state in TROUBLES:
            words = words_of(status, self.mirror.clock(), self.mirror.keys)
            runs.insert(0, (f"{words}; ", "warn"))
        elif status is not None and status.last_success is not None:
            runs.insert(0, (f"series {ago(status.last_success, self.mirror.clock())}, ", "dim"))
        return tuple(runs)
