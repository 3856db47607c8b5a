"""The line for symbols to add: one, or many pasted at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.events import Key, Paste
from textual.widgets import Input

from r2k_tui.model.symbols.entry import parse_symbols
from r2k_tui.model.text import plural
from r2k_tui.ui.dialogs.drawing.added import AddOutcome, outcome_words
from r2k_tui.ui.dialogs.window import Window
from r2k_tui.ui.widgets.plain_ascii import PlainText

# As long as the longest paste that reaches a widget.
_LONGEST = 1 << 14
# Adds the symbols of a text.
AddSymbols = Callable[[str], Awaitable[AddOutcome]]


class SymbolLine(Input):
    """A line that takes all lines of a paste, joined by blanks; `accept` takes a `y` where something is offered."""

    def __init__(self, accept: Callable[[], bool]) -> None:
        super().__init__(max_length=_LONGEST, compact=True)
        self._accept = accept
        self.cursor_blink = False  # a blinking cursor would send bytes forever

    def _on_key(self, event: Key) -> None:  # type: ignore[override]
        # Textual's own handler follows, unless it is prevented.
        if event.key == "y" and self._accept():
            event.prevent_default()
            event.stop()

    def _on_paste(self, event: Paste) -> None:
        # Textual's own handler, which keeps the first line only, must not follow.
        event.prevent_default()
        event.stop()
        text = " ".join(event.text.split())
        start, end = self.selection
        before = self.value[min(start, end) - 1 : min(start, end)].strip()
        self.replace(f" {text}" if before and text else text, start, end)


class AddPrompt(Window[None]):
    """What cannot be added stays in the line, with the reason; Enter or `y` accepts the symbols that are offered."""

    BINDINGS = [Binding("escape", "cancel", "Cancel", priority=True)]
    DEFAULT_CSS = """
    AddPrompt { align: center bottom; background: transparent; }
    AddPrompt > Vertical { width: 100%; height: auto; background: $surface; border-top: solid $accent; padding: 0 1; }
    AddPrompt Input { padding: 0; background: $surface; }
    AddPrompt Static { height: auto; max-height: 6; color: $foreground 70%; }
    AddPrompt Static.-wrong { color: $error; }
    """

    def __init__(self, question: str, add: AddSymbols) -> None:
        super().__init__()
        self._question, self._add = question, add
        # The text that Enter submits in place of the one that was refused.
        self._offered, self._refused = "", ""
        self._busy = False

    def compose(self) -> ComposeResult:
        """See Screen."""
        with Vertical():
            yield PlainText(self._question)
            yield SymbolLine(self._accept)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Add what was typed, or what is offered in its place."""
        event.stop()
        text = self._offered if self._offered and event.value == self._refused else event.value
        if not text.strip():
            self.dismiss(None)
        elif not self._busy:
            self._try(text)

    def _accept(self) -> bool:
        """Add what is offered; returns False where nothing is."""
        if self._offered and not self._busy:
            self._try(self._offered)
        return bool(self._offered)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Clear the last refusal."""
        if event.value == self._refused:
            return
        self._offered = self._refused = ""
        cut = f"; cut at {_LONGEST:,} characters" if len(event.value) >= _LONGEST else ""
        count = len(parse_symbols(event.value).symbols)
        self._say(f"{self._question}  {plural(count, 'symbol')}{cut}" if count > 1 or cut else self._question)

    @work(exclusive=True, group="prompt", exit_on_error=False)
    async def _try(self, text: str) -> None:
        symbols, line = parse_symbols(text).symbols, self.query_one(SymbolLine)
        self._say(f"checking {symbols[0] if len(symbols) == 1 else plural(len(symbols), 'symbol')} …")
        self._busy = True
        try:
            outcome = await self._add(text)
        finally:
            self._busy = False
        if outcome.added and not outcome.left:
            self.dismiss(None)
            return
        # What was added leaves the line; a line of which nothing was added stays as it was typed.
        left = " ".join(outcome.left) if outcome.added or text == self._offered else line.value
        self._refused, self._offered = left, " ".join(outcome.mended)
        line.value = left
        line.cursor_position = len(left)
        self._say(outcome_words(outcome), wrong=True)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        words = self.query_one(PlainText)
        words.set_class(wrong, "-wrong")
        words.update(text)

    def action_cancel(self) -> None:
        """Close; what was added stays added."""
        self.dismiss(None)
