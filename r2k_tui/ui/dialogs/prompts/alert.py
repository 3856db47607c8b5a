"""The line for a new alert, with a preview of what was typed."""

from __future__ import annotations

from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.ui.dialogs.drawing.alert_request import EXAMPLES, preview, read
from r2k_tui.ui.dialogs.prompts.checked_line import AnswerCheck, CheckedLine, InvalidInput

_LONGEST = 80


class AlertPrompt(CheckedLine[RuleSettings]):
    """One line for an alert on a symbol; stays open with the reason when the alert is refused."""

    def __init__(self, symbol: str, price: float | None, check: AnswerCheck[RuleSettings]) -> None:
        super().__init__(f"Alert on {symbol}:  {EXAMPLES}", check, _LONGEST)
        self._symbol, self._price = symbol, price

    def read(self, text: str) -> RuleSettings | InvalidInput:
        """See CheckedLine."""
        rule = read(text, self._symbol)
        return InvalidInput(rule) if isinstance(rule, str) else rule

    def preview(self, text: str) -> str:
        """See CheckedLine. Unfinished input is no error."""
        rule = read(text, self._symbol)
        return self.question if isinstance(rule, str) else preview(rule, self._price)
