"""Short interest of the members: one settlement of all stocks, and what it says of each member."""

from __future__ import annotations

from datetime import date

import msgspec

SPLIT, REVISED = 1, 2
FLOAT, OUTSTANDING = "float", "shares outstanding"
# Mark of a fraction that is not one of the float.
BESIDE_FLOAT = "*"


class Settlement(msgspec.Struct, frozen=True):
    """Short interest of all stocks at one settlement, from one file. Days are `YYYY-MM-DD`.

    `symbols` are separated by line feeds. `shares`, `previous`: shares sold short at this settlement and, by the same
    file, at the one before; `cover`: days to cover. These are float64 columns, NaN is unknown. `flags`: one byte a
    stock, of SPLIT and REVISED. `due`: day by which it is public by rule; `appeared`: day of the file by its publisher,
    "" where it names none that can be. `retrieved_at` in seconds since the epoch. `note`: lines that were left out.
    """

    day: str
    due: str
    retrieved_at: float
    source: str
    symbols: str
    shares: bytes
    previous: bytes
    cover: bytes
    flags: bytes
    appeared: str = ""
    retrieved: str = ""
    note: str = ""
    simulated: bool = False

    @property
    def known_on(self) -> str:
        """First day on which it was known for certain: nobody knew it on an earlier day."""
        return self.appeared or min(self.due, self.retrieved or self.due)

    def names(self) -> tuple[str, ...]:
        """Symbols, one per row of the columns."""
        return tuple(self.symbols.split("\n")) if self.symbols else ()

    @property
    def sound(self) -> bool:
        """Whether all columns have one value per symbol."""
        rows = self.symbols.count("\n") + 1 if self.symbols else 0
        lengths = {len(self.shares), len(self.previous), len(self.cover), 8 * len(self.flags)}
        return lengths == {8 * rows}


class ShortMember(msgspec.Struct, frozen=True, array_like=True):
    """Short interest of one member. None is unknown.

    `fraction`: shares short over the float, or over the shares outstanding where no float is known; `basis` says which,
    "" where neither is known. `change`: against the settlement before, unknown after a `split`. `above_50d`: whether
    the price is above its 50-day average. `squeeze`: whether the member is in the squeeze list.
    """

    symbol: str
    name: str
    weight: float | None = None
    shares: float | None = None
    previous: float | None = None
    fraction: float | None = None
    basis: str = ""
    days_to_cover: float | None = None
    change: float | None = None
    split: bool = False
    revised: bool = False
    above_50d: bool | None = None
    squeeze: bool | None = None


class ShortCoverage(msgspec.Struct, frozen=True):
    """Members that have each figure; `weight`: their share of the list's weight for shares short."""

    members: int
    shares: int
    weight: float | None
    float_known: int
    outstanding_only: int
    days_to_cover: int
    change: int
    splits: int
    above_50d: int
    squeeze: int
    squeeze_unknown: int


class SqueezeRule(msgspec.Struct, frozen=True):
    """Thresholds of the squeeze list: `fraction` of the float, and days to cover."""

    fraction: float
    days_to_cover: float

    @property
    def definition(self) -> str:
        """What puts a member in the list."""
        return (
            f"short interest of at least {self.fraction * 100:g}% of the float (of the shares outstanding where no "
            f"float is known), at least {self.days_to_cover:g} days to cover, and a price above the 50-day average"
        )


class ShortInterest(msgspec.Struct, frozen=True):
    """Short interest of the members at the newest settlement that is known. Days are `YYYY-MM-DD`, "" is unknown.

    `published`: day from which it is taken as known, `published_by` how that day is known. `next_settlement` and the
    days between which it is expected. `day`: day of the report. `members`: those with shares short, by fraction, the
    largest first; `missing`: members without a line in the file. `trouble`: why no newer file is here.
    """

    day: str
    settlement: str
    previous_settlement: str
    published: str
    published_by: str
    retrieved_at: float
    source: str
    simulated: bool
    next_settlement: str
    next_expected: str
    next_due: str
    rule: SqueezeRule
    coverage: ShortCoverage
    members: tuple[ShortMember, ...]
    missing: tuple[str, ...] = ()
    trouble: str = ""
    caveats: tuple[str, ...] = ()

    @property
    def age_days(self) -> int:
        """Calendar days since the settlement."""
        return (date.fromisoformat(self.day) - date.fromisoformat(self.settlement)).days

    def facts(self) -> tuple[str, ...]:
        """What the figures are, of which days, from where, and of how many members."""
        n, weight = self.coverage, self.coverage.weight
        covered = "unknown" if weight is None else f"{weight * 100:.1f}%"
        before = self.previous_settlement or "the settlement before"
        return (
            f"settled {self.settlement}, {self.age_days} d ago; published {self.published} {self.published_by}; "
            f"{self.source}",
            f"next {self.next_settlement}, due {self.next_expected} to {self.next_due}; change since {before}",
            f"{n.shares:,} of {n.members:,} members, {covered} of weight; "
            f"{BESIDE_FLOAT} of shares outstanding, not float",
            f"known: days to cover {n.days_to_cover:,}, change {n.change:,}, float {n.float_known:,}; "
            f"shares outstanding only {n.outstanding_only:,}",
        )

    def squeeze_facts(self) -> tuple[str, ...]:
        """Definition of the squeeze list, its number, and how many members lack a figure of it."""
        n = self.coverage
        lacking = (
            ("fraction", n.members - n.float_known - n.outstanding_only),
            ("days to cover", n.members - n.days_to_cover),
            ("50-day average", n.members - n.above_50d),
        )
        lack = ", ".join(f"{name} {count:,}" for name, count in lacking)
        return (
            f"squeeze list: {self.rule.definition}",
            f"{n.squeeze:,} of {n.members:,} members; undecided {n.squeeze_unknown:,}; not known: {lack}",
        )

    def squeezed(self) -> tuple[ShortMember, ...]:
        """Members of the squeeze list, the largest fraction first."""
        return tuple(row for row in self.members if row.squeeze)

    def by_cover(self) -> tuple[ShortMember, ...]:
        """Members by days to cover, most first."""
        known = [row for row in self.members if row.days_to_cover is not None]
        return tuple(sorted(known, key=lambda row: (-(row.days_to_cover or 0.0), row.symbol)))

    def by_change(self) -> tuple[ShortMember, ...]:
        """Members by the size of their change, largest first."""
        known = [row for row in self.members if row.change is not None]
        return tuple(sorted(known, key=lambda row: (-abs(row.change or 0.0), row.symbol)))
