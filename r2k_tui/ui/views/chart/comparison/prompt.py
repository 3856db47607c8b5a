"""The line for the symbols of a comparison."""

from __future__ import annotations

from r2k_tui.ui.dialogs.prompts.checked_line import AnswerCheck, CheckedLine, InvalidInput
from r2k_tui.ui.views.chart.comparison.options import read_symbols

_QUESTION = "Compare up to six symbols, with blanks between: IWM SPY IWN, a ratio as IWM/SPY"
_LONGEST = 240


class ComparePrompt(CheckedLine[tuple[str, ...]]):
    """One line for symbols; stays open with the reason when one is refused."""

    DEFAULT_CSS = """
    ComparePrompt Static { color: $foreground 70%; }
    """

    def __init__(self, typed: str, check: AnswerCheck[tuple[str, ...]]) -> None:
        super().__init__(_QUESTION, check, _LONGEST, typed)

    def read(self, text: str) -> tuple[str, ...] | InvalidInput:
        """See CheckedLine."""
        symbols = read_symbols(text)
        return InvalidInput(symbols) if isinstance(symbols, str) else symbols

    def waiting(self, answer: tuple[str, ...]) -> str:
        """See CheckedLine."""
        return f"{' '.join(answer)} …"
