"""A day of a few members."""

from __future__ import annotations

from datetime import date, datetime, time

import numpy as np

from r2k_tui.analytics.cross_section.closes import CloseTable
from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.prices import ConstituentPrices
from r2k_tui.engine.universe.snapshot import day_of
from r2k_tui.model.calendar.days import NEW_YORK, bar_of_day
from r2k_tui.model.market.quote import Quote
from tests.fakes.invented_holdings import holdings

LISTED, TODAY = date(2025, 9, 16), date(2025, 9, 18)
NUMBER = bar_of_day(TODAY) // 86400


def at(day: date, hour: int = 12) -> float:
    return datetime.combine(day, time(hour), NEW_YORK).timestamp()


class Scene:
    """Three members of one weight, with as many closes as are wanted up to the day before."""

    def __init__(self, sessions: int = 260, last: int = NUMBER - 1) -> None:
        self.roll = Constituents(holdings(("A", "B", "C"), LISTED.isoformat()))
        days = np.arange(last - sessions + 1, last + 1)
        # A doubles on its last day; B stands still; C falls by a tenth on each day.
        closes = np.column_stack([np.full(sessions, 10.0), np.full(sessions, 20.0), 30.0 * 0.9 ** np.arange(sessions)])
        if sessions:
            closes[-1, 0] = 20.0
        self.past = CloseHistory.of(self.roll, CloseTable(days, closes), "px", "x")
        self.prices = ConstituentPrices(self.roll.places, self.roll.names)

    def quote(self, symbol: str, price: float, before: float | None, moment: float) -> None:
        self.prices.take_quotes([Quote(symbol, price=price, previous_close=before, time=moment)])

    def day(self):
        return day_of(self.roll, self.prices, self.past)
