"""The largest screen that is drawn, whatever size a terminal or a page reports."""

from __future__ import annotations

from textual.app import App
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message

# More cells than any real window has, at a small cost in memory and time.
MOST = Size(500, 200)


def bounded(size: Size) -> Size:
    """A size clamped to at least one cell and at most `MOST`."""
    return Size(min(max(size.width, 1), MOST.width), min(max(size.height, 1), MOST.height))


class BoundedApp(App[None]):
    """An app that draws at most `MOST` cells, and says so when more were requested."""

    _asked_for: Size | None = None

    @property
    def size(self) -> Size:
        """The size that is drawn."""
        return bounded(super().size)

    def post_message(self, message: Message) -> bool:
        """See MessagePump: signals, terminal reports and messages of a page all pass through here."""
        if isinstance(message, Resize) and message.size != (size := bounded(message.size)):
            self._asked_for = message.size
            message = Resize(size, size)
        return super().post_message(message)

    def on_resize(self) -> None:
        """Notify once of each size that is too large."""
        asked, self._asked_for = self._asked_for, None
        if asked is not None and asked != bounded(asked) and asked.area:
            self.notify(
                f"the window has {asked.width:,} x {asked.height:,} cells; only {MOST.width} x {MOST.height} are drawn",
                severity="warning",
            )
