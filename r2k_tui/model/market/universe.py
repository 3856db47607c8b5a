"""The members of an index as a screen shows them: columns of bytes, not thousands of structs."""

from __future__ import annotations

from array import array

import msgspec

from r2k_tui.model.market.feed import Problem

UNKNOWN, NO, YES = -1, 0, 1
NO_SECTOR = 255


class Members(msgspec.Struct, frozen=True, array_like=True):
    """A row a member, in the order of the fund's list; `key` tells two lists apart.

    Columns of numbers are float64, NaN where a figure is not known. `weight` is a fraction of the fund at the close
    before; `ret_1d` = price / previous close - 1; `contribution` = weight x ret_1d; `range_52w` the place in the range
    of 52 weeks, 0 to 1; the averages are of the last 50 and 200 closes, the price as the newest of them. `sector_of`
    holds one byte a member, a place in `sectors`. The flags hold one signed byte a member: 1 yes, 0 no, -1 unknown.
    `time` is that of the price, in seconds since the epoch.
    """

    key: str
    symbols: tuple[str, ...]
    names: tuple[str, ...]
    sectors: tuple[str, ...]
    sector_of: bytes
    weight: bytes
    price: bytes
    previous_close: bytes
    ret_1d: bytes
    contribution: bytes
    time: bytes
    range_52w: bytes
    high_52w: bytes
    low_52w: bytes
    average_50d: bytes
    average_200d: bytes
    market_cap: bytes
    forward_pe: bytes
    trailing_eps: bytes
    above_50d: bytes
    above_200d: bytes
    new_high: bytes
    new_low: bytes

    def __len__(self) -> int:
        return len(self.symbols)

    def column(self, name: str) -> memoryview[float]:
        """A column of numbers, without a copy."""
        data: bytes = getattr(self, name)
        return memoryview(data).cast("d")

    def flags(self, name: str) -> memoryview[int]:
        """A column of flags (`above_50d above_200d new_high new_low`), without a copy."""
        data: bytes = getattr(self, name)
        return memoryview(data).cast("b")


class MemberChanges(msgspec.Struct, frozen=True, array_like=True):
    """New prices of some members of the list `key`: `index` holds uint16 places, the other columns float64."""

    key: str
    index: bytes
    price: bytes
    ret_1d: bytes
    time: bytes

    def __len__(self) -> int:
        return len(self.index) // 2

    def over(self, old: MemberChanges) -> MemberChanges:
        """These changes and the older ones that they do not touch; of another list's, none."""
        if old.key != self.key:
            return self
        mine = memoryview(self.index).cast("H").tolist()
        theirs = memoryview(old.index).cast("H").tolist()
        touched = set(mine)
        kept = [place for place, index in enumerate(theirs) if index not in touched]
        if not kept:
            return self
        columns = []
        for name in ("price", "ret_1d", "time"):
            before = memoryview(getattr(old, name)).cast("d")
            columns.append(array("d", [before[place] for place in kept]).tobytes() + getattr(self, name))
        index = array("H", [theirs[place] for place in kept]).tobytes() + self.index
        return MemberChanges(self.key, index, *columns)


class SectorRow(msgspec.Struct, frozen=True, array_like=True):
    """One sector: share of the fund, weighted return of the day, its members and how many of those have a price."""

    sector: str
    weight: float
    ret_1d: float | None
    contribution: float | None
    members: int
    priced: int


class Mover(msgspec.Struct, frozen=True, array_like=True):
    """One member with its day: `index` is its place in the list."""

    index: int
    symbol: str
    name: str
    sector: str
    weight: float
    price: float
    ret_1d: float
    contribution: float


class Breadth(msgspec.Struct, frozen=True):
    """How many take part. Shares are of the members for which it is known (`n_…`), counts of the priced ones."""

    above_50d: float | None = None
    above_200d: float | None = None
    n_50d: int = 0
    n_200d: int = 0
    advancers: int = 0
    decliners: int = 0
    unchanged: int = 0
    new_highs_52w: int | None = None
    new_lows_52w: int | None = None
    n_52w: int = 0


class Contributors(msgspec.Struct, frozen=True):
    """Who carries the move: the least number of members whose contributions add up to all of it.

    `top_8`: what the eight largest contributions in the direction of the move add up to, a fraction like `move`.
    """

    move: float
    count: int | None
    top_8: float


class Valuation(msgspec.Struct, frozen=True):
    """Forward P/E of a fund, bottom-up from its members: weighted harmonic, a proxy.

    `with_losses` sums the earnings yields of all members that have an estimate, `without_losses` those above zero;
    the coverages say in what share of the weight. `earnings_growth`: next year's over this year's, aggregate.
    """

    fund: str
    holdings_as_of: str
    with_losses: float | None
    without_losses: float | None
    coverage: float
    coverage_without_losses: float
    earnings_growth: float | None
    growth_coverage: float


class Summary(msgspec.Struct, frozen=True):
    """What the members add up to. Returns are of the day, fractions; `coverage` is the share of weight with a price.

    `unknown`: symbols that the source does not know. `unlisted`: members that trade nowhere, by name.
    """

    key: str
    fund: str
    holdings_as_of: str
    as_of: str | None
    members: int
    priced: int
    coverage: float
    breadth: Breadth
    cap_weighted: float | None = None
    equal_weighted: float | None = None
    sectors: tuple[SectorRow, ...] = ()
    up: tuple[Mover, ...] = ()
    down: tuple[Mover, ...] = ()
    contributors: tuple[Mover, ...] = ()
    detractors: tuple[Mover, ...] = ()
    carriers: Contributors | None = None
    valuation: Valuation | None = None
    large_valuation: Valuation | None = None
    unknown: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    basis: str = ""
    caveats: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def moved(self) -> tuple[int | None, int | None, int | None]:
        """How many rose, fell and stood still; None each where no member is priced."""
        counts = self.breadth
        return (counts.advancers, counts.decliners, counts.unchanged) if self.priced else (None, None, None)


class BreadthHistory(msgspec.Struct, frozen=True):
    """Breadth by session from stored closes: `day` holds int64 days since 1970-01-01, the rest float64.

    Shares are of the members for which it is known that day; `members` counts those with a close. `cap_weighted` and
    `equal_weighted` are returns of the session at the weights of the day before, drifted back from the list's.
    """

    day: bytes = b""
    above_50d: bytes = b""
    above_200d: bytes = b""
    advancers: bytes = b""
    decliners: bytes = b""
    new_highs: bytes = b""
    new_lows: bytes = b""
    members: bytes = b""
    cap_weighted: bytes = b""
    equal_weighted: bytes = b""

    def __len__(self) -> int:
        return len(self.day) // 8


class Universe(msgspec.Struct, frozen=True):
    """Everything that a view of the members needs at once; live changes follow in frames."""

    members: Members
    summary: Summary
    history: BreadthHistory = BreadthHistory()
