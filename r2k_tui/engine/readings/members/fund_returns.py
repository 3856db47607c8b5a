"""Readings of two funds against each other: growth less value, and the index less the one that screens earnings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.engine.readings.members.group import MemberGroup, MemberResults
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from r2k_tui.engine.readings.reading import Methodology, ReadingResult, ReadingSpec, number
from r2k_tui.model.text import plural

_STYLE_SESSIONS, _SCREEN_SESSIONS = (1, 5, 21, 63), (1, 21, 63, 252)
# The longest closure of the exchange in its modern history left seven days between two sessions.
_LONGEST_STEP = np.timedelta64(7, "D")
_FORMULA = "P_t / P_{t-n} - 1 of the first fund, less that of the second; P adjusted closes of common sessions"


def _differences(parts: tuple[InputPart, InputPart], sessions: Sequence[int], inputs: MemberInputs) -> MemberResults:
    first, second = (inputs.series[part] for part in parts)
    days, prices, others = _common(first, second)
    as_of = str(days[-1]) if len(days) else ""
    source = f"{first.symbol} {first.source}, {second.symbol} {second.source}".strip()
    results = tuple(_difference(days, prices, others, count, (first, second)) for count in sessions)
    return MemberResults(results, as_of, source)


def _difference(
    days: Days, first: Floats, second: Floats, count: int, series: tuple[DailySeries, DailySeries]
) -> ReadingResult:
    names = " and ".join(one.symbol for one in series)
    if len(days) <= count:
        return ReadingResult(None, max(0, len(days) - 1), f"{names} have {plural(len(days), 'common session')}")
    steps = np.diff(days[-1 - count :])
    if (widest := int(steps.argmax())) >= 0 and steps[widest] > _LONGEST_STEP:
        start = len(days) - 1 - count + widest
        return ReadingResult(None, count, f"no common bar of {names} between {days[start]} and {days[start + 1]}")
    found = first[-1] / first[-1 - count] - second[-1] / second[-1 - count]
    return number(float(found), count, f"{names}: an adjusted close of {days[-1 - count]} or {days[-1]} is missing")


def _past(
    parts: tuple[InputPart, InputPart], sessions: Sequence[int], inputs: MemberInputs
) -> tuple[tuple[Days, Floats], ...]:
    days, first, second = _common(*(inputs.series[part] for part in parts))
    return tuple((days[n:], first[n:] / first[:-n] - second[n:] / second[:-n]) for n in sessions)


def _common(first: DailySeries, second: DailySeries) -> tuple[Days, Floats, Floats]:
    """Common days with the adjusted closes of both; NaN where one is missing or not above zero."""
    days, own, other = np.intersect1d(first.days, second.days, assume_unique=True, return_indices=True)
    prices = (first.adj_close[own], second.adj_close[other])
    one, two = (np.where(column > 0, column, np.nan) for column in prices)
    return days, one, two


def _row(
    prefix: str, parts: tuple[InputPart, InputPart], sessions: Sequence[int], words: str, caveat: str
) -> MemberGroup:
    note = Methodology(_FORMULA, caveat)
    fields = tuple(
        ReadingSpec(
            f"{prefix}_{n}d", "fraction", f"total return of {words}, over {plural(n, 'common session')}, tr", note
        )
        for n in sessions
    )
    windows = tuple(plural(n, "session") for n in sessions)
    compute, past = partial(_differences, parts, sessions), partial(_past, parts, sessions)
    return MemberGroup(fields, windows, parts, compute, past=past)


ROWS: tuple[MemberGroup, ...] = (
    _row(
        "growth_less_value",
        (InputPart.GROWTH_BARS, InputPart.VALUE_BARS),
        _STYLE_SESSIONS,
        "the growth fund less that of the value fund",
        "A difference of two returns, not a return that could be earned without selling one fund short; both funds "
        "charge fees.",
    ),
    _row(
        "index_less_screened",
        (InputPart.SMALL_BARS, InputPart.CORE_BARS),
        _SCREEN_SESSIONS,
        "the fund of the index less that of the S&P SmallCap 600's",
        "What the earnings screen of the S&P SmallCap 600 was worth, sign reversed, mixed with everything else in "
        "which both indices differ: number and size of the companies, sectors, dates of reconstitution, fees.",
    ),
)
