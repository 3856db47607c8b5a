"""Price measures: the close of a symbol, or its return over a named window on one basis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.months import last_sessions
from r2k_tui.analytics.series.returns import anchor_index, last_of_prior_year, months_before, ratio_change
from r2k_tui.analytics.series.series import DailySeries, until
from r2k_tui.engine.thesis.inputs import ClaimInputs
from r2k_tui.model.thesis import Measurement, Unit

Basis = Literal["px", "tr"]
CLOSE = "close"
_STRETCH = re.compile(r"(\d+)([dmy])")


class Price(NamedTuple):
    """Price measure: a close (`window` is CLOSE), or the return over a window.

    A window is trailing up to `day` (`5d 6m 1y ytd`) or a calendar period (`2024`, `2024-11`). `day` defaults to the
    latest session. `basis`: price return (`px`) or total return (`tr`).
    """

    symbol: str
    window: str = CLOSE
    basis: Basis = "px"
    day: date | None = None


class Measured(NamedTuple):
    """Value of a measure, None with a reason where it is unavailable; `n` is the number of closes used."""

    value: float | None
    day: str = ""
    reason: str = ""
    n: int = 0


def measure(case: ClaimInputs, asked: Price) -> Measured:
    """Value of a price measure as of the day of the inputs."""
    if asked.day is not None and asked.day > case.day:
        return Measured(None, reason=f"{asked.day} is in the future")
    bars = case.bars.get(asked.symbol)
    if bars is None or not len(bars):
        return Measured(None, reason=f"no daily bars of {asked.symbol}")
    if re.fullmatch(r"\d{4}(-\d\d)?", asked.window):
        return _calendar(case, bars, asked)
    if asked.day is not None:
        bars = until(bars, np.datetime64(asked.day))
        if not len(bars) or bars.days[-1] != np.datetime64(asked.day):
            return Measured(None, reason=f"no close of {asked.symbol} on {asked.day}")
    prices, day = _prices(bars, asked.basis), str(bars.days[-1])
    if asked.window == CLOSE:
        return Measured(_known(float(prices[-1])), day, n=1)
    before = _anchor(bars, asked.window)
    if before < 0:
        return Measured(None, day, f"{asked.symbol} begins {bars.days[0]}: no {asked.window} before {day}")
    value = _known(ratio_change(float(prices[-1]), float(prices[before])))
    return Measured(value, day, n=len(bars) - before)


def _prices(bars: DailySeries, basis: Basis) -> Floats:
    return bars.close if basis == "px" else bars.adj_close


def _anchor(bars: DailySeries, window: str) -> int:
    """Index of the base close of a return; -1 where the history begins after it."""
    last = bars.days[-1]
    if window == "ytd":
        return anchor_index(bars.days, last_of_prior_year(last))
    found = _STRETCH.fullmatch(window)
    assert found is not None, window
    count, unit = int(found[1]), found[2]
    if unit == "d":
        return max(-1, len(bars) - 1 - count)
    return anchor_index(bars.days, months_before(last, count * (12 if unit == "y" else 1)))


def _calendar(case: ClaimInputs, bars: DailySeries, asked: Price) -> Measured:
    """Return of a calendar month or year; unavailable until its last session is over."""
    first, after = _bounds(asked.window)
    last_day = after - np.timedelta64(1, "D")
    over = last_sessions(case.sessions, np.array([last_day], dtype="datetime64[M]"))[0]
    if np.datetime64(case.day) < over or bars.days[-1] < over:
        return Measured(None, reason=f"{asked.window} is not over in the closes of {asked.symbol}")
    last, before = anchor_index(bars.days, last_day), anchor_index(bars.days, first - np.timedelta64(1, "D"))
    if before < 0 or bars.days[last] < first:
        return Measured(None, reason=f"{asked.symbol} has no close before {asked.window}")
    prices = _prices(bars, asked.basis)
    value = _known(ratio_change(float(prices[last]), float(prices[before])))
    return Measured(value, str(bars.days[last]), n=last - before + 1)


def _bounds(window: str) -> tuple[np.datetime64, np.datetime64]:
    """First day of a calendar month or year, and the first day after it."""
    year, _, month = window.partition("-")
    first = np.datetime64(f"{year}-{month or '01'}-01", "D")
    months = first.astype("datetime64[M]") + np.timedelta64(1 if month else 12, "M")
    return first, months.astype("datetime64[D]")


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None


def words_of(asked: Price) -> str:
    """Name of a measure in words: `^RUT px, one year (1y) to 2025-09-18`."""
    basis = f"{asked.symbol} {asked.basis}"
    if asked.window == CLOSE:
        return f"{asked.symbol} close" + (f" on {asked.day}" if asked.day else "")
    if re.fullmatch(r"\d{4}(-\d\d)?", asked.window):
        return f"{basis}, {asked.window}"
    stretch = {"ytd": "year to date", "1y": "one year", "1d": "one session"}.get(asked.window)
    name = f"{stretch} ({asked.window})" if stretch else asked.window
    return f"{basis}, {name}" + (f" to {asked.day}" if asked.day else "")


def measurement(asked: Price, found: Measured) -> Measurement:
    """Line of evidence for one measure."""
    unit = Unit.PRICE if asked.window == CLOSE else Unit.FRACTION
    return Measurement(words_of(asked), found.value, unit, found.day, found.reason)


def measurements(case: ClaimInputs, asked: Sequence[Price]) -> tuple[Measurement, ...]:
    """Lines of evidence for several measures, in order."""
    return tuple(measurement(one, measure(case, one)) for one in asked)
