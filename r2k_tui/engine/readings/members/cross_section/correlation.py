"""Readings of the average pairwise correlation of the members."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.cross_section.correlation import AverageCorrelation, average_correlation
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.engine.readings.members.cross_section.closes_window import day_words, weights_at
from r2k_tui.engine.readings.members.group import MemberGroup, MemberResults
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs, MemberSample
from r2k_tui.engine.readings.members.past import MOST
from r2k_tui.engine.readings.reading import Methodology, ReadingSpec, absent, number
from r2k_tui.model.text import plural

_WINDOW = 63
# One window takes milliseconds; the history needs no more than one a week.
_STEP = 5
_CAVEAT = (
    "Correlations of daily returns of stocks that trade rarely are too low. Only members with a close on each day of "
    "the window count; history is that of today's members. High values mean that one cause moves them all."
)


def _values(inputs: MemberInputs) -> MemberResults:
    table = inputs.members
    rows = len(table.closes.days)
    if rows <= _WINDOW:
        return MemberResults(
            absent(2, f"{plural(rows, 'session')} of closes, {_WINDOW + 1} are needed"), table.as_of, table.source
        )
    found = _at(table, rows - 1)
    days = f"{day_words(table.closes, rows - 1 - _WINDOW)} to {day_words(table.closes, rows - 1)}"
    covered = f"{found.n:,} of {plural(len(table), 'member')}, {found.coverage:.1%} of the weight"
    note = f"; {table.basis} of {days}, {covered}"
    reason, as_of = f"no two members have a close on each day of {days}", day_words(table.closes, rows - 1)
    results = (number(found.cap, found.n, reason, note), number(found.equal, found.n, reason, note))
    return MemberResults(results, as_of, table.source)


def _at(table: MemberSample, row: int) -> AverageCorrelation:
    return average_correlation(table.closes.closes[row - _WINDOW : row + 1], weights_at(table, row))


def _past(inputs: MemberInputs) -> tuple[tuple[Days, Floats], ...]:
    table = inputs.members
    last = len(table.closes.days) - 1
    rows = list(range(last, max(_WINDOW - 1, last - MOST), -_STEP))[::-1]
    days = table.closes.days[rows].astype("datetime64[D]")
    found = [_at(table, row) for row in rows]
    return (days, np.array([one.cap for one in found])), (days, np.array([one.equal for one in found]))


ROWS: tuple[MemberGroup, ...] = (
    MemberGroup(
        (
            ReadingSpec(
                "avg_correlation_63d",
                "ratio",
                "average correlation of the daily returns of all pairs of members, weighted by weight x volatility",
                Methodology(
                    "(s_p^2 - sum of w_i^2 s_i^2) / ((sum of w_i s_i)^2 - sum of w_i^2 s_i^2), s_p of sum of w r at "
                    "fixed weights; Skintzi and Refenes (2005), Pollet and Wilson (2010)",
                    _CAVEAT,
                ),
            ),
            ReadingSpec(
                "avg_correlation_equal_63d",
                "ratio",
                "plain average of the correlations of the daily returns of all pairs of members",
                Methodology("mean of rho_ij over i < j, by the same identity for standardized returns", _CAVEAT),
            ),
        ),
        ("63 sessions",),
        (InputPart.MEMBERS,),
        _values,
        past=_past,
        chosen="every fifth of the last 252 sessions",
    ),
)
