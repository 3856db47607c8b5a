"""Daily total returns of several symbols on common days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

import msgspec
import numpy as np

from r2k_tui.analytics.risk.ratios import YEAR
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.returns import months_before


class PriceHistory(msgspec.Struct, frozen=True, eq=False):
    """Prices (tr) of one symbol, ascending by `days` (datetime64[D])."""

    days: Days
    values: Floats


class Panel(msgspec.Struct, frozen=True, eq=False):
    """Panel of simple returns: `returns` is n x k, one column per symbol; row i ends on `days[i]`.

    `start` is the day of the first price. Columns other than the `common` ones may hold NaN.
    """

    symbols: tuple[str, ...]
    start: str
    days: Days
    returns: Floats

    def column(self, symbol: str) -> Floats:
        """Returns of one symbol."""
        result: Floats = self.returns[:, self.symbols.index(symbol)]
        return result

    def columns(self, symbols: Sequence[str]) -> Floats:
        """Returns of several symbols, in their order."""
        result: Floats = self.returns[:, [self.symbols.index(symbol) for symbol in symbols]]
        return result

    def rows(self, start: int, stop: int) -> Panel:
        """Returns from row `start` up to and without `stop`."""
        first = self.start if start == 0 else str(self.days[start - 1])
        return Panel(self.symbols, first, self.days[start:stop], self.returns[start:stop])


def usable(prices: PriceHistory) -> PriceHistory:
    """Prices that are finite and above zero."""
    kept = np.isfinite(prices.values) & (prices.values > 0)
    return prices if kept.all() else PriceHistory(prices.days[kept], prices.values[kept])


def build(prices: Mapping[str, PriceHistory], common: Sequence[str], years: int | None = None) -> Panel:
    """Panel on the days that all of `common` have; `years` limits it to that many before the last day.

    Other symbols are NaN where they lack a price of a day or of the previous one. Fewer than two common days give no
    rows.
    """
    symbols = tuple(dict.fromkeys((*common, *prices)))
    days = reduce(np.intersect1d, (prices[symbol].days for symbol in common))
    if years is not None and len(days):
        days = days[days >= months_before(days[-1], 12 * years)]
    levels = np.column_stack([_at(prices[symbol], days) for symbol in symbols])
    returns = levels[1:] / levels[:-1] - 1 if len(days) > 1 else np.empty((0, len(symbols)))
    return Panel(symbols, str(days[0]) if len(days) else "", days[1:], returns)


def with_column(panel: Panel, symbol: str, returns: Floats, place: int) -> Panel:
    """The panel with the returns of another symbol as its column at `place`."""
    symbols = (*panel.symbols[:place], symbol, *panel.symbols[place:])
    return Panel(symbols, panel.start, panel.days, np.insert(panel.returns, place, returns, axis=1))


def accrued(days: Days, rates: float | Floats) -> PriceHistory:
    """History of an amount that earns an annual rate, 1/252 of it on each of `days` after the first."""
    growth = 1 + np.broadcast_to(np.asarray(rates, dtype=np.float64), (len(days),)) / YEAR
    return PriceHistory(days, np.concatenate([[1.0], np.cumprod(growth[1:])])[: len(days)])


def _at(prices: PriceHistory, days: Days) -> Floats:
    """Prices of these days, NaN where missing."""
    out = np.full(len(days), np.nan)
    if len(prices.days):
        place = np.minimum(np.searchsorted(prices.days, days), len(prices.days) - 1)
        found = prices.days[place] == days
        out[found] = prices.values[place[found]]
    return out
