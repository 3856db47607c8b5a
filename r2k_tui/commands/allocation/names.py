"""Names of portfolios on the command line: the built-in ones, and those of the settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.options import Options
from r2k_tui.config.sections.allocation.mixes import MOST_MIXES
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import clean, plural
from r2k_tui.ui.drawing.lines import cells


def check_portfolios(options: Options, option: str, names: Sequence[str]) -> None:
    """Raises UsageError for the first of `names` that no portfolio has, and ConfigError.

    The engine of a hub has settings of its own, and refuses itself what it does not know.
    """
    given = [name for name in names if name]
    if not given:
        return
    setup = options.setup()
    settings = setup.config.allocation
    for name in given:
        if name in settings.names or setup.attach:
            continue
        if missing := settings.missing_for(name):
            raise UsageError(f"{option} {name} needs `{missing}` in [allocation], which is not set")
        raise UsageError(f"{option} {clean(name, 40)}: expected one of {', '.join(settings.names)}")


def several(given: Sequence[str], option: str) -> tuple[str, ...]:
    """Names of a repeated option whose values may be lists; each once. Raises UsageError for more than four."""
    names = tuple(dict.fromkeys(name.strip() for text in given for name in text.split(",") if name.strip()))
    if len(names) > MOST_MIXES:
        raise UsageError(f"{option}: {plural(len(names), 'portfolio')}, and at most {MOST_MIXES} are compared at once")
    return names


class Named(Protocol):
    """A result for a portfolio."""

    @property
    def portfolio(self) -> str:
        """Name of the portfolio."""


def unanswered(names: Sequence[str], found: Sequence[Named], problems: Sequence[Problem]) -> list[Problem]:
    """A problem for each name with neither a result nor a problem: an older engine of a hub answers for one alone."""
    known = {one.portfolio for one in found}
    told = [problem.message for problem in problems]
    return [
        Problem("", "missing", f"{clean(name, 40)}: the engine sent no result")
        for name in names
        if name not in known and not any(message.startswith((f"{name} ", f"{name}:")) for message in told)
    ]


def headings(names: Sequence[str], room: int) -> tuple[tuple[str, ...], list[str]]:
    """Headings of columns: the names, or letters with a line that explains them where a name is longer than `room`."""
    if all(cells(name) <= room for name in names):
        return tuple(names), []
    letters = tuple("ABCDEFGH"[: len(names)])
    return letters, [f"{letter} = {name}" for letter, name in zip(letters, names, strict=True)]
