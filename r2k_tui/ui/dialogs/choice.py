"""A window with a few choices, each with a key."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.events import Key

from r2k_tui.ui.actions.table import shown_key
from r2k_tui.ui.dialogs.window import Window
from r2k_tui.ui.drawing.lines import Line, length, whole
from r2k_tui.ui.drawing.targets import all_aimed
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.plain_ascii import PlainText

# Key, result and label.
Choice = tuple[str, str, str]
_BETWEEN = "   "
# Blanks at both sides of the window.
_PADDING = 2


class ChoiceList(LineWidget):
    """The choices, as many on a line as fit."""

    DEFAULT_CSS = "ChoiceList { background: $surface; }"

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__(id="choice-list")
        self._choices = choices

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        return self.arranged(width)

    def arranged(self, width: int) -> list[Line]:
        """The choices in lines of `width` cells; a click on one chooses it."""
        lines: list[Line] = []
        for place, (key, _, words) in enumerate(self._choices):
            entry = all_aimed(((f"{shown_key(key)}  ", "key"), (words, "text")), "choice", str(place))
            if lines and length(lines[-1]) + len(_BETWEEN) + length(entry) <= width:
                lines[-1] = (*lines[-1], (_BETWEEN, "text"), *entry)
            else:
                lines.append(whole(entry, width))
        return lines


class ChoiceScreen(Window[str | None]):
    """`choices` are key, result and label of each; `default` is the result of Enter and of the keys `again`."""

    BINDINGS = [Binding("escape,q", "dismiss", "Cancel", priority=True)]
    DEFAULT_CSS = """
    ChoiceScreen { align: center bottom; background: transparent; }
    ChoiceScreen > Vertical {
        width: 100%; height: auto; background: $surface; border-top: solid $accent; padding: 0 1;
    }
    """

    def __init__(
        self, question: str, choices: Sequence[Choice], default: str | None = None, again: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._question, self._choices, self._default = question, choices, default
        self._again = ("enter", *again)
        self._list = ChoiceList(choices)

    def compose(self) -> ComposeResult:
        """See Screen."""
        self._list.styles.height = len(self._list.arranged(self.app.size.width - _PADDING))
        with Vertical():
            yield PlainText(self._question)
            yield self._list

    def on_resize(self) -> None:
        """Take as many lines as the choices need."""
        self._list.styles.height = len(self._list.arranged(self.size.width - _PADDING))

    def click_choice(self, place: str) -> None:
        """Choose by a click."""
        self.dismiss(self._choices[int(place)][1])

    def on_key(self, event: Key) -> None:
        """Choose by key."""
        chosen = next((result for key, result, _ in self._choices if event.key == key), None)
        if event.key in self._again:
            chosen = self._default
        if chosen is not None:
            event.stop()
            self.dismiss(chosen)
