"""The figures of index members, by row or by column, from the columns of an answer and live prices."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import NamedTuple

from r2k_tui.model.market.universe import YES, Members

# The columns that frames update.
LIVE = ("price", "ret_1d", "time")


class ConstituentRow(NamedTuple):
    """One member; an unknown figure is None.

    `from_50d`, `from_200d`: price / average - 1; `place_52w`: place of the price in the 52-week range, 0 to 1;
    `extreme`: 1 for a new high, -1 for a new low.
    """

    symbol: str
    name: str
    sector: str
    weight: float | None
    price: float | None
    ret_1d: float | None
    contribution: float | None
    from_50d: float | None
    from_200d: float | None
    place_52w: float | None
    extreme: int
    market_cap: float | None
    forward_pe: float | None
    time: float | None


class Figures(NamedTuple):
    """The columns of one list; price, return and time are live, the rest is of the last answer."""

    members: Members
    price: Sequence[float]
    ret_1d: Sequence[float]
    time: Sequence[float]
    weight: Sequence[float]
    average_50d: Sequence[float]
    average_200d: Sequence[float]
    high_52w: Sequence[float]
    low_52w: Sequence[float]
    market_cap: Sequence[float]
    forward_pe: Sequence[float]
    new_high: Sequence[int]
    new_low: Sequence[int]

    def row(self, place: int) -> ConstituentRow:
        """One member."""
        members, price, ret = self.members, self.price[place], self.ret_1d[place]
        high, low = self.high_52w[place], self.low_52w[place]
        highest = price > high or self.new_high[place] == YES
        lowest = price < low or self.new_low[place] == YES
        return ConstituentRow(
            members.symbols[place],
            members.names[place],
            members.sectors[members.sector_of[place]],
            _or_none(self.weight[place]),
            _or_none(price),
            _or_none(ret),
            _or_none(self.weight[place] * ret),
            _or_none(distance(price, self.average_50d[place])),
            _or_none(distance(price, self.average_200d[place])),
            _or_none(place_between(price, low, high)),
            highest - lowest,
            _or_none(self.market_cap[place]),
            _or_none(self.forward_pe[place]),
            _or_none(self.time[place]),
        )

    def column(self, name: str) -> list[float] | list[str]:
        """One figure of every member, by its name in a row; NaN where it is unknown."""
        members = self.members
        match name:
            case "symbol":
                return list(members.symbols)
            case "name":
                return [text.casefold() for text in members.names]
            case "sector":
                return [members.sectors[number] for number in members.sector_of]
            case "contribution":
                return [weight * ret for weight, ret in zip(self.weight, self.ret_1d, strict=True)]
            case "from_50d":
                return list(map(distance, self.price, self.average_50d))
            case "from_200d":
                return list(map(distance, self.price, self.average_200d))
            case "place_52w":
                return list(map(place_between, self.price, self.low_52w, self.high_52w))
        values: Sequence[float] = getattr(self, name)
        return list(values)


def figures_of(members: Members, price: Sequence[float], ret_1d: Sequence[float], time: Sequence[float]) -> Figures:
    """The columns of a list, with live ones in place of the answer's."""
    column, flags = members.column, members.flags
    return Figures(
        members,
        price,
        ret_1d,
        time,
        weight=column("weight"),
        average_50d=column("average_50d"),
        average_200d=column("average_200d"),
        high_52w=column("high_52w"),
        low_52w=column("low_52w"),
        market_cap=column("market_cap"),
        forward_pe=column("forward_pe"),
        new_high=flags("new_high"),
        new_low=flags("new_low"),
    )


def distance(price: float, average: float) -> float:
    """price / average - 1; NaN where either is unknown."""
    return price / average - 1.0 if average > 0 else nan


def place_between(price: float, low: float, high: float) -> float:
    """Place of the price between low (0) and high (1), clamped; NaN where unknown."""
    if not high > low or price != price:
        return nan
    return min(1.0, max(0.0, (price - low) / (high - low)))


def _or_none(value: float) -> float | None:
    return value if value == value else None
