"""Value of a portfolio that trades decided weights on given closes, with bills for the rest and costs on each trade."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.rules.decisions import Targets
from r2k_tui.analytics.rules.market import RuleMarket
from r2k_tui.analytics.series.arrays import Counts, Floats

LEAST_TRADE = 1e-9


class ValuePath(msgspec.Struct, frozen=True, eq=False):
    """Path from the close of the first trade on: `values` start at 1, before the cost of that trade.

    `exposure` is the share in stocks before each return, one shorter than `values`; `exposure_now` that at the last
    close. `trades` are the rows of the trades, `traded` their purchases plus sales as a share of the value, bills
    not counted, each at `cost`. `start` is the row of the first value.
    """

    start: int
    values: Floats
    exposure: Floats
    exposure_now: float
    trades: Counts
    traded: Floats
    cost: float

    @property
    def returns(self) -> Floats:
        """Daily returns after costs."""
        result: Floats = self.values[1:] / self.values[:-1] - 1
        return result


def follow(market: RuleMarket, targets: Targets, cost: float) -> ValuePath:
    """Path of `targets`, by rows of the closes on which they are traded, at least one of them before the last bar.

    Between trades the shares drift. `cost` is a fraction of the traded amount; trading bills is free.
    """
    bars, stocks = len(market.days), market.stocks
    rows, risky = targets.rows, targets.weights
    start = int(rows[0])
    weights = np.column_stack([risky, 1 - risky.sum(axis=1)])
    growth = np.column_stack([market.prices, market.bills])
    # What each asset is worth at each close, per unit of value at the last trade before it.
    segment = np.searchsorted(rows, np.arange(start + 1, bars), side="left") - 1
    parts = weights[segment] * growth[start + 1 :] / growth[rows[segment]]
    relative = parts.sum(axis=1)
    ends = rows[1:] - start - 1
    held = np.concatenate([np.zeros((1, risky.shape[1])), parts[ends, :-1] / relative[ends, None]])
    traded = np.abs(risky - held).sum(axis=1)
    kept = 1 - cost * traded
    levels = kept * np.concatenate([[1.0], np.cumprod(relative[ends] * kept[:-1])])
    values = np.concatenate([[1.0], levels[segment] * relative])
    values[rows[1:] - start] = levels[1:]
    shares = parts[:, :stocks].sum(axis=1) / relative
    begun = np.isin(np.arange(start, bars - 1), rows)
    exposure = np.concatenate([[0.0], shares[:-1]]) if len(shares) else np.zeros(0)
    exposure[begun] = risky[: int(begun.sum()), :stocks].sum(axis=1)
    now = float(risky[-1, :stocks].sum()) if rows[-1] == bars - 1 else float(shares[-1])
    happened = traded > LEAST_TRADE
    return ValuePath(start, values, exposure, now, rows[happened], traded[happened], cost)


def hold(market: RuleMarket, start: int, cost: float) -> ValuePath:
    """Path of the first asset, bought on the close of row `start` and held."""
    weights = np.zeros((1, market.prices.shape[1]))
    weights[0, 0] = 1.0
    return follow(market, Targets(np.array([start], dtype=np.int64), weights), cost)
