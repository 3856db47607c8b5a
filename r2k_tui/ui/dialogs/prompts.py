"""Windows over a view: help, and a line for a symbol."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input

from r2k_tui.model.text import clean_symbol
from r2k_tui.ui.actions.table import Action, help_entries
from r2k_tui.ui.drawing.key_columns import key_lines
from r2k_tui.ui.widgets.plain_ascii import PlainText, spelled_out

# Takes a symbol; returns what is wrong with it, "" where it is accepted.
InputCheck = Callable[[str], Awaitable[str]]


# Border, padding and scrollbar of the window.
_FRAME = 6


class HelpScreen(ModalScreen[None]):
    """The keys and what they do."""

    BINDINGS = [
        Binding("escape,question_mark,q,enter", "dismiss", "Close", priority=True),
        Binding("j", "scroll('down')", show=False),
        Binding("k", "scroll('up')", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen Static { width: auto; }
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > VerticalScroll {
        width: auto; max-width: 100%; height: auto; max-height: 100%; background: $surface; padding: 0 1;
        scrollbar-size-vertical: 1; border: round $accent; border-title-color: $accent;
    }
    """

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__()
        self._actions = actions

    def compose(self) -> ComposeResult:
        """See Screen."""
        with VerticalScroll() as box:
            box.border_title = "Keys"
            yield PlainText()

    def on_resize(self) -> None:
        """Use as many columns as fit."""
        entries = help_entries(self._actions)
        if self.app.has_class("-ascii"):
            entries = [(spelled_out(keys), title) for keys, title in entries]
        lines = key_lines(entries, self.size.width - _FRAME)
        self.query_one(PlainText).update("\n".join(lines))

    def action_scroll(self, way: str) -> None:
        """Scroll one line."""
        self.query_one(VerticalScroll).scroll_relative(y=1 if way == "down" else -1, animate=False)


class SymbolPrompt(ModalScreen[str | None]):
    """One line for a symbol; stays open with the reason when the symbol is refused."""

    BINDINGS = [Binding("escape", "cancel", "Cancel", priority=True)]
    DEFAULT_CSS = """
    SymbolPrompt { align: center bottom; background: transparent; }
    SymbolPrompt > Vertical {
        width: 100%; height: auto; background: $surface; border-top: solid $accent; padding: 0 1;
    }
    SymbolPrompt Input { padding: 0; background: $surface; }
    SymbolPrompt Static { height: auto; color: $foreground; }
    SymbolPrompt Static.-wrong { color: $error; }
    """

    def __init__(self, question: str, check: InputCheck) -> None:
        super().__init__()
        self._question, self._check = question, check

    def compose(self) -> ComposeResult:
        """See Screen."""
        with Vertical():
            yield PlainText(self._question)
            line = Input(max_length=64, compact=True)
            line.cursor_blink = False  # a blinking cursor would send bytes forever
            yield line

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Submit what was typed."""
        event.stop()
        symbol = clean_symbol(event.value)
        if symbol:
            self._try(symbol)
        else:
            self.dismiss(None)

    def on_input_changed(self) -> None:
        """Clear the last refusal."""
        self._say(self._question, wrong=False)

    @work(exclusive=True, group="prompt", exit_on_error=False)
    async def _try(self, symbol: str) -> None:
        self._say(f"{self._question}  {symbol} …", wrong=False)
        wrong = await self._check(symbol)
        if wrong:
            self._say(wrong, wrong=True)
        else:
            self.dismiss(symbol)

    def _say(self, text: str, *, wrong: bool) -> None:
        words = self.query_one(PlainText)
        words.set_class(wrong, "-wrong")
        words.update(text)

    def action_cancel(self) -> None:
        """Close without a change."""
        self.dismiss(None)
