"""Prices of the simulated companies: daily closes, and prices at a moment of the current session."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.sources.demo.companies import COUNT, SECTORS, Companies, companies
from r2k_tui.sources.demo.simulation.exchange import DAY, NEW_YORK, Exchange
from r2k_tui.sources.demo.simulation.noise import NoiseKey, key, normal
from r2k_tui.sources.demo.simulation.waypoints import ANCHOR

# Sessions of members before the anchor day: enough for the averages and ranges of every later day.
BACK = 700
_SECTOR_MOVES = 0.005
_RIPPLE = 0.1


class Standing(NamedTuple):
    """Columns by company: price, previous close, last trade (seconds since the epoch), shares traded so far."""

    price: Floats
    previous: Floats
    time: Counts
    volume: Floats


@lru_cache(maxsize=1)
def _beside(seed: int, packed_days: bytes) -> Floats:
    """Idiosyncratic log returns by session, (sessions, companies); read-only, shared by all markets of the seed."""
    firm, days = companies(seed), np.frombuffer(packed_days, np.int64)
    sectors = _SECTOR_MOVES * np.stack([normal(key(seed, "sector", name), days) for name in SECTORS], axis=1)
    own = normal(key(seed, "member", "own"), days[:, None] * 4096 + np.arange(COUNT))
    found: Floats = firm.own * own - firm.own**2 / 2 + sectors[:, firm.sector_of]
    found.flags.writeable = False
    return found


class SimulatedMemberPrices:
    """Member prices as a function of seed and time, like their market. `index` holds the closes of the index."""

    def __init__(self, seed: int, exchange: Exchange, index: Floats) -> None:
        self.seed, self.exchange = seed, exchange
        self._index = index
        self.companies: Companies = companies(seed)
        self.anchor = exchange.place(ANCHOR)
        self.first = max(0, self.anchor - BACK)
        self._ripple: NoiseKey = key(seed, "member", "ripple")

    @cached_property
    def _moves(self) -> tuple[Floats, Floats]:
        """Log returns by session from `first` on, systematic and idiosyncratic; (sessions, companies) each."""
        firm, days = self.companies, self.exchange.days[self.first :]
        index = np.diff(np.log(self._index[self.first :]), prepend=np.log(self._index[max(0, self.first - 1)]))
        return index[:, None] * firm.beta, _beside(self.seed, days.tobytes())

    @cached_property
    def closes(self) -> Floats:
        """Closes by session from `first` on, past the present day: (sessions, companies)."""
        with_index, beside = self._moves
        path = np.cumsum(with_index + beside, axis=0)
        prices = self.companies.price * np.exp(path - path[self.anchor - self.first])
        floored: Floats = np.maximum(prices.round(2), 0.01)
        return floored

    def row(self, now: float) -> int:
        """Row of the last session before the present day in New York; below 0 before the members are listed."""
        return self.exchange.before(now) - self.first

    def at(self, now: float, minutes: Counts, index: Floats) -> Standing:
        """Prices of all companies at `now`; `index` holds the index at the end of each of `minutes`."""
        firm, row = self.companies, self.row(now)
        phase = np.arange(COUNT) * 7 % firm.pace
        tick = (int(now) + phase) // firm.pace
        time = np.minimum(tick * firm.pace - phase, int(now))
        place = np.clip(np.searchsorted(minutes, time // 60 * 60) - 1, 0, len(index) - 1)
        before = self.closes[row]
        ripple = normal(self._ripple, tick * 4096 + np.arange(COUNT))
        price = self._price(row, index[place], _share_of_day(now), ripple)
        usual = 0.004 * firm.shares
        return Standing(price, before, time, np.floor(usual * _share_of_day(now)))

    def path(self, company: int, times: Counts, index: Floats) -> Floats:
        """Prices of one company at times of any session, given the index at each."""
        out = np.empty(len(times))
        for moment, level, place in zip(times.tolist(), index.tolist(), range(len(times)), strict=True):
            tick = np.array([moment // int(self.companies.pace[company]) * 4096 + company])
            ripple = float(normal(self._ripple, tick)[0])
            row = max(0, self.row(moment))
            out[place] = self._price(row, np.full(COUNT, level), _share_of_day(moment), np.full(COUNT, ripple))[company]
        return out

    def _price(self, row: int, index: Floats, share: float, ripple: Floats) -> Floats:
        """Price after a fraction of the day: its systematic move follows the index, its own move the fraction."""
        firm, beside = self.companies, self._moves[1]
        moved = np.log(index / self._index[self.first + row]) * firm.beta
        moved = moved + beside[row + 1] * share + _RIPPLE * firm.own * ripple * min(1.0, 4 * (1 - share))
        prices: Floats = np.maximum((self.closes[row] * np.exp(moved)).round(2), 0.01)
        return prices


def _share_of_day(now: float) -> float:
    moment = datetime.fromtimestamp(now, NEW_YORK)
    return (moment.hour * 3600 + moment.minute * 60 + moment.second) / DAY
