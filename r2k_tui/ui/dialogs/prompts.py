"""A line for one symbol."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from r2k_tui.model.text import clean_symbol
from r2k_tui.ui.widgets.plain_ascii import PlainText

# Takes a symbol; returns what is wrong with it, "" where it is accepted.
InputCheck = Callable[[str], Awaitable[str]]


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
