"""Members of an index as a screen shows them: columns of bytes, not thousands of structs."""

from __future__ import annotations

from array import array

import msgspec

from r2k_tui.model.market.feed import Problem

UNKNOWN, NO, YES = -1, 0, 1
NO_SECTOR = 255


class Members(msgspec.Struct, frozen=True, array_like=True):
    """Table with one row per member, in the order of the fund's list; `key` tells two lists apart.

    Numeric columns are float64, NaN where a figure is unknown. `weight` is a fraction of the fund at the previous
    close; `ret_1d` = price / previous close - 1; `contribution` = weight x ret_1d; `range_52w` is the position in the
    52-week range, 0 to 1; the averages cover the last 50 and 200 closes, the price as the newest. `sector_of` holds
    one byte per member, an index into `sectors`. Flags hold one signed byte per member: 1 yes, 0 no, -1 unknown.
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
        """Numeric column, without a copy."""
        data: bytes = getattr(self, name)
        return memoryview(data).cast("d")

    def flags(self, name: str) -> memoryview[int]:
        """Flag column (`above_50d above_200d new_high new_low`), without a copy."""
        data: bytes = getattr(self, name)
        return memoryview(data).cast("b")


class MemberChanges(msgspec.Struct, frozen=True, array_like=True):
    """New prices of some members of the list `key`: `index` holds uint16 row indexes, the other columns float64."""

    key: str
    index: bytes
    price: bytes
    ret_1d: bytes
    time: bytes

    def __len__(self) -> int:
        return len(self.index) // 2

    def over(self, old: MemberChanges) -> MemberChanges:
        """These changes over older ones of the same list; changes of another list are dropped."""
        if old.key != self.key:
            return self
        mine = memoryview(self.index).cast("H").tolist()
        theirs = memoryview(old.index).cast("H").tolist()
        touched = set(mine)
        untouched = [place for place, index in enumerate(theirs) if index not in touched]
        if not untouched:
            return self
        columns = []
        for name in ("price", "ret_1d", "time"):
            before = memoryview(getattr(old, name)).cast("d")
            columns.append(array("d", [before[place] for place in untouched]).tobytes() + getattr(self, name))
        index = array("H", [theirs[place] for place in untouched]).tobytes() + self.index
        return MemberChanges(self.key, index, *columns)


class SectorRow(msgspec.Struct, frozen=True, array_like=True):
    """One sector: weight in the fund, weighted return of the day, number of members and of priced members."""

    sector: str
    weight: float
    ret_1d: float | None
    contribution: float | None
    members: int
    priced: int


class Mover(msgspec.Struct, frozen=True, array_like=True):
    """One member with its return of the day; `index` is its row in the list."""

    index: int
    symbol: str
    name: str
    sector: str
    weight: float
    price: float
    ret_1d: float
    contribution: float


class Breadth(msgspec.Struct, frozen=True):
    """Market breadth. Shares are of the members with a known value (`n_…`), counts of the priced members."""

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
    """Concentration of the move: the smallest number of members whose contributions add up to all of it.

    `top_8`: sum of the eight largest contributions in the direction of the move, a fraction like `move`.
    """

    move: float
    count: int | None
    top_8: float


class Valuation(msgspec.Struct, frozen=True):
    """Forward P/E of a fund, bottom-up from its members: weighted harmonic mean, a proxy.

    `with_losses` sums the earnings yields of all members with an estimate, `without_losses` only those above zero; the
    coverages are their shares of the weight. `earnings_growth`: aggregate earnings of next year over this year.
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
    """Aggregates of the members. Returns are of the day, fractions; `coverage` is the share of weight with a price.

    `unknown`: symbols that the source does not know. `unlisted`: names of members that trade nowhere.
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
        """Numbers of members that rose, fell and stood still; None for each without a priced member."""
        counts = self.breadth
        return (counts.advancers, counts.decliners, counts.unchanged) if self.priced else (None, None, None)


class BreadthHistory(msgspec.Struct, frozen=True):
    """Breadth by session from stored closes: `day` holds int64 days since 1970-01-01, the rest float64.

    Shares are of the members with a known value that day; `members` counts those with a close. `cap_weighted` and
    `equal_weighted` are session returns at the previous day's weights, drifted back from the list's weights.
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
    """Complete state of a view of the members; live changes follow in frames."""

    members: Members
    summary: Summary
    history: BreadthHistory = BreadthHistory()
