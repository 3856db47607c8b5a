"""A window that lists notes or lines of a symbol, with a line to add one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence, Set
from typing import NamedTuple

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from r2k_tui.ui.dialogs.window import Window
from r2k_tui.ui.drawing.lines import Line, fit, framed, whole
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.plain_ascii import PlainText

_MOST_SHOWN = 10


class MarkRow(NamedTuple):
    """One mark: its id, its text as it is edited, and its line in the list."""

    id: int
    text: str
    line: Line


class MarkBook(NamedTuple):
    """What the window shows and does. Each action returns what went wrong, "" where it worked.

    `save` takes a text and the id of the mark that it replaces, 0 for a new one; `alert` is None where there is none.
    """

    title: str
    question: str
    first: str
    rows: Callable[[], Sequence[MarkRow]]
    save: Callable[[str, int], Awaitable[str]]
    remove: Callable[[int], Awaitable[str]]
    alert: Callable[[int], Awaitable[str]] | None = None


class MarksWindow(Window[None]):
    """Enter adds what was typed, or edits the selected mark where nothing was; Ctrl+D removes the selected one."""

    BINDINGS = [
        Binding("escape", "back", "Close", priority=True),
        Binding("down,ctrl+n", "step(1)", show=False, priority=True),
        Binding("up,ctrl+p", "step(-1)", show=False, priority=True),
        Binding("ctrl+d,delete", "remove", show=False, priority=True),
        Binding("ctrl+a", "alert", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    MarksWindow { align: center bottom; background: transparent; }
    MarksWindow > Vertical { width: 100%; height: auto; max-height: 100%; background: $surface; padding: 0; }
    MarksWindow Input { padding: 0 1; background: $surface; }
    MarksWindow Static { height: auto; color: $foreground 70%; padding: 0 1; }
    MarksWindow Static.-wrong { color: $error; }
    """

    def __init__(self, book: MarkBook) -> None:
        super().__init__()
        self._book, self._edited = book, 0
        self._list = _MarkList(book)

    def compose(self) -> ComposeResult:
        """See Screen."""
        with Vertical():
            yield self._list
            yield PlainText(self._words)
            # What is typed replaces a first value, and does not follow its digits.
            line = Input(self._book.first, max_length=400, compact=True, select_on_focus=bool(self._book.first))
            line.cursor_blink = False  # a blinking cursor would send bytes forever
            yield line

    @property
    def _words(self) -> str:
        alert = "  Ctrl+A alert when crossed" if self._book.alert is not None else ""
        edit = "Enter saves the change, Esc leaves it" if self._edited else self._book.question
        return f"{edit}  ↑ ↓ select  Ctrl+D removes{alert}"

    def show_rows(self) -> None:
        """Show the marks again: others may have arrived."""
        if self.is_mounted:
            self._list.show()

    def action_step(self, rows: int) -> None:
        """Select another mark."""
        self._list.step(rows)

    def action_back(self) -> None:
        """Leave the change of a mark; then close."""
        if self._edited:
            self._edit(0, "")
        else:
            self.dismiss(None)

    def action_remove(self) -> None:
        """Remove the selected mark."""
        if (row := self._list.selected) is not None:
            self._run(self._book.remove(row.id))

    def action_alert(self) -> None:
        """Make an alert of the selected mark."""
        row = self._list.selected
        if row is not None and self._book.alert is not None:
            self._run(self._book.alert(row.id))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save what was typed, or edit the selected mark."""
        event.stop()
        row = self._list.selected
        if event.value.strip():
            self._run(self._book.save(event.value, self._edited))
        elif row is not None and row.text:
            self._edit(row.id, row.text)
        else:
            self.dismiss(None)

    def _edit(self, number: int, text: str) -> None:
        self._edited = number
        line = self.query_one(Input)
        line.value = text
        line.cursor_position = len(text)
        self._say(self._words, wrong=False)

    @work(exclusive=True, group="marks", exit_on_error=False)
    async def _run(self, action: Awaitable[str]) -> None:
        before = {row.id for row in self._book.rows()}
        if wrong := await action:
            self._say(wrong, wrong=True)
        else:
            self._edit(0, "")
            self._list.show_newer_than(before)

    def _say(self, text: str, *, wrong: bool) -> None:
        words = self.query_one(PlainText)
        words.set_class(wrong, "-wrong")
        words.update(text)


class _MarkList(LineWidget):
    """The marks in a frame, the newest first; the selected one is highlighted."""

    def __init__(self, book: MarkBook) -> None:
        super().__init__(id="marks")
        self._book, self._cursor = book, 0
        self._fit()

    def _fit(self) -> None:
        self.styles.height = min(_MOST_SHOWN, max(1, len(self._book.rows()))) + 2

    @property
    def _cursor(self) -> int:
        """Place of the chosen mark, whatever came before it; of its successor once it is gone."""
        places = (place for place, row in enumerate(self._book.rows()) if row.id == self._chosen)
        return next(places, self._place)

    @_cursor.setter
    def _cursor(self, place: int) -> None:
        self._place, rows = place, self._book.rows()
        self._chosen = rows[place].id if place < len(rows) else 0

    @property
    def selected(self) -> MarkRow | None:
        """The mark under the cursor; None where there are none."""
        rows = self._book.rows()
        return rows[min(self._cursor, len(rows) - 1)] if rows else None

    def step(self, rows: int) -> None:
        """Move the cursor."""
        self._cursor = max(0, min(len(self._book.rows()) - 1, self._cursor + rows))
        self.paint()

    def _first(self, room: int) -> int:
        return max(0, min(self._cursor - room // 2, len(self._book.rows()) - room))

    def clicked(self, x: int, y: int) -> None:
        """Select the clicked mark."""
        room = max(1, self.size.height - 2)
        place = self._first(room) + y - 1
        if 0 < y <= room and place < len(self._book.rows()):
            self.step(place - self._cursor)

    def wheeled(self, rows: int, x: int, y: int) -> bool:
        """Select the next mark in this direction."""
        self.step(1 if rows > 0 else -1)
        return True

    def show(self) -> None:
        """Show the marks after a change."""
        self.step(0)
        self._fit()
        self.refresh(layout=True)

    def show_newer_than(self, known: Set[int]) -> None:
        """Show the marks after a change; the cursor goes to one that is not `known` by its id."""
        added = [place for place, row in enumerate(self._book.rows()) if row.id not in known]
        if added:
            self._cursor = added[0]
        self.show()

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        rows, room = self._book.rows(), max(1, height - 2)
        first = self._first(room)
        lines: list[Line] = [] if rows else [((" none yet", "dim"),)]
        for place, row in enumerate(rows[first : first + room], first):
            here = "+cursor" if place == self._cursor else ""
            runs = (("▸" if here else " ", "accent" + here), *((text, style + here) for text, style in row.line))
            lines.append(fit(whole(runs, width - 2), width - 2, "text" + here))
        right: Line = ((f"{len(rows)}", "dim"),) if len(rows) > room else ()
        return framed(lines, width, height, ((self._book.title, "bright"),), right, (), focus=True)
