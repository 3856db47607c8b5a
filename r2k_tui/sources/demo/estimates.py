"""Forward earnings of the simulated companies by session: each company's estimate is revised every few weeks."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.model.calendar.bell import closing_bell
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.estimates import DayEstimates
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.demo.companies import COUNT
from r2k_tui.sources.demo.members import SimulatedMemberPrices
from r2k_tui.sources.demo.simulation.exchange import DAY
from r2k_tui.sources.demo.simulation.noise import key, normal

# Past sessions whose estimates are known.
KEPT = 90
_SIZE = 0.05
# Sessions between two revisions of one company: from the first to the last, by company.
_LEAST, _SPREAD = 21, 44


def forward_earnings(prices: SimulatedMemberPrices, row: int) -> Floats:
    """Estimated earnings per share of the next year, one per company, as of a session."""
    firm, session = prices.companies, prices.first + row
    places = np.arange(COUNT, dtype=np.int64)
    cadence = _LEAST + places * 13 % _SPREAD
    revision = (session + places * 7) // cadence
    drawn = normal(key(prices.seed, "company", "revision"), revision * 4096 + places)
    base = firm.earnings * (1 + firm.growth)
    revised: Floats = (base + np.abs(base) * _SIZE * drawn).round(4)
    return revised


def kept_days(prices: SimulatedMemberPrices, row: int) -> tuple[str, ...]:
    """Days whose estimates are known, up to a session."""
    return tuple(_day(prices, one) for one in range(max(0, row + 1 - KEPT), row + 1))


def estimates_of(prices: SimulatedMemberPrices, row: int, day: str) -> DayEstimates:
    """Estimates of one of the days. Raises NotFound for another day."""
    days = kept_days(prices, row)
    if day not in days:
        raise NotFound(f"the simulated market has estimates from {days[0]} to {days[-1]}")
    place = row + 1 - len(days) + days.index(day)
    symbols = prices.companies.symbols
    return DayEstimates(
        day,
        symbols,
        forward_earnings(prices, place).tobytes(),
        prices.closes[place].tobytes(),
        ("USD",) * len(symbols),
        closing_bell(day_of_bar(int(prices.exchange.days[prices.first + place]) * DAY)),
    )


def _day(prices: SimulatedMemberPrices, row: int) -> str:
    return day_of_bar(int(prices.exchange.days[prices.first + row]) * DAY).isoformat()
