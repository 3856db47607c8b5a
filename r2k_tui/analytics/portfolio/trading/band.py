"""Whole lots that bring positions back to the edge of a band around their targets, and no further."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.portfolio.trading.lot_fill import SLACK, Positions, spread, to_level
from r2k_tui.analytics.series.arrays import Flags, Floats
from r2k_tui.model.threshold import above, below


class Band(msgspec.Struct, frozen=True, eq=False):
    """Lowest and highest value of each position, and of cash; `cash_high` is infinite where cash has no band."""

    low: Floats
    high: Floats
    cash_low: float
    cash_high: float


def band_around(book: Positions, width: float, *, cash_is_member: bool) -> Band:
    """Band of `width`, a share of the whole, around each target. Cash that is no member has a least value only, 0."""
    reach = width * (float(book.value.sum()) + book.cash)
    low, high = np.maximum(book.target - reach, 0.0), book.target + reach
    if not cash_is_member:
        return Band(low, high, 0.0, np.inf)
    return Band(low, high, max(book.cash_target - reach, 0.0), book.cash_target + reach)


def outside(book: Positions, band: Band) -> Flags:
    """Positions outside their band."""
    flags: Flags = above(book.value, band.high) | below(book.value, band.low)
    return flags


def cash_outside(book: Positions, band: Band) -> bool:
    """Whether cash is outside its band; never where it has none."""
    return bool(np.isfinite(band.cash_high) and (above(book.cash, band.cash_high) or below(book.cash, band.cash_low)))


def to_band(book: Positions, band: Band, allowed: Flags) -> Floats:
    """Lots of each position to buy, negative to sell, none where no position is outside its band.

    A position outside goes to the nearer edge, to the first whole lot inside. Cash pays for purchases and takes what
    sales bring. Where it does not suffice, others are sold, those furthest above their targets first and none below
    its band; where cash is a member and above its band, others are bought in the same way.
    """
    if not outside(book, band).any() and not cash_outside(book, band):
        return np.zeros(len(book.lot))
    lots: Floats = np.where(allowed, _to_edges(book, band), 0.0)
    missing = band.cash_low - book.cash_after(lots)
    if missing > SLACK:
        value, left = book.value + lots * book.lot, np.where(lots <= 0, book.sellable + lots, 0.0)
        room = np.where(allowed, np.clip(value - band.low, 0.0, left * book.lot), 0.0)
        lots = lots - spread(missing / (1 - book.cost), value - book.target, room, book.lot)
    if book.cash_after(lots) < band.cash_low - SLACK:
        lots = _affordable(book, band, lots)
    spare = book.cash_after(lots) - band.cash_high
    if spare > SLACK:
        value = book.value + lots * book.lot
        room = np.where(allowed & (lots >= 0), np.maximum(band.high - value, 0.0), 0.0)
        lots = lots + spread(spare / (1 + book.cost), book.target - value, room, book.lot)
    return lots


def _to_edges(book: Positions, band: Band) -> Floats:
    """Lots that bring each position outside its band to the first whole lot inside; the last one outside if a lot is
    wider than the band."""
    over, under = (book.value - band.high) / book.lot, (band.low - book.value) / book.lot
    sold, bought = np.ceil(over - SLACK), np.ceil(under - SLACK)
    sold = np.where(book.value - sold * book.lot < band.low - SLACK, sold - 1, sold)
    bought = np.where(book.value + bought * book.lot > band.high + SLACK, bought - 1, bought)
    sales = np.clip(np.where(above(book.value, band.high), sold, 0.0), 0.0, book.sellable)
    purchases = np.where(below(book.value, band.low), np.maximum(bought, 0.0), 0.0)
    lots: Floats = purchases - sales
    return lots


def _affordable(book: Positions, band: Band, lots: Floats) -> Floats:
    """The same sales, and purchases as near to the edges of their bands as the cash goes."""
    sales = np.minimum(lots, 0.0)
    edges = msgspec.structs.replace(book, target=band.low, cash_target=band.cash_low)
    return sales + np.minimum(to_level(edges, sales, lots > 0), np.maximum(lots, 0.0))
