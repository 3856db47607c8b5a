"""A line at the bottom for text that takes effect as it is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from r2k_tui.model.text import clean
from r2k_tui.ui.dialogs.window import Window
from r2k_tui.ui.widgets.plain_ascii import PlainText


class LinePrompt(Window[None]):
    """`on_change` receives the text at every change; Enter keeps it, Esc clears it."""

    BINDINGS = [Binding("escape", "clear", "Clear", priority=True)]
    DEFAULT_CSS = """
    LinePrompt { align: center bottom; background: transparent; }
    LinePrompt > Vertical {
        width: 100%; height: auto; background: $surface; border-top: solid $accent; padding: 0 1;
    }
    LinePrompt Input { padding: 0; background: $surface; }
    LinePrompt Static { height: auto; color: $foreground; }
    """

    def __init__(self, question: str, words: str, on_change: Callable[[str], object]) -> None:
        super().__init__()
        self._question, self._words, self._on_change = question, words, on_change

    def compose(self) -> ComposeResult:
        """See Screen."""
        with Vertical():
            yield PlainText(self._question)
            line = Input(self._words, max_length=80, compact=True)
            line.cursor_blink = False  # a blinking cursor would send bytes forever
            yield line

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on the text so far."""
        self._on_change(clean(event.value, 80))

    def on_input_submitted(self) -> None:
        """Keep the text."""
        self.dismiss(None)

    def action_clear(self) -> None:
        """Clear the text."""
        self._on_change("")
        self.dismiss(None)
