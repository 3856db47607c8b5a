"""A line for one symbol."""

from __future__ import annotations

from r2k_tui.model.text import clean_symbol
from r2k_tui.ui.dialogs.prompts.checked_line import AnswerCheck, CheckedLine, InvalidInput

_LONGEST = 64


class SymbolPrompt(CheckedLine[str]):
    """One line for a symbol; stays open with the reason when the symbol is refused."""

    def __init__(self, question: str, check: AnswerCheck[str]) -> None:
        super().__init__(question, check, _LONGEST)

    def read(self, text: str) -> str | InvalidInput:
        """See CheckedLine."""
        return clean_symbol(text) or InvalidInput("this is no symbol")

    def waiting(self, answer: str) -> str:
        """See CheckedLine."""
        return f"{self.question}  {answer} …"
