"""Daily total returns of several symbols on the days that all of them have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.returns import months_before


class PriceHistory(msgspec.Struct, frozen=True, eq=False):
    """Prices (tr) of one symbol, ascending by `days` (datetime64[D])."""

    days: Days
    values: Floats


class Panel(msgspec.Struct, frozen=True, eq=False):
    """Simple returns: `returns` is n x k, one column a symbol; row i ends on `days[i]` and begins at the day before.

    `start` is the day of the first price. A column beyond those asked to be common may hold NaN.
    """

    symbols: tuple[str, ...]
    start: str
    days: Days
    returns: Floats

    def column(self, symbol: str) -> Floats:
        """The returns of one symbol."""
        result: Floats = self.returns[:, self.symbols.index(symbol)]
        return result

    def columns(self, symbols: Sequence[str]) -> Floats:
        """The returns of some symbols, in their order."""
        result: Floats = self.returns[:, [self.symbols.index(symbol) for symbol in symbols]]
        return result

    def rows(self, start: int, stop: int) -> Panel:
        """The returns from row `start` up to `stop`, as `range` counts."""
        first = self.start if start == 0 else str(self.days[start - 1])
        return Panel(self.symbols, first, self.days[start:stop], self.returns[start:stop])


def usable(prices: PriceHistory) -> PriceHistory:
    """The prices that are above zero and finite; the others are no prices."""
    kept = np.isfinite(prices.values) & (prices.values > 0)
    return prices if kept.all() else PriceHistory(prices.days[kept], prices.values[kept])


def build(prices: Mapping[str, PriceHistory], common: Sequence[str], years: int | None = None) -> Panel:
    """The panel on the days that all of `common` have; `years` keeps that many before the last of these days.

    Other symbols are NaN where they lack a price of such a day, or of the one before. Fewer than two common days give
    no rows.
    """
    symbols = tuple(dict.fromkeys((*common, *prices)))
    days = reduce(np.intersect1d, (prices[symbol].days for symbol in common))
    if years is not None and len(days):
        days = days[days >= months_before(days[-1], 12 * years)]
    levels = np.column_stack([_at(prices[symbol], days) for symbol in symbols])
    returns = levels[1:] / levels[:-1] - 1 if len(days) > 1 else np.empty((0, len(symbols)))
    return Panel(symbols, str(days[0]) if len(days) else "", days[1:], returns)


def _at(prices: PriceHistory, days: Days) -> Floats:
    """Prices of these days, NaN where there is none."""
    out = np.full(len(days), np.nan)
    if len(prices.days):
        place = np.minimum(np.searchsorted(prices.days, days), len(prices.days) - 1)
        found = prices.days[place] == days
        out[found] = prices.values[place[found]]
    return out
