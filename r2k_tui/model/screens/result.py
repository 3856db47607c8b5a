"""Result of a screen: the members that it holds for, and how many members lack what it asks about."""

from __future__ import annotations

import msgspec


class MissingColumn(msgspec.Struct, frozen=True, array_like=True):
    """Column of a screen, and the number of members that lack a value: for them nothing about it is true."""

    column: str
    members: int


class ScreenResult(msgspec.Struct, frozen=True):
    """Members of the list `key` for which `expression` holds.

    `index` holds uint16 rows of the list, ascending. `basis` is that of the closes behind returns (`px` or `tr`).
    """

    expression: str
    key: str
    index: bytes
    members: int
    as_of: str | None
    missing: tuple[MissingColumn, ...] = ()
    basis: str = ""

    def __len__(self) -> int:
        return len(self.index) // 2

    def rows(self) -> list[int]:
        """Rows of the list."""
        return memoryview(self.index).cast("H").tolist()

    @property
    def words(self) -> str:
        """How many match, and what is missing."""
        lacking = [f"{item.members:,} lack {item.column}" for item in self.missing if item.members]
        return "; ".join((f"{len(self):,} of {self.members:,} members", *lacking))
