"""The line for a new alert, with a preview of what was typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.ui.dialogs.drawing.alert_request import EXAMPLES, preview, read
from r2k_tui.ui.widgets.plain_ascii import PlainText

# Takes a rule; returns why it is refused, "" where it is accepted.
RuleCheck = Callable[[RuleSettings], Awaitable[str]]


class AlertPrompt(ModalScreen[RuleSettings | None]):
    """One line for an alert on a symbol; stays open with the reason when the alert is refused."""

    BINDINGS = [Binding("escape", "cancel", "Cancel", priority=True)]
    DEFAULT_CSS = """
    AlertPrompt { align: center bottom; background: transparent; }
    AlertPrompt > Vertical {
        width: 100%; height: auto; background: $surface; border-top: solid $accent; padding: 0 1;
    }
    AlertPrompt Input { padding: 0; background: $surface; }
    AlertPrompt Static { height: auto; color: $foreground; }
    AlertPrompt Static.-wrong { color: $error; }
    """

    def __init__(self, symbol: str, price: float | None, check: RuleCheck) -> None:
        super().__init__()
        self._symbol, self._price, self._check = symbol, price, check
        self._question = f"Alert on {symbol}:  {EXAMPLES}"

    def compose(self) -> ComposeResult:
        """See Screen."""
        with Vertical():
            yield PlainText(self._question)
            line = Input(max_length=80, compact=True)
            line.cursor_blink = False  # a blinking cursor would send bytes forever
            yield line

    def on_input_changed(self, event: Input.Changed) -> None:
        """Preview what was typed; unfinished input is no error."""
        rule = read(event.value, self._symbol)
        self._say(self._question if isinstance(rule, str) else preview(rule, self._price), wrong=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Submit what was typed."""
        event.stop()
        if not event.value.strip():
            self.dismiss(None)
            return
        rule = read(event.value, self._symbol)
        if isinstance(rule, str):
            self._say(rule, wrong=True)
        else:
            self._try(rule)

    @work(exclusive=True, group="prompt", exit_on_error=False)
    async def _try(self, rule: RuleSettings) -> None:
        if wrong := await self._check(rule):
            self._say(wrong, wrong=True)
        else:
            self.dismiss(rule)

    def _say(self, text: str, *, wrong: bool) -> None:
        words = self.query_one(PlainText)
        words.set_class(wrong, "-wrong")
        words.update(text)

    def action_cancel(self) -> None:
        """Close without a change."""
        self.dismiss(None)
