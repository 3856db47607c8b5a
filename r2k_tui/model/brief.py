"""Brief: one page of sentences, each made of words and of figures that name where they come from."""

from __future__ import annotations

from typing import Literal

import msgspec

BriefUnit = Literal[
    "price", "points", "return", "fraction", "share", "count", "score", "ratio", "percent", "date", "word"
]
BriefValue = float | int | str


class BriefFigure(msgspec.Struct, frozen=True):
    """One number of a brief: `text` as every page shows it, `value` in full.

    `command` is the command of `r2k` that prints it again with `--json`, `key` the path to it in `data`, without the
    symbol, where `symbol` is not "". `source` and `day` are those of its newest observation.
    """

    value: BriefValue
    unit: BriefUnit
    text: str
    command: str
    key: str
    symbol: str
    source: str
    day: str


class Sentence(msgspec.Struct, frozen=True):
    """Words and figures in reading order. `missing`: it says what is not known, and why."""

    pieces: tuple[str | BriefFigure, ...]
    missing: bool = False

    @property
    def text(self) -> str:
        """The sentence as words."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)

    @property
    def figures(self) -> tuple[BriefFigure, ...]:
        """Its figures, in reading order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, BriefFigure))

    @property
    def origins(self) -> tuple[str, ...]:
        """Where its figures come from: one line for each command, symbol, source and day, with the keys."""
        keys: dict[tuple[str, str, str, str], list[str]] = {}
        for figure in self.figures:
            keys.setdefault((figure.command, figure.symbol, figure.source, figure.day), []).append(figure.key)
        return tuple(_origin(*head, list(dict.fromkeys(found))) for head, found in keys.items())


def _origin(command: str, symbol: str, source: str, day: str, keys: list[str]) -> str:
    words = " ".join(filter(None, (command, symbol, _short(keys))))
    return " · ".join(filter(None, (words, source, day)))


def _short(keys: list[str]) -> str:
    """Keys in one line; those under one path share it: `events[record_close].{n, spells}`."""
    groups: dict[str, list[str]] = {}
    for key in keys:
        head, _, last = key.rpartition(".")
        groups.setdefault(head, []).append(last)
    return ", ".join(_group(head, lasts) for head, lasts in groups.items())


def _group(head: str, lasts: list[str]) -> str:
    if not head:
        return ", ".join(lasts)
    return f"{head}.{lasts[0]}" if len(lasts) == 1 else f"{head}.{{{', '.join(lasts)}}}"


class BriefSection(msgspec.Struct, frozen=True):
    """Sentences about one subject."""

    title: str
    sentences: tuple[Sentence, ...]


class Brief(msgspec.Struct, frozen=True):
    """The page of one day. `since` is the moment after which alerts and claims count as new, in words."""

    index: str
    as_of: str
    since: str
    source: str
    simulated: bool
    sections: tuple[BriefSection, ...]

    @property
    def notes(self) -> dict[Sentence, int]:
        """Number of the note of each sentence that has figures, in reading order from 1."""
        found = (sentence for section in self.sections for sentence in section.sentences if sentence.figures)
        return {sentence: place for place, sentence in enumerate(dict.fromkeys(found), 1)}

    @property
    def title(self) -> str:
        """First line of the page."""
        tag = ", SIMULATED" if self.simulated else ""
        return f"Brief of {self.index} as of {self.as_of} ({self.source}{tag})"
