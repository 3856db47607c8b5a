"""The find line: goes to symbols, views and readings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from r2k_tui.model.text import clean_symbol
from r2k_tui.ui.dialogs.drawing.matching import Destination, PlaceKind, matches
from r2k_tui.ui.drawing.lines import Line, fit
from r2k_tui.ui.drawing.targets import ClickTarget
from r2k_tui.ui.widgets.line_widget import LineWidget

# Takes a symbol that is on no list; returns what is wrong with it, "" where it exists.
SymbolCheck = Callable[[str], Awaitable[str]]
_SHOWN = 8
_WORDS = {PlaceKind.SYMBOL: "symbol", PlaceKind.VIEW: "view", PlaceKind.READING: "reading", PlaceKind.ACTION: "action"}


class FoundList(LineWidget):
    """The list of matches."""

    DEFAULT_CSS = f"FoundList {{ height: {_SHOWN + 1}; width: 1fr; background: $surface; }}"

    def __init__(self) -> None:
        super().__init__()
        self.places: Sequence[Destination] = ()
        self.cursor = self.top = 0
        self.words: tuple[str, str] = ("", "dim")

    def clicked(self, x: int, y: int) -> Awaitable[object] | None:
        """Go to the clicked match."""
        place = self.top + y - 1
        return self.follow(ClickTarget("entry", str(place))) if y > 0 and place < len(self.places) else None

    def wheeled(self, rows: int, x: int, y: int) -> bool:
        """Move the cursor, not around the ends."""
        self.cursor = max(0, min(len(self.places) - 1, self.cursor + rows))
        self.paint()
        return True

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        top = self.top = max(0, min(self.cursor - height + 2, len(self.places) - height + 1))
        lines: list[Line] = [(self.words,)]
        for index, place in enumerate(self.places[top : top + height - 1], top):
            here = index == self.cursor
            ground = "+cursor" if here else ""
            runs = (
                (f"{'▸' if here else ' '}{place.name:<16} ", "bright" + ground),
                (f"{_WORDS[place.kind]:<8} ", "accent" + ground),
                (place.title, "dim" + ground),
            )
            lines.append(fit(runs, width, "text" + ground))
        return lines


class FindScreen(ModalScreen[Destination | None]):
    """Lists what matches the text so far; Enter goes to the match under the cursor."""

    BINDINGS = [
        Binding("escape", "dismiss", "Cancel", priority=True),
        Binding("down,ctrl+n", "step(1)", "Next", priority=True),
        Binding("up,ctrl+p", "step(-1)", "Previous", priority=True),
    ]
    DEFAULT_CSS = """
    FindScreen { align: center bottom; background: transparent; }
    FindScreen > Vertical { width: 100%; height: auto; background: $surface; border-top: solid $accent; padding: 0 1; }
    FindScreen Input { padding: 0; background: $surface; }
    """

    def __init__(self, question: str, places: Sequence[Destination], check: SymbolCheck) -> None:
        super().__init__()
        self._question, self._places, self._check = question, list(places), check
        self._list = FoundList()

    def compose(self) -> ComposeResult:
        """See Screen."""
        with Vertical():
            yield self._list
            line = Input(max_length=64, compact=True)
            line.cursor_blink = False  # a blinking cursor would send bytes forever
            yield line

    def on_mount(self) -> None:
        """List everything."""
        self._offer("")

    def more(self, places: Sequence[Destination]) -> None:
        """Add destinations that arrived later."""
        self._places += places
        if self.is_mounted:
            self._offer(self.query_one(Input).value)

    def _offer(self, text: str) -> None:
        self._list.places, self._list.cursor = matches(text, self._places), 0
        self._list.words = (self._question, "dim")
        if text and not self._list.places:
            self._list.words = (f"no match; Enter looks up {clean_symbol(text)}", "dim")
        self._list.paint()

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what matches now."""
        event.stop()
        self._offer(event.value)

    def action_step(self, rows: int) -> None:
        """Move the cursor."""
        if self._list.places:
            self._list.cursor = (self._list.cursor + rows) % len(self._list.places)
            self._list.paint()

    def click_entry(self, place: str) -> None:
        """Go to the clicked match."""
        self.dismiss(self._list.places[int(place)])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the match under the cursor."""
        event.stop()
        # The text may arrive together with Enter, before the list was matched to it.
        if not self._list.cursor:
            self._offer(event.value)
        if self._list.places:
            self.dismiss(self._list.places[self._list.cursor])
        elif symbol := clean_symbol(event.value):
            self._ask(symbol)
        else:
            self.dismiss(None)

    @work(exclusive=True, group="prompt", exit_on_error=False)
    async def _ask(self, symbol: str) -> None:
        self._say(f"looking up {symbol} …", "dim")
        wrong = await self._check(symbol)
        if wrong:
            self._say(wrong, "down")
        else:
            self.dismiss(Destination(PlaceKind.SYMBOL, symbol, ""))

    def _say(self, words: str, style: str) -> None:
        self._list.words = (words, style)
        self._list.paint()
