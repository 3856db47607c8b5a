"""A line at the bottom for a filter or a screen: words filter as they are typed, an expression is evaluated."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.css.query import QueryType
from textual.widget import Widget
from textual.widgets import Input

from r2k_tui.model.screens.columns import completions, last_name
from r2k_tui.model.text import clean
from r2k_tui.ui.dialogs.window import Window
from r2k_tui.ui.widgets.plain_ascii import PlainText

LONGEST = 500
_MOST_NAMES = 8


class ScreenPrompt(Window[None]):
    """`on_change` receives the text at every change; Enter keeps it, Esc clears it, Tab completes a name.

    `say` shows what an expression came to, or what is wrong with it, below the line; Enter keeps no faulty one.
    """

    BINDINGS = [
        Binding("escape", "clear", "Clear", priority=True),
    ]
    DEFAULT_CSS = """
    ScreenPrompt { align: center bottom; background: transparent; }
    ScreenPrompt > Vertical {
        width: 100%; height: auto; background: $surface; border-top: solid $accent; padding: 0 1;
    }
    ScreenPrompt Input { padding: 0; background: $surface; }
    ScreenPrompt Static { height: auto; color: $foreground; }
    ScreenPrompt Static.-wrong { color: $error; }
    """

    def __init__(self, question: str, words: str, on_change: Callable[[str], object]) -> None:
        super().__init__()
        self._question, self._words, self._on_change = question, words, on_change
        self.note, self._faulty, self._below = "", False, PlainText("")

    def compose(self) -> ComposeResult:
        """See Screen."""
        with Vertical():
            yield PlainText(self._question)
            line = Input(self._words, max_length=LONGEST, compact=True)
            line.cursor_blink = False  # a blinking cursor would send bytes forever
            yield line
            yield self._below

    def say(self, text: str, *, wrong: bool, mark: tuple[int, int] | None = None) -> None:
        """Show a line below the input, and one that points at the characters `mark` of the text."""
        self.note, self._faulty = text, mark is not None
        self._below.set_class(wrong, "-wrong")
        self._below.update("\n".join(filter(None, (self._pointer(mark), text))))

    def _pointer(self, mark: tuple[int, int] | None) -> str:
        """Marks below the characters; none where the line scrolls, and they would point elsewhere."""
        line = self.query_one(Input)
        if mark is None or cell_len(line.value) >= line.size.width:
            return ""
        text = line.value.lstrip()
        ahead = cell_len(line.value[: len(line.value) - len(text)] + text[: mark[0]])
        return " " * ahead + "^" * max(1, cell_len(text[mark[0] : mark[1]]))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on the text so far."""
        self._on_change(clean(event.value, LONGEST))

    def on_input_submitted(self) -> None:
        """Keep the text; a faulty one stays in the line, to be mended."""
        if not self._faulty:
            self.dismiss(None)

    def action_clear(self) -> None:
        """Clear the text."""
        self._on_change("")
        self.dismiss(None)

    def focus_next(self, selector: str | type[QueryType] = "*") -> Widget | None:
        """See Screen: Tab has nothing else to go to, and completes once the keys before it are in the line."""
        self.query_one(Input).call_later(self.complete)
        return self.focused

    def complete(self) -> None:
        """Complete the name before the cursor as far as it is certain, and name what it may become."""
        line = self.query_one(Input)
        before, after = line.value[: line.cursor_position], line.value[line.cursor_position :]
        names = completions(before)
        if not names:
            self.say("no column begins so", wrong=False)
            return
        typed = len(last_name(before))
        common = _common(names)
        line.value = before[: len(before) - typed] + common + after
        line.cursor_position = len(before) - typed + len(common)
        if len(names) > 1:
            more = " …" if len(names) > _MOST_NAMES else ""
            self.say(" ".join(names[:_MOST_NAMES]) + more, wrong=False)


def _common(names: tuple[str, ...]) -> str:
    """What all names begin with."""
    first, last = min(names), max(names)
    return next((first[:place] for place, mark in enumerate(first) if mark != last[place : place + 1]), first)
