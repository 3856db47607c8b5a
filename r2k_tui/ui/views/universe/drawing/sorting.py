"""Which members are shown, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from r2k_tui.model.market.universe import Members


def sorted_places(values: Sequence[float] | Sequence[str], *, descending: bool) -> list[int]:
    """All places sorted by value, stable; unknown values come last in either direction."""
    unknown = [place for place, value in enumerate(values) if value != value or value == ""]
    missing = set(unknown)
    existing = [place for place in range(len(values)) if place not in missing] if missing else list(range(len(values)))
    existing.sort(key=values.__getitem__, reverse=descending)
    return existing + unknown


class Words:
    """The text that a filter searches: symbol, name and sector of every member, ignoring case."""

    def __init__(self, members: Members) -> None:
        sectors = [sector.casefold() for sector in members.sectors]
        named = zip(members.symbols, members.names, members.sector_of, strict=True)
        self._texts = [f"{s.casefold()}\n{n.casefold()}\n{sectors[number]}" for s, n, number in named]

    def places(self, words: str) -> set[int]:
        """The places of members that contain every word."""
        sought = words.casefold().split()
        return {place for place, text in enumerate(self._texts) if all(word in text for word in sought)}


def among(order: Iterable[int], matching: set[int] | None) -> list[int]:
    """The order without the members that the filter excludes; None excludes none."""
    return list(order) if matching is None else [place for place in order if place in matching]


def nearest(order: Sequence[int], before: Sequence[int], selected: int) -> int:
    """The place for the cursor where `selected` is hidden: the next visible member below it."""
    shown = set(order)
    if selected in shown or not order:
        return selected
    place = before.index(selected) if selected in before else 0
    below = (other for other in before[place:] if other in shown)
    above = (other for other in reversed(before[:place]) if other in shown)
    return next(below, next(above, order[0]))
