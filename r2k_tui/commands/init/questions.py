"""The questions of the set-up, line by line: Enter takes the default, the end of the input takes all that are left."""

from __future__ import annotations

import difflib
import re
import shutil
import textwrap
from collections.abc import Callable, Sequence
from typing import NamedTuple, TextIO, TypeVar

from r2k_tui.commands.init.answers import (
    HOLDING_FORM,
    Answers,
    currency_from,
    holding_from,
    symbols_from,
    yes_from,
)
from r2k_tui.commands.init.holdings_file import export_of, path_in, told
from r2k_tui.config.sections.watchlist import Holding
from r2k_tui.model.text import clean, plural
from r2k_tui.sources.brokers.export import BrokerExport

Parsed = TypeVar("Parsed")
_SHOWN = 60
# What arrows and other keys send, which a line that is typed without an editor keeps.
_KEYS = re.compile(r"\x1b(\[[0-9;?]*[@-~]|O[A-Za-z]|.)?")


class GivenHoldings(NamedTuple):
    """What was answered about holdings: those typed, and the files of brokers."""

    typed: tuple[Holding, ...]
    exports: tuple[BrokerExport, ...]


class Questions:
    """Asks on `words`, and reads lines from `answers`."""

    def __init__(self, answers: TextIO, words: TextIO) -> None:
        self._answers, self._words = answers, words
        self._over = False

    def ask(self, question: str, default: str, parse: Callable[[str], Parsed], otherwise: Parsed) -> Parsed:
        """The parsed answer; `otherwise` for an empty one. Raises ValueError where a bad answer is the last line."""
        while True:
            line = self._line(f"{question} [{default}]: ")
            if not line.strip():
                return otherwise
            try:
                return parse(line)
            except ValueError as error:
                if self._over:
                    raise
                self.say(f"  {error}")

    def holdings(self, existing: int) -> GivenHoldings:
        """Holdings, one a line or from a broker's file; an empty line ends them. `existing`: how many there are."""
        kept = f"{plural(existing, 'holding')} kept" if existing else "none"
        self.say(f"Holdings: {HOLDING_FORM}; or the path of a CSV file from your broker. Enter: {kept}.")
        typed: list[Holding] = []
        exports: list[BrokerExport] = []
        while (given := self.ask("  Holding", "done" if typed or exports else "skip", _given, None)) is not None:
            if isinstance(given, Holding):
                typed.append(given)
                self.say(f"  {given.symbol} {given.shares:g} at {given.cost:g}")
            else:
                exports.append(given)
                for words in told(given):
                    self.say(f"  {words}")
        return GivenHoldings(tuple(typed), tuple(exports))

    def say(self, words: str) -> None:
        """Print words, in lines that break between words on a terminal."""
        width = shutil.get_terminal_size().columns if self._words.isatty() else len(words) + 1
        for line in textwrap.wrap(words, width, break_on_hyphens=False, subsequent_indent=" ") or [""]:
            self._words.write(f"{line}\n")
        self._words.flush()

    def _line(self, prompt: str) -> str:
        self._words.write(prompt)
        self._words.flush()
        if self._over:
            line = ""
        else:
            line = self._answers.readline()
            self._over = not line.endswith("\n")
        if self._over or not self._answers.isatty():
            # Nobody's Enter has ended the line of the prompt.
            self._words.write("\n")
        return _KEYS.sub("", line)


def ask_all(
    questions: Questions, default: Answers, held: int, why_theme: str, own: Sequence[str], themes: Sequence[str]
) -> Answers:
    """Every answer, with `default` for those left out; of all `themes`, only R2K's `own` are listed.

    `held`: how many holdings there are. Raises ValueError where a bad answer is the last line.
    """

    def theme_from(text: str) -> str:
        name = clean(text, 64)
        if name not in themes:
            near = difflib.get_close_matches(name, themes, 1, 0.3)
            raise ValueError(f"no theme {name!r}" + (f"; did you mean {near[0]}?" if near else ""))
        return name

    listed = " ".join(default.symbols)
    shown = listed if len(listed) <= _SHOWN else f"{listed[:_SHOWN].rpartition(' ')[0]} …"
    symbols = questions.ask("Watchlist, symbols", shown, symbols_from, default.symbols)
    given = questions.holdings(held)
    base = questions.ask("Base currency", default.base, currency_from, default.base)
    questions.say(f"Themes: {', '.join(own)}, or one of Textual's. Here: {why_theme}.")
    theme = questions.ask("Theme", default.theme, theme_from, default.theme)
    shown = "y" if default.desktop else "n"
    desktop = questions.ask("Alerts on the desktop too, y or n", shown, yes_from, default.desktop)
    return Answers(symbols, given.typed, base, theme, desktop, given.exports)


def _given(text: str) -> Holding | BrokerExport | None:
    path = path_in(text)
    return holding_from(text.split()) if path is None else export_of(path)
