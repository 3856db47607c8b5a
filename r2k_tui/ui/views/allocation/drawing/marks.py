"""Marks of portfolios on plots and in tables: letters, and for those of the user numbers that hold on every page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from r2k_tui.ui.drawing.lines import Line, Run, cells, length

# One letter for each portfolio on the plots, where B is the benchmark.
LETTERS = {
    "min_vol": "V",
    "max_sharpe": "S",
    "min_cvar95": "C",
    "hrp": "H",
    "risk_parity": "R",
    "equal": "E",
    "own": "O",
    "min_te": "T",
    "max_ir": "I",
    "target_vol": "L",
    "target_return": "N",
    "min_cdar": "D",
    "max_diversification": "X",
}
NO_MARKS: Final[Mapping[str, str]] = MappingProxyType({})


def letters(names: Iterable[str]) -> dict[str, str]:
    """The mark of each portfolio of a study, found or not, so that one without a solution renumbers no other."""
    listed = list(names)
    numbers = {name: str(place) for place, name in enumerate((n for n in listed if n not in LETTERS), 1)}
    return {name: LETTERS.get(name) or numbers[name] for name in listed}


def marks_beside(names: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """The numbers of portfolios of the user; by place as long as a study does not tell them."""
    return [known.get(name, str(place)) for place, name in enumerate(names, 1)]


def numbered(name: str, shown: str, known: Mapping[str, str]) -> str:
    """The `shown` name of a portfolio, the number of one of the user before it."""
    return shown if name in LETTERS or name not in known else f"{known[name]} {shown}"


def cut_names(names: Iterable[str], known: Mapping[str, str], room: int, width: int) -> list[Line]:
    """The whole names of the portfolios of the user among `names`, where `room` cells cut any of them."""
    mine = [numbered(name, name, known) for name in names if name not in LETTERS]
    if all(cells(words) <= room for words in mine):
        return []
    return flowed(("", "dim"), [((f" {words} ", "dim"),) for words in mine], width)


def flowed(head: Run, entries: Iterable[Line], width: int) -> list[Line]:
    """Entries after a word, in as many lines as they take; no entry is broken."""
    lines: list[Line] = [(head,)]
    for entry in entries:
        if length(lines[-1]) + length(entry) > width:
            lines.append(((" " * cells(head[0]), "dim"),))
        lines[-1] = (*lines[-1], *entry)
    return lines
