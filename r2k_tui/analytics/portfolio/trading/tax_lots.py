"""Tax lots of a sale: which lots it uses, the gain of each, and whether it was held over a year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

LotOrder = Literal["fifo", "hifo"]
_DECIMALS = 10


class TaxLot(NamedTuple):
    """Shares of one purchase. `cost` is the price paid per share, None if unknown, as is the day `opened`."""

    name: str
    shares: float
    cost: float | None = None
    opened: date | None = None


class UsedLot(NamedTuple):
    """Shares of a lot that a sale uses; `gain` in the currency of the prices, None if the cost is unknown.

    `over_a_year`: whether the lot was held for more than a year; None if the day of purchase is unknown.
    """

    lot: TaxLot
    shares: float
    gain: float | None
    over_a_year: bool | None


def lots_of_sale(lots: Sequence[TaxLot], shares: float, price: float, order: LotOrder, day: date) -> list[UsedLot]:
    """Lots that a sale of `shares` at `price` on `day` uses, in order; together they have as many shares as it does.

    `fifo` takes the oldest first, those of an unknown day before all others; `hifo` the most expensive first, those of
    an unknown cost last. Short lots are none. Raises ValueError if the lots have fewer shares than the sale.
    """
    used, left = [], shares
    for lot in sorted((lot for lot in lots if lot.shares > 0), key=_hifo if order == "hifo" else _fifo):
        if left <= 0:
            break
        count = min(lot.shares, left)
        # Sums of fractional lots end with rounding errors, which are no shares.
        left = round(left - count, _DECIMALS)
        gain = None if lot.cost is None else (price - lot.cost) * count
        used.append(UsedLot(lot, count, gain, over_a_year(lot.opened, day)))
    if left > 0:
        raise ValueError(f"the lots have {left:g} shares fewer than the sale")
    return used


def total_gain(used: Sequence[UsedLot]) -> float | None:
    """Realized gain of a sale; None if the cost of any share is unknown."""
    gains = [one.gain for one in used]
    return None if None in gains else sum(gain for gain in gains if gain is not None)


def over_a_year(opened: date | None, day: date) -> bool | None:
    """Whether `day` is later than one year after the purchase; None if that day is unknown.

    A year from the last day of a month ends on the last day of that month, be it February 28 or 29. Source: Internal
    Revenue Service, Revenue Ruling 66-7.
    """
    if opened is None:
        return None
    year = opened.year + 1
    is_last = (opened + timedelta(days=1)).day == 1
    return day > opened.replace(year=year, day=monthrange(year, opened.month)[1] if is_last else opened.day)


def _fifo(lot: TaxLot) -> date:
    return lot.opened or date.min


def _hifo(lot: TaxLot) -> tuple[float, date]:
    return (float("inf") if lot.cost is None else -lot.cost), lot.opened or date.min
