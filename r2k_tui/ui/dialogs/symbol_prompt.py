"""A line for one symbol."""

from __future__ import annotations

from r2k_tui.model.text import clean_symbol
from r2k_tui.ui.dialogs.checked_line import AnswerCheck, CheckedLine, Unreadable

_LONGEST = 64


class SymbolPrompt(CheckedLine[str]):
    """One line for a symbol; stays open with the reason when the symbol is refused."""

    def __init__(self, question: str, check: AnswerCheck[str]) -> None:
        super().__init__(question, check, _LONGEST)

    def read(self, text: str) -> str | Unreadable:
        """See CheckedLine."""
        return clean_symbol(text) or Unreadable("this is no symbol")

    def waiting(self, answer: str) -> str:
        """See CheckedLine."""
        return f"{self.question}  {answer} …"
