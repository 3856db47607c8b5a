"""What a rule sees: prices on the days its assets have in common, the bill rate, the gauge, and the finished months."""

from __future__ import annotations

from functools import cached_property

import msgspec
import numpy as np

from r2k_tui.analytics.risk.ratios import YEAR
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.months import MonthIndex
from r2k_tui.model.threshold import at_most


class AssetPrices(msgspec.Struct, frozen=True, eq=False):
    """Prices of one asset that a rule may hold, all above zero, on ascending days. `note` says what they are not."""

    symbol: str
    days: Days
    prices: Floats
    note: str = ""


class RuleMarket(msgspec.Struct, frozen=True, eq=False, dict=True):
    """Inputs of one rule. `prices` is (days, assets), the asset that the rule times first.

    `stocks` is the number of leading assets that are stocks. `rate` is the annual bill rate known before each day;
    `gauge` the risk gauge at each close, from 0 to 100, NaN where absent. The first decision is at or after row
    `first`.
    """

    symbols: tuple[str, ...]
    days: Days
    prices: Floats
    stocks: int
    months: MonthIndex
    rate: Floats
    gauge: Floats
    first: int = 0

    @cached_property
    def bills(self) -> Floats:
        """Growth of 1 in bills at each close."""
        return np.asarray(np.cumprod(1 + self.rate / YEAR), dtype=np.float64)

    def at_month_ends(self, values: Floats) -> Floats:
        """Value at the last bar of each finished month, NaN where the month has none."""
        last = self.months.last_bar
        return np.where(last >= 0, values[last], np.nan) if len(last) else np.zeros(0)


def joined(fund: AssetPrices | None, index: AssetPrices | None) -> AssetPrices | None:
    """The fund, with its index before the fund's first day; whichever there is alone; None without either.

    The fund's prices are scaled to the index on its first day, so that no earlier price depends on a later day.
    """
    if fund is None or not len(fund.days):
        if index is None or not len(index.days):
            return None
        words = f"{index.symbol} in place of its fund: price return, without dividends"
        return msgspec.structs.replace(index, note=words)
    if index is None or not len(index.days):
        return fund
    stop = int(np.searchsorted(index.days, fund.days[0], side="right"))
    if not stop or not at_most(int((fund.days[0] - index.days[stop - 1]).astype(int)), _LONGEST_GAP):
        return fund
    before = index.days < fund.days[0]
    if not before.any():
        return fund
    scale = index.prices[stop - 1] / fund.prices[0]
    words = f"{index.symbol} before {fund.days[0]}: price return, without dividends, which favors bills"
    return AssetPrices(
        fund.symbol,
        np.concatenate([index.days[before], fund.days]),
        np.concatenate([index.prices[before], fund.prices * scale]),
        words,
    )


_LONGEST_GAP = 5


def common_days(assets: tuple[AssetPrices, ...]) -> tuple[Days, Floats]:
    """Days that all assets have, and their prices on those days: (days, assets)."""
    days = assets[0].days
    for asset in assets[1:]:
        days = np.intersect1d(days, asset.days)
    columns = [asset.prices[np.searchsorted(asset.days, days)] for asset in assets]
    return days, np.column_stack(columns) if len(days) else np.zeros((0, len(assets)))
