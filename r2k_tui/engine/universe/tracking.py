"""Tracking difference between the constituents of a holdings list and its fund."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.risk.ratios import YEAR
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.model.calendar.days import day_of_bar

_LEAST = 21
# FTSE Russell: effective after the close of June's fourth Friday and, since 2026, of December's second Friday.
_TWICE_SINCE = 2026
_FRIDAY = 4


class Tracking(NamedTuple):
    """Annual growth of the constituents minus that of the fund, over the same sessions at 252 sessions per year.

    `difference` is a fraction, `sessions` the number of common sessions, `last` the date of the last one.
    """

    difference: float
    sessions: int
    last: str


def tracking(past: CloseHistory, fund: DailySeries) -> Tracking | None:
    """Tracking difference to `fund`; None with fewer than 21 common sessions."""
    days = np.frombuffer(past.history.day, dtype=np.int64)
    if len(days) < _LEAST:
        return None
    own = np.frombuffer(past.history.cap_weighted)
    values = fund.adj_close if past.basis == "tr" else fund.close
    of_fund = fund.days.astype("datetime64[D]").astype(np.int64)
    place = np.clip(np.searchsorted(of_fund, days), 0, len(of_fund) - 1)
    level = np.where(of_fund[place] == days, values[place], np.nan)
    rival = np.concatenate([[np.nan], level[1:] / level[:-1] - 1])
    both = np.isfinite(own) & np.isfinite(rival) & (own > -1) & (rival > -1)
    if (count := int(both.sum())) < _LEAST:
        return None
    mine, other = (math.expm1(YEAR * float(np.log1p(path[both]).mean())) for path in (own, rival))
    return Tracking(mine - other, count, day_of_bar(int(days[both][-1]) * 86400).isoformat())


def last_reconstitution(day: date) -> date:
    """Date of the last index reconstitution strictly before `day`; it takes effect after the close of that date.

    Source: FTSE Russell, Russell US Equity Indices construction and methodology, reconstitution schedule.
    """
    made = [_friday(year, 6, 4) for year in (day.year - 1, day.year)]
    made += [_friday(year, 12, 2) for year in (day.year - 1, day.year) if year >= _TWICE_SINCE]
    return max(found for found in made if found < day)


def _friday(year: int, month: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(_FRIDAY - first.weekday()) % 7 + 7 * (number - 1))
