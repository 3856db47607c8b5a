"""The find line: lists what matches as it is typed, and goes there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from r2k_tui.ui.dialogs.drawing.found import LOOK_UP, Finder, first_shown, found_lines
from r2k_tui.ui.dialogs.drawing.matching import Destination
from r2k_tui.ui.dialogs.window import Window
from r2k_tui.ui.drawing.lines import Line, whole
from r2k_tui.ui.drawing.targets import ClickTarget
from r2k_tui.ui.widgets.line_widget import LineWidget

# Takes a symbol that is on no list; returns what is wrong with it, "" where it exists.
SymbolCheck = Callable[[str], Awaitable[str]]
_SHOWN = 8
# How long Enter waits at most for the destinations that arrive after the line has opened.
_ARRIVING_S = 0.8


class FoundList(LineWidget):
    """The list of matches, with a line above it."""

    DEFAULT_CSS = f"FoundList {{ height: {_SHOWN + 1}; width: 1fr; background: $surface; }}"

    def __init__(self) -> None:
        super().__init__()
        self.places: Sequence[Destination] = ()
        self.cursor = self.top = 0
        self.query_text = ""
        self.words: tuple[str, str] = ("", "dim")

    @property
    def chosen(self) -> Destination | None:
        """The place under the cursor."""
        return self.places[self.cursor] if self.cursor < len(self.places) else None

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
        self.top = first_shown(len(self.places), self.cursor, height - 1)
        return [whole((self.words,), width), *found_lines(self.places, self.cursor, self.query_text, width, height - 1)]


class FindScreen(Window[Destination | None]):
    """Enter goes to the match under the cursor. A symbol that nobody knows is looked up, and never replaced unasked."""

    BINDINGS = [
        Binding("escape", "dismiss", "Cancel", priority=True),
        Binding("down,ctrl+n", "step(1)", "Next", priority=True),
        Binding("up,ctrl+p", "step(-1)", "Previous", priority=True),
        Binding("pagedown", f"step({_SHOWN})", priority=True, show=False),
        Binding("pageup", f"step(-{_SHOWN})", priority=True, show=False),
    ]
    DEFAULT_CSS = """
    FindScreen { align: center bottom; background: transparent; }
    FindScreen > Vertical { width: 100%; height: auto; background: $surface; border-top: solid $accent; padding: 0 1; }
    FindScreen Input { padding: 0; background: $surface; }
    """

    def __init__(self, question: str, finder: Finder, check: SymbolCheck, *, add: str = "+") -> None:
        """`add` is the key that adds a symbol."""
        super().__init__()
        self._question, self._finder, self._check, self._add = question, finder, check, add
        self._list = FoundList()
        # The text whose symbol does not exist.
        self._refused = ""
        self._all_arrived = asyncio.Event()

    def compose(self) -> ComposeResult:
        """See Screen."""
        with Vertical():
            yield self._list
            line = Input(max_length=64, compact=True)
            line.cursor_blink = False  # a blinking cursor would send bytes forever
            yield line

    def on_mount(self) -> None:
        """List what is offered."""
        self._offer("")

    def more(self, kind: str, places: Sequence[Destination]) -> None:
        """Add destinations that arrived later; the cursor stays on its place."""
        self._finder.more(kind, places)
        text = self._list.query_text
        if not self.is_mounted or not text or self._refused:
            return
        chosen, moved = self._list.chosen, self._list.cursor > 0
        self._offer(text)
        if moved and chosen is not None and chosen in self._list.places:
            self._list.cursor = list(self._list.places).index(chosen)
            self._list.paint()

    def no_more(self) -> None:
        """Note that all destinations have arrived."""
        self._all_arrived.set()

    def _offer(self, text: str) -> None:
        found, self._refused = self._finder.rows(text), ""
        self._list.places, self._list.cursor, self._list.query_text = found, 0, text
        self._list.words = (self._question, "dim")
        if text.strip() and (not found or found[0].kind == LOOK_UP):
            better = "" if len(found) < 2 else "; ↓ chooses what is like it"
            self._list.words = (f"no match; Enter looks up {found[0].name}{better}" if found else "no match", "dim")
        self._list.paint()

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what matches now."""
        event.stop()
        self._offer(event.value)

    def action_step(self, rows: int) -> None:
        """Move the cursor; one row goes around the ends."""
        places, cursor = self._list.places, self._list.cursor + rows
        if places:
            self._list.cursor = cursor % len(places) if abs(rows) == 1 else max(0, min(len(places) - 1, cursor))
            self._list.paint()

    def click_entry(self, place: str) -> None:
        """Go to the clicked match."""
        self.dismiss(self._list.places[int(place)])

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the match under the cursor."""
        event.stop()
        # The text may arrive together with Enter, before the list was matched to it.
        if event.value != self._list.query_text:
            self._offer(event.value)
        if self._looks_up and not self._all_arrived.is_set():
            # Only what is known under no name is looked up, and some names arrive after the line has opened.
            self._say("loading the rest of the list …", "dim")
            with suppress(TimeoutError):
                async with asyncio.timeout(_ARRIVING_S):
                    await self._all_arrived.wait()
        chosen = self._list.chosen
        if chosen is not None and self._looks_up:
            self._ask(chosen.name, event.value)
        elif chosen is not None or not event.value.strip():
            self.dismiss(chosen)

    @property
    def _looks_up(self) -> bool:
        return self._list.chosen is not None and self._list.chosen.kind == LOOK_UP

    @work(exclusive=True, group="prompt", exit_on_error=False)
    async def _ask(self, symbol: str, text: str) -> None:
        self._say(f"looking up {symbol} …", "dim")
        wrong = await self._check(symbol)
        if not wrong:
            self.dismiss(Destination("symbol", symbol, ""))
            return
        near = self._finder.nearest(symbol)
        self._refused = text
        # What Enter would do now must be seen: the rows are those that the message names.
        self._list.places, self._list.cursor = near, 0
        hint = f"did you mean {near[0].name}? Enter goes there" if near else f"{self._add} adds a symbol to the list"
        self._say(f"{wrong}; {hint}", "down")

    def _say(self, words: str, style: str) -> None:
        self._list.words = (words, style)
        self._list.paint()
