"""The line for the symbols of a comparison."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from r2k_tui.ui.views.chart.comparison.options import read_symbols
from r2k_tui.ui.widgets.plain_ascii import PlainText

# Takes the symbols; returns what is wrong with them, "" where all can be compared.
SymbolsCheck = Callable[[tuple[str, ...]], Awaitable[str]]
_QUESTION = "Compare up to six symbols, with blanks between: IWM SPY IWN, a ratio as IWM/SPY"


class ComparePrompt(ModalScreen[tuple[str, ...] | None]):
    """One line for symbols; stays open with the reason when one is refused."""

    BINDINGS = [Binding("escape", "cancel", "Cancel", priority=True)]
    DEFAULT_CSS = """
    ComparePrompt { align: center bottom; background: transparent; }
    ComparePrompt > Vertical {
        width: 100%; height: auto; background: $surface; border-top: solid $accent; padding: 0 1;
    }
    ComparePrompt Input { padding: 0; background: $surface; }
    ComparePrompt Static { height: auto; color: $foreground 70%; }
    ComparePrompt Static.-wrong { color: $error; }
    """

    def __init__(self, typed: str, check: SymbolsCheck) -> None:
        super().__init__()
        self._typed, self._check = typed, check

    def compose(self) -> ComposeResult:
        """See Screen."""
        with Vertical():
            yield PlainText(_QUESTION)
            line = Input(self._typed, max_length=240, compact=True, select_on_focus=False)
            line.cursor_blink = False  # a blinking cursor would send bytes forever
            yield line

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Submit what was typed."""
        event.stop()
        if not event.value.strip():
            self.dismiss(None)
            return
        symbols = read_symbols(event.value)
        if isinstance(symbols, str):
            self._say(symbols, wrong=True)
        else:
            self._try(symbols)

    def on_input_changed(self) -> None:
        """Clear the last refusal."""
        self._say(_QUESTION, wrong=False)

    @work(exclusive=True, group="prompt", exit_on_error=False)
    async def _try(self, symbols: tuple[str, ...]) -> None:
        self._say(f"{' '.join(symbols)} …", wrong=False)
        if wrong := await self._check(symbols):
            self._say(wrong, wrong=True)
        else:
            self.dismiss(symbols)

    def _say(self, text: str, *, wrong: bool) -> None:
        words = self.query_one(PlainText)
        words.set_class(wrong, "-wrong")
        words.update(text)

    def action_cancel(self) -> None:
        """Close without a change."""
        self.dismiss(None)
