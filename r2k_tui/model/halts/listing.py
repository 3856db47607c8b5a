"""The list of halts that a person reads."""

from __future__ import annotations

import msgspec

from r2k_tui.model.halts.halt import Halt


class ListedHalt(msgspec.Struct, frozen=True):
    """Halt, and whom it concerns. `doubt`: why it may be over although nobody said so."""

    halt: Halt
    member: bool = False
    watched: bool = False
    doubt: str = ""


class HaltList(msgspec.Struct, frozen=True):
    """Halts in effect, the newest first, then those of today that are over.

    `read_at`: last successful reading of the feed (seconds since the epoch), None without one; `published_at`: time in
    the feed itself. `message`: why there is no list, or why it is old or incomplete. `market_wide`: halt of the whole
    market. `members_known`: whether the list of members was available.
    """

    current: tuple[ListedHalt, ...] = ()
    resumed: tuple[ListedHalt, ...] = ()
    source: str = ""
    read_at: float | None = None
    published_at: float | None = None
    market_wide: Halt | None = None
    message: str = ""
    members_known: bool = False
    at: float = 0.0

    @property
    def members_halted(self) -> int:
        """Number of members that are halted."""
        return sum(row.member for row in self.current)
