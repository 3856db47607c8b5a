"""Volatility of each simulated day: it clusters, with the storms that the waypoints need."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.sources.demo.simulation.noise import decaying, key, normal, uniform

# Daily volatility of small caps in quiet years, and its range.
BASE = 0.0098
_LEAST, _MOST = 0.0062, 0.042
_MEMORY, _JITTER, _LEVERAGE = 0.985, 0.045, 0.6
_TAIL = 0.3
_JUMP_SHARE, _JUMP_SIZE = 0.004, 2.5
# Start, peak and end of a storm, and its height as a logarithm.
_STORMS = (
    ("1987-09-21", "1987-10-20", "1988-04-15", 1.25),
    ("1990-07-20", "1990-09-25", "1991-04-15", 0.55),
    ("1997-10-15", "1997-11-01", "1998-02-01", 0.35),
    ("1998-07-15", "1998-10-01", "1999-03-01", 0.70),
    ("1999-12-01", "2000-04-15", "2001-03-01", 0.80),
    ("2001-08-20", "2002-09-25", "2003-06-01", 0.65),
    ("2007-07-13", "2008-11-15", "2010-01-15", 1.25),
    ("2010-04-25", "2010-06-01", "2010-10-01", 0.50),
    ("2011-07-20", "2011-09-10", "2012-02-15", 0.85),
    ("2015-08-01", "2016-01-20", "2016-06-01", 0.40),
    ("2018-09-20", "2018-12-15", "2019-03-01", 0.50),
    ("2020-02-19", "2020-03-12", "2020-09-15", 1.55),
    ("2020-10-01", "2021-02-15", "2021-08-01", 0.40),
    ("2021-11-15", "2022-06-01", "2023-06-01", 0.50),
    ("2024-07-10", "2024-08-05", "2024-09-15", 0.35),
    ("2025-02-20", "2025-04-06", "2025-07-01", 0.80),
)


class Weather(NamedTuple):
    """Volatility by session: `sigma`, the daily volatility of small caps; `shocks`, their return in units of sigma.

    `strain` is 1 on a quiet day and more in a storm: other risks rise with it, but less.
    """

    sigma: Floats
    shocks: Floats
    strain: Floats


def weather(seed: int, days: Counts) -> Weather:
    """Volatility and shocks of every session (`days` since the epoch); read-only, shared by all markets of the seed."""
    return _weather(seed, days.tobytes())


@lru_cache(maxsize=2)
def _weather(seed: int, packed_days: bytes) -> Weather:
    days: Counts = np.frombuffer(packed_days, np.int64)
    shocks = _shocks(seed, days)
    before = np.concatenate([[0.0], shocks[:-1]])
    own = normal(key(seed, "volatility"), days)
    drive = _JITTER * (np.sqrt(1 - _LEVERAGE**2) * own - _LEVERAGE * before)
    sigma = np.clip(BASE * np.exp(_storms(days) + decaying(drive, _MEMORY)), _LEAST, _MOST)
    found = Weather(sigma, shocks, np.sqrt(sigma / BASE))
    for column in found:
        column.flags.writeable = False
    return found


def _shocks(seed: int, days: Counts) -> Floats:
    """Fat tails from a mixture of normals, and rare jumps, mostly down."""
    mixed = np.exp(_TAIL * normal(key(seed, "tails"), days) - _TAIL**2)
    drawn = normal(key(seed, "shocks"), days) * mixed
    jumps = uniform(key(seed, "jumps"), days) < _JUMP_SHARE
    size = _JUMP_SIZE * (1 + uniform(key(seed, "jump sizes"), days))
    shocks: Floats = np.clip(np.where(jumps, -size, drawn), -6.0, 6.0)
    return shocks


def _storms(days: Counts) -> Floats:
    total = np.zeros(len(days))
    for begin, worst, end, height in _STORMS:
        places = np.array([begin, worst, end], dtype="datetime64[D]").astype(np.int64)
        total = np.maximum(total, np.interp(days, places, [0.0, height, 0.0]))
    return total
