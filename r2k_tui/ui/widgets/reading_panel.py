"""A panel of readings: a cursor moves between them, and Enter opens the detail of one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from r2k_tui.ui.drawing.entries import Entry, with_cursor
from r2k_tui.ui.drawing.lines import Line, framed, whole
from r2k_tui.ui.drawing.targets import run_at
from r2k_tui.ui.widgets.line_widget import LineWidget

# Takes the inner width and height; returns entries.
Entries = Callable[[int, int], list[Entry]]
# Opens what has a key; where that is a window, returns an awaitable that ends once the window is open.
Open = Callable[[str], Awaitable[object] | None]


class Border(NamedTuple):
    """The text in the frame."""

    title: Line
    right: Line = ()
    foot: Line = ()


class ReadingPanel(LineWidget, can_focus=True):
    """A frame around entries. The cursor belongs to a reading, shows with the focus, and scrolls the entries."""

    def __init__(self, border: Callable[[], Border], entries: Entries, opened: Open, *, id: str) -> None:
        super().__init__(id=id)
        self._border, self._made, self._open = border, entries, opened
        self._entries: list[Entry] = []
        self._key = self._awaited = ""
        self._first, self._follows = 0, True

    @property
    def selected(self) -> str:
        """The key of the reading under the cursor, "" without one."""
        return self._key

    @property
    def place(self) -> tuple[object, ...]:
        """The cursor and the scroll position."""
        return self._key, self._first, self._follows

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        self._entries = self._made(width - 2, height - 2)
        self._settle()
        room = max(0, height - 2)
        self._first = self._scrolled(room)
        shown = self._entries[self._first : self._first + room]
        lines = [whole(self._line(entry), width - 2) for entry in shown]
        title, right, foot = self._border()
        above, below = self._first, len(self._entries) - self._first - room
        more: Line = ((f"{'▲' if above else ' '} {f'▼ {below}' if below > 0 else ''}", "dim"),)
        right = right or (more if above or below > 0 else ())
        return framed(lines, width, height, title, right, foot, focus=self.has_focus)

    def _line(self, entry: Entry) -> Line:
        return with_cursor(entry, self._key) if self.has_focus and self._key in entry.cells else entry.line

    def _settle(self) -> None:
        """Keep the cursor on its reading as long as that is shown."""
        keys = [key for entry in self._entries for key in entry.cells]
        if self._awaited in keys:
            self._key, self._awaited, self._follows = self._awaited, "", True
        if self._key not in keys:
            self._key = keys[0] if keys else ""

    def _scrolled(self, room: int) -> int:
        first = self._first
        if self._follows and self._key:
            at = next(place for place, entry in enumerate(self._entries) if self._key in entry.cells)
            first = 0 if at < room else max(min(first, at), at - room + 1)
        return max(0, min(first, len(self._entries) - room))

    def point_at(self, key: str) -> None:
        """Put the cursor on an entry; on one that is not there yet, as soon as it is."""
        self._awaited = key
        self.focus()
        self.paint()

    def on_key_move(self, rows: int) -> None:
        """Move to the reading `rows` below or above; past the last one, scroll the remaining lines."""
        self._awaited = ""
        self.focus()
        lines = [entry.cells for entry in self._entries if entry.cells]
        at = next((place for place, cells in enumerate(lines) if self._key in cells), 0)
        target = max(0, min(len(lines) - 1, at + rows))
        self._follows = bool(lines) and target != at
        if self._follows:
            self._key = lines[target][min(lines[at].index(self._key), len(lines[target]) - 1)]
        else:
            self._first += rows
        self.paint()

    def on_key_pan(self, step: int) -> None:
        """Move to the next reading on the same line."""
        cells = next((entry.cells for entry in self._entries if self._key and self._key in entry.cells), ())
        if self.has_focus and cells:
            self._key = cells[max(0, min(len(cells) - 1, cells.index(self._key) + step))]
            self._follows = True
            self.paint()

    def choose(self, key: str) -> None:
        """Put the cursor on a reading."""
        self._key, self._follows = key, True
        self.paint()

    def clicked(self, x: int, y: int) -> Awaitable[object] | None:
        """Put the cursor on the clicked reading; a second click opens it."""
        place = self._first + y - 1
        if not (0 < y < self.size.height - 1 and place < len(self._entries)):
            return None
        entry = self._entries[place]
        if not entry.cells:
            return None
        run = run_at(entry.line, x - 1)
        key = entry.keys[run] if run is not None and run < len(entry.keys) else ""
        self.choose(key or entry.cells[0])
        return self._open(self._key) if self.twice else None

    def wheeled(self, rows: int, x: int, y: int) -> bool:
        """Scroll, where there is more than fits."""
        if len(self._entries) <= self.size.height - 2:
            return False
        self._follows, self._first = False, self._first + rows
        self.paint()
        return True

    def on_key_open(self, _: int) -> Awaitable[object] | None:
        """Open the detail of the reading under the cursor; without the focus, take the focus first."""
        if not self.has_focus:
            self.focus()
            return None
        return self._open(self._key) if self._key else None
