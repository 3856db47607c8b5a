"""Changes between two lists of a fund: the best public proxy for changes of its index."""

from __future__ import annotations

import msgspec

OF_THE_FUND = "of the fund, not of FTSE's list"


class ListedDay(msgspec.Struct, frozen=True, array_like=True):
    """One list that was compared: fund, day, number of stocks, of rows that trade nowhere, and its provider."""

    fund: str
    as_of: str
    members: int
    unlisted: int
    origin: str


class MemberEntry(msgspec.Struct, frozen=True, array_like=True):
    """Addition or deletion. `other_fund`: whether the fund of large companies held it; None where that is not known.

    `weight` is its fraction of the list that has it. `note` says what the lists suggest about it, "" if nothing.
    """

    symbol: str
    name: str
    sector: str
    weight: float
    other_fund: bool | None = None
    note: str = ""


class Held(msgspec.Struct, frozen=True, array_like=True):
    """Stock in both lists. `shares_ratio`: its change in shares over the median change of all stocks of the fund.

    `renamed` is `ticker`, `name`, `ticker and name` or `share class`, "" for none; `evidence` says by what it was
    recognized. `split` names a clean ratio of share counts as what it may be.
    """

    symbol: str
    name: str
    weight_before: float
    weight_after: float
    shares_before: float | None
    shares_after: float | None
    shares_ratio: float | None
    symbol_before: str = ""
    name_before: str = ""
    renamed: str = ""
    evidence: str = ""
    split: str = ""

    @property
    def weight_change(self) -> float:
        """Change of the weight, a fraction of the fund."""
        return self.weight_after - self.weight_before


class ListChanges(msgspec.Struct, frozen=True):
    """Everything that differs between two lists of one fund; `days` are all lists that are kept, oldest first.

    `added` and `deleted` come largest first, `held` in the order of the later list. `fund_growth` is the median ratio
    of share counts: what creations and redemptions of the fund did to every position. `other` is the fund of large
    companies, with the days of its lists that were used. `reconstitutions` took effect in between.
    """

    first: ListedDay
    last: ListedDay
    added: tuple[MemberEntry, ...]
    deleted: tuple[MemberEntry, ...]
    held: tuple[Held, ...]
    fund_growth: float | None
    other: str = ""
    other_first: str | None = None
    other_last: str | None = None
    reconstitutions: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()

    def moved_up(self) -> tuple[MemberEntry, ...]:
        """Deletions that the fund of large companies holds."""
        return tuple(entry for entry in self.deleted if entry.other_fund)

    def moved_down(self) -> tuple[MemberEntry, ...]:
        """Additions that the fund of large companies held."""
        return tuple(entry for entry in self.added if entry.other_fund)

    def renamed(self) -> tuple[Held, ...]:
        """Stocks in both lists under another ticker, name or share class."""
        return tuple(row for row in self.held if row.renamed)

    def splits(self) -> tuple[Held, ...]:
        """Stocks whose share counts changed by a clean ratio."""
        return tuple(row for row in self.held if row.split)

    def by_weight(self) -> tuple[Held, ...]:
        """Stocks in both lists by the change of their weight in either direction, largest first."""
        return tuple(sorted(self.held, key=lambda row: -abs(row.weight_change)))

    def by_shares(self) -> tuple[Held, ...]:
        """Stocks in both lists by the change of their share count in either direction, largest first; without those
        that may be split, unless the price does not agree.
        """
        known = [
            (row, row.shares_ratio) for row in self.held if row.shares_ratio and (";" in row.split or not row.split)
        ]
        return tuple(row for row, ratio in sorted(known, key=lambda pair: -max(pair[1], 1 / pair[1])))
