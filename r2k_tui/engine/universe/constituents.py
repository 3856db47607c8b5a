"""Static columns of one holdings list: symbols, names, weights and sectors of the constituents."""

from __future__ import annotations

from datetime import date

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.model.calendar.days import bar_of_day
from r2k_tui.model.market.holdings import FundHoldings

_MOST_SECTORS = 254
OTHER = "Other"


class Constituents:
    """Equity positions of a holdings list, one row each, in list order. `places` maps a quoted symbol to its row."""

    def __init__(self, holdings: FundHoldings) -> None:
        rows = holdings.equities()
        self.fund, self.as_of = holdings.fund, holdings.as_of
        self.day = bar_of_day(date.fromisoformat(holdings.as_of)) // 86400
        self.key = f"{holdings.fund} {holdings.as_of} {len(rows)} {holdings.retrieved_at:.0f}"
        self.symbols = tuple(row.symbol or row.ticker for row in rows)
        self.names = tuple(row.name for row in rows)
        self.places = {row.symbol: place for place, row in enumerate(rows) if row.symbol}
        self.unlisted = tuple(row.name or row.ticker for row in rows if not row.symbol)
        self.weights: Floats = np.array([row.weight for row in rows], dtype=np.float64)
        ranked = sorted({row.sector for row in rows})[:_MOST_SECTORS]
        self.sectors = (*ranked, OTHER) if OTHER not in ranked else tuple(ranked)
        number = {sector: place for place, sector in enumerate(self.sectors)}
        self.sector_of: Counts = np.array([number.get(row.sector, number[OTHER]) for row in rows], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.symbols)

    def quoted(self) -> tuple[str, ...]:
        """Symbols to request from a source, in descending order of weight."""
        return tuple(sorted(self.places, key=lambda symbol: -float(self.weights[self.places[symbol]])))
