"""A market to allocate in, and commands that are asked about it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.engine.allocation.problems import SYMBOLS, market

CONFIG = """\
[allocation]
lookback_years = 2

[[allocation.sleeves]]
name = "US equity"
weight = 0.45
members = ["SPY", "IWM"]
floors = { IWM = 0.12 }

[[allocation.sleeves]]
name = "Rest"
weight = 0.55
members = ["AGG", "TLT", "GLD", "VNQ"]

[portfolio]
cash = 10000.0
holdings = [ { symbol = "IWM", shares = 100, cost = 210.5, opened = 2025-04-08 } ]
"""


# Two years of days: too few for a walk-forward, which takes most of the time.
RECENT = 505


def write_market(folder: Path, days: list[str], symbols: tuple[str, ...] = SYMBOLS, count: int = 1399) -> Path:
    """One file a member, of an invented market, without any column but the adjusted close."""
    folder.mkdir(parents=True, exist_ok=True)
    levels = 100 * np.cumprod(1 + market(1399).returns, axis=0)
    for symbol in symbols:
        column = levels[-count:, SYMBOLS.index(symbol)]
        rows = [f"{day},{value:.6f}\n" for day, value in zip(days[-count:], column, strict=True)]
        (folder / f"{symbol}.csv").write_text("Date,Adj Close\n" + "".join(rows))
    return folder


MIXED = (
    CONFIG
    + """
[[allocation.portfolios]]
name = "70/30"
weights = { SPY = 0.7, GLD = 0.3 }

[[allocation.portfolios]]
name = "A mix of many parts"
weights = { SPY = 0.25, IWM = 0.25, TLT = 0.25, AGG = 0.25 }
"""
)
