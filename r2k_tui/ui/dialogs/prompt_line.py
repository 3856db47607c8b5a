"""A line at the bottom to type words into; what they find shows while they are typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from r2k_tui.model.text import clean
from r2k_tui.ui.widgets.plain_ascii import PlainText


class LinePrompt(ModalScreen[None]):
    """`hear` gets the words at every change; Enter keeps them, Esc takes them back."""

    BINDINGS = [Binding("escape", "clear", "Clear", priority=True)]
    DEFAULT_CSS = """
    LinePrompt { align: center bottom; background: transparent; }
    LinePrompt > Vertical {
        width: 100%; height: auto; background: $surface; border-top: solid $accent; padding: 0 1;
    }
    LinePrompt Input { padding: 0; background: $surface; }
    LinePrompt Static { height: auto; color: $foreground 70%; }
    """

    def __init__(self, question: str, words: str, hear: Callable[[str], object]) -> None:
        super().__init__()
        self._question, self._words, self._hear = question, words, hear

    def compose(self) -> ComposeResult:
        """See Screen."""
        with Vertical():
            yield PlainText(self._question)
            line = Input(self._words, max_length=80, compact=True)
            line.cursor_blink = False  # a blinking cursor would send bytes for ever
            yield line

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what is found so far."""
        self._hear(clean(event.value, 80))

    def on_input_submitted(self) -> None:
        """Keep it."""
        self.dismiss(None)

    def action_clear(self) -> None:
        """Show everything again."""
        self._hear("")
        self.dismiss(None)
