"""Market caps of the constituents of one fund, as their quotes reported them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.membership.ranks import Company
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.prices import ConstituentPrices
from r2k_tui.model.calendar.days import new_york_day


class MarketCaps(NamedTuple):
    """Columns with one value per constituent; NaN where the source gave none. `times`: when each was taken."""

    fund: str
    symbols: tuple[str, ...]
    names: tuple[str, ...]
    caps: Floats
    times: Floats

    @property
    def known(self) -> int:
        """Number of constituents with a market cap."""
        return int(np.isfinite(self.caps).sum())

    def companies(self) -> tuple[Company, ...]:
        """Quoted constituents; what trades nowhere has no rank."""
        rows = zip(self.symbols, self.names, self.caps.tolist(), strict=True)
        return tuple(Company(symbol, name, self.fund, None if cap != cap else cap) for symbol, name, cap in rows)

    def days(self) -> tuple[str | None, str | None]:
        """First and last day of the caps in New York; None without any."""
        taken = self.times[np.isfinite(self.caps) & (self.times > 0)]
        if not len(taken):
            return None, None
        edges = (float(taken.min()), float(taken.max()))
        first, last = (new_york_day(at).isoformat() for at in edges)
        return first, last


def market_caps(roll: Constituents, prices: ConstituentPrices) -> MarketCaps:
    """Market caps of the quoted constituents: those of the source, else shares times price.

    Names are those of the list: they tell share classes apart.
    """
    places = np.array([roll.places[symbol] for symbol in roll.places], dtype=np.int64)
    worth = prices.figure("shares") * np.frombuffer(prices.price)
    given = prices.figure("market_cap")
    caps = np.where(np.isfinite(given), given, worth)[places]
    names = tuple(roll.names[place] for place in places.tolist())
    return MarketCaps(roll.fund, tuple(roll.places), names, caps, prices.taken_at()[places])
