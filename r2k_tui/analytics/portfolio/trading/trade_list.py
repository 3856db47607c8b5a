"""Trades in whole lots that bring holdings to target weights, or back to a band around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec
import numpy as np

from r2k_tui.analytics.portfolio.trading.band import Band, band_around, to_band
from r2k_tui.analytics.portfolio.trading.lot_fill import SLACK, Positions, fill
from r2k_tui.analytics.series.arrays import Flags, Floats
from r2k_tui.model.money.currency import CASH
from r2k_tui.model.threshold import at_least

_DECIMALS = 10


class Order(NamedTuple):
    """Order for `shares` at `price`; negative sells."""

    symbol: str
    shares: float
    price: float

    @property
    def value(self) -> float:
        """Cost in the currency of the price, negative for a sale."""
        return self.shares * self.price


class TradeRules(msgspec.Struct, frozen=True):
    """How orders may look: least value, cost as a fraction of the traded amount, shares of a lot by symbol (1 for all
    others), symbols that are not sold, and the width of the `band` to go back to; None goes to the targets.
    """

    least: float = 0.0
    cost: float = 0.0
    lot_sizes: Mapping[str, float] = {}
    kept: tuple[str, ...] = ()
    band: float | None = None


_NO_RULES = TradeRules()


def orders(
    target: Mapping[str, float],
    held: Mapping[str, float],
    prices: Mapping[str, float],
    cash: float,
    rules: TradeRules = _NO_RULES,
) -> list[Order]:
    """Orders from the shares `held` to the `target` weights of holdings in the target and cash together, sales first.

    Never on margin, never short, in whole lots. What the weights leave of the whole is kept as cash; the weight of
    the member `cash` does the same. Orders of less than `least` in value are left out, and the others follow from that.
    """
    symbols = [symbol for symbol in target if symbol != CASH]
    if not symbols:
        return []
    book = _book(symbols, target, held, prices, cash, rules)
    band = band_around(book, rules.band, cash_is_member=CASH in target) if rules.band is not None else None
    lots = _lots(book, band, rules.least)
    sizes = [rules.lot_sizes.get(symbol, 1.0) for symbol in symbols]
    listed = [
        Order(symbol, whole(round(count * size, _DECIMALS)), prices[symbol])
        for symbol, count, size in zip(symbols, lots.tolist(), sizes, strict=True)
        if count
    ]
    return sorted(listed, key=lambda order: order.value)


def _lots(book: Positions, band: Band | None, least: float) -> Floats:
    """Lots of each position. Those of too little value are excluded, and the rest is solved again."""
    allowed: Flags = np.ones(len(book.lot), dtype=np.bool_)
    while True:
        lots = fill(book, allowed) if band is None else to_band(book, band, allowed)
        little = (lots != 0) & ~at_least(np.abs(lots * book.lot), least)
        if not little.any():
            return lots
        allowed &= ~little


def _book(
    symbols: list[str],
    target: Mapping[str, float],
    held: Mapping[str, float],
    prices: Mapping[str, float],
    cash: float,
    rules: TradeRules,
) -> Positions:
    price = np.array([prices[symbol] for symbol in symbols])
    size = np.array([rules.lot_sizes.get(symbol, 1.0) for symbol in symbols])
    shares = np.array([held.get(symbol, 0.0) for symbol in symbols])
    total = cash + float(shares @ price)
    wanted = np.array([target[symbol] for symbol in symbols]) * total
    kept = np.isin(symbols, rules.kept)
    sellable = np.where(kept, 0.0, np.floor(np.maximum(shares, 0.0) / size + SLACK))
    return Positions(shares * price, wanted, price * size, sellable, cash, total - float(wanted.sum()), rules.cost)


def leftover(shares: Mapping[str, float], prices: Mapping[str, float], cash: float, cost: float) -> float:
    """Cash after the trades and their cost."""
    values = [count * prices[symbol] for symbol, count in shares.items()]
    return cash - sum(values) - cost * sum(abs(value) for value in values)


def whole(shares: float) -> float:
    """The same number of shares, an integer where it is whole."""
    return int(shares) if shares == int(shares) else shares
