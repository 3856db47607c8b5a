"""A window with a few choices, each with a key."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen

from r2k_tui.ui.widgets.plain_ascii import PlainText


class ChoiceScreen(ModalScreen[str | None]):
    """`choices` are key, result and label of each."""

    BINDINGS = [Binding("escape,q", "dismiss", "Cancel", priority=True)]
    DEFAULT_CSS = """
    ChoiceScreen { align: center bottom; background: transparent; }
    ChoiceScreen > Vertical {
        width: 100%; height: auto; background: $surface; border-top: solid $accent; padding: 0 1;
    }
    """

    def __init__(self, question: str, choices: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._question, self._choices = question, choices

    def compose(self) -> ComposeResult:
        """See Screen."""
        with Vertical():
            yield PlainText(self._question)
            yield PlainText("   ".join(f"{key}  {words}" for key, _, words in self._choices))

    def on_key(self, event: Key) -> None:
        """Choose by key."""
        for key, result, _ in self._choices:
            if event.key == key:
                event.stop()
                self.dismiss(result)
