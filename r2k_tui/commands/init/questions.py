"""The questions of the set-up, line by line: Enter takes the default, the end of the input takes all that are left."""

from __future__ import annotations

import difflib
import shutil
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO, TypeVar

from r2k_tui.commands.init.answers import (
    HOLDING_FORM,
    MOST_HOLDINGS,
    Answers,
    currency_from,
    holding_from,
    symbols_from,
    yes_from,
)
from r2k_tui.commands.init.holdings_file import holdings_from_file
from r2k_tui.config.sections.watchlist import Holding
from r2k_tui.model.text import clean, plural

Parsed = TypeVar("Parsed")
_SHOWN = 60


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

    def holdings(self, existing: tuple[Holding, ...]) -> tuple[Holding, ...]:
        """Holdings, one a line or from a file; an empty line ends them. `existing` where none is given."""
        kept = f"{plural(len(existing), 'holding')} kept" if existing else "none"
        self.say(f"Holdings: {HOLDING_FORM}; or the path of a CSV file with symbol,shares,cost. Enter: {kept}.")
        found: list[Holding] = []
        while len(found) < MOST_HOLDINGS:
            none: tuple[Holding, ...] = ()
            more = self.ask("  Holding", "done" if found else "skip", _holdings_from, none)
            if not more:
                break
            found += more
            self.say(f"  {', '.join(f'{one.symbol} {one.shares:g} at {one.cost:g}' for one in more[:5])}"[:_SHOWN])
        return tuple(found[:MOST_HOLDINGS]) or existing

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
        return line


def ask_all(
    questions: Questions, default: Answers, why_theme: str, own: Sequence[str], themes: Sequence[str]
) -> Answers:
    """Every answer, with `default` for those left out; of all `themes`, only R2K's `own` are listed. Raises ValueError
    where a bad answer is the last line.
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
    holdings = questions.holdings(default.holdings)
    base = questions.ask("Base currency", default.base, currency_from, default.base)
    questions.say(f"Themes: {', '.join(own)}, or one of Textual's. Here: {why_theme}.")
    theme = questions.ask("Theme", default.theme, theme_from, default.theme)
    shown = "y" if default.desktop else "n"
    desktop = questions.ask("Alerts on the desktop too, y or n", shown, yes_from, default.desktop)
    return Answers(symbols, holdings, base, theme, desktop)


def _holdings_from(text: str) -> tuple[Holding, ...]:
    words = text.split()
    path = Path(text.strip()).expanduser()
    if text.strip().casefold().endswith(".csv") or (len(words) == 1 and ("/" in text or path.is_file())):
        return holdings_from_file(path)
    return (holding_from(words),)
