"""Short interest of the simulated companies, all invented; two settlements, as FINRA would publish them."""

from __future__ import annotations

from datetime import date, datetime, time

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Flags, Floats
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.index.short_interest import SPLIT, Settlement
from r2k_tui.sources.demo.companies import COUNT, Companies
from r2k_tui.sources.demo.simulation.noise import key, normal, uniform
from r2k_tui.sources.finra.schedule import SettlementDates, before

_ORIGIN = "demo (simulated)"
# Average daily volume as a part of the shares outstanding, and shares without a line, without days to cover, or split.
_VOLUME, _ABSENT, _UNCOVERED, _SPLIT = 0.012, 0.01, 0.01, 0.003
# No company has more of its shares sold short.
_MOST = 0.4
_LOOKED_FOR, _SHOWN = 4, 2


def free_float(seed: int, firm: Companies) -> Floats:
    """Shares that trade freely; NaN for one company in six, as quotes do not always report it."""
    count = np.arange(COUNT, dtype=np.int64)
    share = 0.6 + 0.4 * uniform(key(seed, "company", "float"), count)
    known = uniform(key(seed, "company", "float known"), count) > 1 / 6
    return np.where(known, (firm.shares * share).round(), np.nan)


def settlements(seed: int, firm: Companies, days: Counts, until: date) -> tuple[Settlement, ...]:
    """The newest two settlements that were public for certain on a day, the newest first.

    `days`: sessions, in days since 1970-01-01.
    """
    rows = before(until, days.astype("datetime64[D]"), _LOOKED_FOR)
    public = [row for row in rows if row.due <= until]
    return tuple(_settlement(seed, firm, row) for row in public[:_SHOWN])


def _settlement(seed: int, firm: Companies, dates: SettlementDates) -> Settlement:
    number = _number(dates.nominal)
    count = np.arange(COUNT, dtype=np.int64)
    listed = uniform(key(seed, "short", "listed"), count) > _ABSENT
    split = uniform(key(seed, "short", "split", str(number)), count) < _SPLIT
    shares = _shares(seed, firm, number)
    cover = np.where(uniform(key(seed, "short", "cover"), count) < _UNCOVERED, np.nan, shares / (_VOLUME * firm.shares))
    return Settlement(
        day=dates.session.isoformat(),
        due=dates.due.isoformat(),
        retrieved_at=datetime.combine(dates.due, time(9), NEW_YORK).timestamp(),
        source=_ORIGIN,
        symbols="\n".join(np.array(firm.symbols)[listed].tolist()),
        shares=shares[listed].tobytes(),
        previous=_shares(seed, firm, number - 1)[listed].tobytes(),
        cover=cover.round(2)[listed].tobytes(),
        flags=_flags(split[listed]),
        retrieved=dates.due.isoformat(),
        simulated=True,
    )


def _number(nominal: date) -> int:
    """Consecutive number of a settlement."""
    return nominal.year * 24 + nominal.month * 2 + (nominal.day > 15)


def _shares(seed: int, firm: Companies, number: int) -> Floats:
    """Shares short at one settlement: a level of each company's own, and moves around it."""
    count = np.arange(COUNT, dtype=np.int64)
    level = -3.4 + 0.9 * normal(key(seed, "short", "level"), count)
    move = 0.15 * normal(key(seed, "short", "move", str(number)), count)
    drawn = np.exp(level + move)
    shares: Floats = np.floor(drawn / (1.0 + drawn / _MOST) * firm.shares)
    return shares


def _flags(split: Flags) -> bytes:
    return np.where(split, SPLIT, 0).astype(np.uint8).tobytes()
