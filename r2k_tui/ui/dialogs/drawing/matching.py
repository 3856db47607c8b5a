"""What `/` and the palette can go to, and how typed text is matched."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from r2k_tui.model.text import clean


class PlaceKind(IntEnum):
    """The kind of a destination; equal matches are offered in this order."""

    SYMBOL = 0
    VIEW = 1
    READING = 2
    ACTION = 3


class Destination(NamedTuple):
    """Where to go: `name` is the symbol, view, reading or action; `title` describes it."""

    kind: PlaceKind
    name: str
    title: str


def matches(text: str, places: Iterable[Destination]) -> list[Destination]:
    """The places that match `text`, best first: exact name, prefix, word of the title, any part."""
    wanted = clean(text).strip().casefold().lstrip("^")
    ranked = [(rank, place) for place in places if (rank := _rank(wanted, place)) is not None]
    # The sort is stable, so equal matches stay in order.
    ranked.sort(key=lambda result: (result[0], result[1].kind))
    return [place for _, place in ranked]


def _rank(wanted: str, place: Destination) -> int | None:
    name, title = place.name.casefold().lstrip("^"), place.title.casefold()
    if not wanted:
        return None if place.kind is PlaceKind.READING else 0
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    if any(word.startswith(wanted) for word in title.split()):
        return 2
    return 3 if wanted in name or wanted in title else None
