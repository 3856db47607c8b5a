"""The members of an index that stands still: invented companies, the same at every run, without numpy."""

from __future__ import annotations

import math
from array import array
from functools import cache

from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.universe import (
    NO,
    UNKNOWN,
    YES,
    Breadth,
    BreadthHistory,
    Contributors,
    MemberChanges,
    Members,
    Mover,
    SectorRow,
    Summary,
    Universe,
    Valuation,
)

KEY, LISTED, DAY = "IWM invented", "2031-05-13", "2031-05-15"
SECTORS = (
    *("Industrials", "Financials", "Health Care", "Information Technology", "Consumer Discretionary", "Energy"),
    *("Real Estate", "Utilities"),
)
UNKNOWN_SYMBOLS, UNLISTED = ("M0007",), ("SETTLED RIGHTS",)
_NAN = math.nan
_WORDS = ("Anvil", "Birch", "Copper", "Delta", "Ember", "Fjord", "Granite")
_SURVIVORS = (
    f"history since 2029-06-01 is that of the members of {LISTED}: companies that left the index are missing, so the "
    "past looks better than it was (survivorship)"
)
FEEDS = (
    FeedStatus("holdings", FeedState.OK, 1936886000.0),
    FeedStatus("universe", FeedState.OK, 1936886390.0, message="1 members unknown to the source: M0007"),
)


def members(count: int = 120, *, now: float) -> Members:
    """Companies whose weight falls from the first to the last; the eighth has no price, the ninth no figures."""
    sizes = [1.0 / (10 + place) for place in range(count)]
    returns = [_NAN if place == 7 else 0.03 * math.sin(place * 1.3) for place in range(count)]
    before = [20.0 + 3 * (place % 40) for place in range(count)]
    price = [close * (1 + ret) for close, ret in zip(before, returns, strict=True)]
    weight = [size / sum(sizes) for size in sizes]
    columns = {
        "weight": weight,
        "price": price,
        "previous_close": before,
        "ret_1d": returns,
        "contribution": [w * r for w, r in zip(weight, returns, strict=True)],
        "time": [now - 3 - place for place in range(count)],
        "range_52w": [0.5] * count,
        "high_52w": [close * 1.02 for close in before],
        "low_52w": [close * 0.7 for close in before],
        "average_50d": _but(8, [close * (0.95 + 0.1 * (place % 2)) for place, close in enumerate(before)]),
        "average_200d": _but(8, [close * 0.9 for close in before]),
        "market_cap": _but(8, [4e9 * size for size in sizes]),
        "forward_pe": [_NAN if place % 3 == 0 else 12.0 + place / 10 for place in range(count)],
        "trailing_eps": [1.0] * count,
    }
    flags = [UNKNOWN if place == 8 else YES if place % 2 == 0 else NO for place in range(count)]
    highs = [YES if price[place] > before[place] * 1.02 else NO for place in range(count)]
    return Members(
        key=KEY,
        symbols=tuple(f"M{place:04d}" for place in range(count)),
        names=tuple(f"{_WORDS[place % len(_WORDS)]} {SECTORS[place % 8].split()[0]} Inc" for place in range(count)),
        sectors=SECTORS,
        sector_of=bytes(place % len(SECTORS) for place in range(count)),
        **{name: array("d", values).tobytes() for name, values in columns.items()},
        above_50d=array("b", flags).tobytes(),
        above_200d=array("b", flags).tobytes(),
        new_high=array("b", highs).tobytes(),
        new_low=array("b", [NO] * count).tobytes(),
    )


def summary(of: Members, **changes: object) -> Summary:
    """What invented members add up to; the returns of the sectors are invented apart."""
    movers = [_mover(of, place) for place in range(len(of)) if of.column("ret_1d")[place] == of.column("ret_1d")[place]]
    by_return, by_points = (sorted(movers, key=lambda m, n=name: -getattr(m, n)) for name in ("ret_1d", "contribution"))
    weights = [
        sum(of.column("weight")[place] for place in range(i, len(of), len(SECTORS))) for i in range(len(SECTORS))
    ]
    sectors = [
        SectorRow(name, weights[i], 0.012 * (3.4 - i), weights[i] * 0.012 * (3.4 - i), len(of) // 8, len(of) // 8)
        for i, name in enumerate(SECTORS)
    ]
    move = sum(mover.contribution for mover in movers)
    whole: dict[str, object] = {
        "breadth": Breadth(0.432, 0.51, len(of) - 1, len(of) - 1, 62, 55, 2, 5, 3, len(of) - 1),
        "cap_weighted": move,
        "equal_weighted": move / 2,
        "sectors": tuple(sorted(sectors, key=lambda row: -row.weight)),
        "up": tuple(by_return[:20]),
        "down": tuple(reversed(by_return[-20:])),
        "contributors": tuple(by_points[:20]),
        "detractors": tuple(reversed(by_points[-20:])),
        "carriers": Contributors(move, 4, sum(mover.contribution for mover in by_points[:8])),
        "valuation": Valuation("IWM", LISTED, 31.4, 17.2, 0.97, 0.64, 0.11, 0.9),
        "unknown": UNKNOWN_SYMBOLS,
        "unlisted": UNLISTED,
        "basis": "px",
        "caveats": (_SURVIVORS,),
    }
    return Summary(KEY, "IWM", LISTED, DAY, len(of), len(of) - 1, 0.981, **{**whole, **changes})  # type: ignore[arg-type]


def _but(place: int, values: list[float]) -> list[float]:
    return [*values[:place], _NAN, *values[place + 1 :]]


def _mover(of: Members, place: int) -> Mover:
    weight, price, ret = (of.column(name)[place] for name in ("weight", "price", "ret_1d"))
    sector = of.sectors[of.sector_of[place]]
    return Mover(place, of.symbols[place], of.names[place], sector, weight, price, ret, weight * ret)


def history(days: int = 300) -> BreadthHistory:
    """Waves of breadth, up to the day before."""
    last = 22414  # 2031-05-14
    numbers = array("q", range(last - days + 1, last + 1))
    near, far = ([0.5 + 0.3 * math.sin(day / length) for day in range(days)] for length in (20, 60))
    cap, equal = ([size * math.sin(day) for day in range(days)] for size in (0.01, 0.011))
    packed = {"above_50d": near, "above_200d": far, "cap_weighted": cap, "equal_weighted": equal}
    return BreadthHistory(day=numbers.tobytes(), **{k: array("d", v).tobytes() for k, v in packed.items()})


@cache
def universe(*, now: float, count: int = 120) -> Universe:
    """Everything that a view of the members needs."""
    made = members(count, now=now)
    return Universe(made, summary(made), history())


def changes(of: Members, ticks: dict[int, float], time: float) -> MemberChanges:
    """New prices of the members at these places."""
    before = of.column("previous_close")
    rows = sorted(ticks.items())
    return MemberChanges(
        of.key,
        array("H", [place for place, _ in rows]).tobytes(),
        array("d", [price for _, price in rows]).tobytes(),
        array("d", [price / before[place] - 1 for place, price in rows]).tobytes(),
        array("d", [time] * len(rows)).tobytes(),
    )
