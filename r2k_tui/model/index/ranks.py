"""Members of both funds ranked by total market cap, as an estimate of where the index would cut."""

from __future__ import annotations

from typing import Literal

import msgspec

ESTIMATE = "estimate: total caps from the quote source"
Move = Literal["", "up", "down", "leave"]
MOVES: tuple[Move, ...] = ("up", "down", "leave")


class RankedMember(msgspec.Struct, frozen=True, array_like=True):
    """One company. `rank` counts from the largest; equal caps share a rank and a percentile.

    `percentile`: cap of all companies that are at least as large, over the cap of all. `move`: beyond which edge it
    lies, or near which one where `near`; `distance` is its cap over that edge, less one.
    """

    symbol: str
    name: str
    fund: str
    cap: float
    rank: int
    percentile: float
    move: Move = ""
    near: bool = False
    distance: float | None = None


class Ranks(msgspec.Struct, frozen=True):
    """Ranking of the members of both funds, largest first, with the edges that it implies. Caps in dollars.

    `breakpoint`: cap of the company at rank `at`; `percentile`: its cumulative-cap percentile. `upper`: smallest cap
    beyond the band above it, `lower`: largest cap beyond the band below it; None where no company lies beyond.
    `floor`: cap under which members leave at the bottom, `floor_basis`: where it is from. `missing`: members without a
    market cap, which are not ranked. `first_day`, `last_day`: days of the caps.
    """

    small: str
    large: str
    members: tuple[RankedMember, ...]
    at: int
    band: float
    breakpoint: float
    percentile: float
    upper: float | None = None
    lower: float | None = None
    floor: float | None = None
    floor_basis: str = ""
    missing: tuple[str, ...] = ()
    first_day: str | None = None
    last_day: str | None = None
    caveats: tuple[str, ...] = ()

    def candidates(self, move: Move) -> tuple[RankedMember, ...]:
        """Members beyond an edge, furthest first."""
        found = [row for row in self.members if row.move == move and not row.near]
        return tuple(sorted(found, key=lambda row: (-abs(row.distance or 0.0), row.symbol)))

    def near(self, move: Move) -> tuple[RankedMember, ...]:
        """Members short of an edge, nearest first."""
        found = [row for row in self.members if row.move == move and row.near]
        return tuple(sorted(found, key=lambda row: (abs(row.distance or 0.0), row.symbol)))
