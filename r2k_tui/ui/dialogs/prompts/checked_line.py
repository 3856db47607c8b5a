"""A line at the bottom of the screen for one answer, which is checked before the line closes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Generic, NamedTuple, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from r2k_tui.ui.dialogs.window import Window
from r2k_tui.ui.widgets.plain_ascii import PlainText

Answer = TypeVar("Answer")
# Takes an answer; returns why it is refused, "" where it is accepted.
AnswerCheck = Callable[[Answer], Awaitable[str]]


class InvalidInput(NamedTuple):
    """What is wrong with a typed line, in a sentence."""

    words: str


class CheckedLine(Window[Answer | None], Generic[Answer]):
    """One line with a question above it. Stays open with the reason when the answer is refused; an empty line is None.

    A subclass reads what was typed in `read`.
    """

    BINDINGS = [Binding("escape", "cancel", "Cancel", priority=True)]
    DEFAULT_CSS = """
    CheckedLine { align: center bottom; background: transparent; }
    CheckedLine > Vertical { width: 100%; height: auto; background: $surface; border-top: solid $accent; padding: 0 1; }
    CheckedLine Input { padding: 0; background: $surface; }
    CheckedLine Static { height: auto; color: $foreground; }
    CheckedLine Static.-wrong { color: $error; }
    """

    def __init__(self, question: str, check: AnswerCheck[Answer], most: int, typed: str = "") -> None:
        super().__init__()
        self.question, self._check, self._most, self._typed = question, check, most, typed

    def read(self, text: str) -> Answer | InvalidInput:
        """The answer in what was typed, or what is wrong with it."""
        raise NotImplementedError

    def waiting(self, answer: Answer) -> str:
        """What is shown while the answer is checked, "" for what was shown before."""
        return ""

    def preview(self, text: str) -> str:
        """What is shown while a person types: by default, the question."""
        return self.question

    def compose(self) -> ComposeResult:
        """See Screen."""
        with Vertical():
            yield PlainText(self.question)
            line = Input(self._typed, max_length=self._most, compact=True, select_on_focus=False)
            line.cursor_blink = False  # a blinking cursor would send bytes forever
            yield line

    def on_input_changed(self, event: Input.Changed) -> None:
        """Clear the last refusal."""
        self._say(self.preview(event.value), wrong=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Submit what was typed."""
        event.stop()
        if not event.value.strip():
            self.dismiss(None)
            return
        answer = self.read(event.value)
        if isinstance(answer, InvalidInput):
            self._say(answer.words, wrong=True)
        else:
            self._try(answer)

    @work(exclusive=True, group="prompt", exit_on_error=False)
    async def _try(self, answer: Answer) -> None:
        if words := self.waiting(answer):
            self._say(words, wrong=False)
        if wrong := await self._check(answer):
            self._say(wrong, wrong=True)
        else:
            self.dismiss(answer)

    def _say(self, text: str, *, wrong: bool) -> None:
        words = self.query_one(PlainText)
        words.set_class(wrong, "-wrong")
        words.update(text)

    def action_cancel(self) -> None:
        """Close without a change."""
        self.dismiss(None)
