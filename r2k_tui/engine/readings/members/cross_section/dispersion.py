"""Readings of dispersion: how far the members' returns lie apart."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.cross_section.closes import CloseTable
from r2k_tui.analytics.cross_section.dispersion import Dispersion, dispersion
from r2k_tui.analytics.cross_section.returns import day_returns
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.engine.readings.members.cross_section.closes_window import day_words, weights_at, with_present
from r2k_tui.engine.readings.members.group import MemberGroup, MemberResults
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs, MemberSample
from r2k_tui.engine.readings.members.past import MOST
from r2k_tui.engine.readings.reading import Methodology, ReadingResult, ReadingSpec, absent, number
from r2k_tui.model.text import plural

_SESSIONS = (1, 21)
_CAVEAT = (
    "A few large moves of small members dominate the equally weighted figure. History is that of today's members: "
    "companies that left the index are missing. Read beside the average correlation and the volatility of the index."
)
_FORMULA = "sqrt(sum of w_i (r_i - sum of w r)^2), w at the start of the window{equal}; Edwards and Lazzara (2013)"


def _values(inputs: MemberInputs) -> MemberResults:
    table = inputs.members
    closes = with_present(table)
    found = dispersion(table.weights, table.returns)
    results = [*_pair(table, found, f"no two members have a return of {table.as_of}", "")]
    for sessions in _SESSIONS[1:]:
        if len(closes.days) <= sessions:
            results += absent(2, f"{plural(len(closes.days), 'session')} of closes, {sessions + 1} are needed")
            continue
        start = len(closes.days) - 1 - sessions
        days = f"; {table.basis} from {day_words(closes, start)} to {day_words(closes, -1)}"
        results += _pair(table, _over(table, closes, start, -1), f"no two members have closes{days[1:]}", days)
    return MemberResults(tuple(results), table.as_of, table.source)


def _pair(table: MemberSample, found: Dispersion, reason: str, days: str) -> tuple[ReadingResult, ReadingResult]:
    note = f"{days}; {found.n:,} of {plural(len(table), 'member')}, {found.coverage:.1%} of the weight"
    return number(found.cap, found.n, reason, note), number(found.equal, found.n, reason, note)


def _over(table: MemberSample, closes: CloseTable, start: int, end: int) -> Dispersion:
    return dispersion(weights_at(table, start), day_returns(closes.closes[end], closes.closes[start]))


def _past(inputs: MemberInputs) -> tuple[tuple[Days, Floats], ...]:
    table = inputs.members
    closes = table.closes
    days = closes.days.astype("datetime64[D]")
    series: list[tuple[Days, Floats]] = []
    for sessions in _SESSIONS:
        rows = range(max(sessions, len(days) - MOST), len(days))
        found = [_over(table, closes, row - sessions, row) for row in rows]
        ended = days[rows.start :] if len(rows) else days[:0]
        series += [(ended, np.array([one.cap for one in found])), (ended, np.array([one.equal for one in found]))]
    return tuple(series)


def _specs() -> tuple[ReadingSpec, ...]:
    specs = []
    for sessions in _SESSIONS:
        words = f"standard deviation across the members of their returns of {plural(sessions, 'session')}"
        cap, equal = (Methodology(_FORMULA.format(equal=end), _CAVEAT) for end in ("", ", equal: w = 1 / n"))
        specs.append(ReadingSpec(f"dispersion_{sessions}d", "fraction", f"cap-weighted {words}", cap))
        specs.append(ReadingSpec(f"dispersion_equal_{sessions}d", "fraction", f"equally weighted {words}", equal))
    return tuple(specs)


ROWS: tuple[MemberGroup, ...] = (
    MemberGroup(
        _specs(),
        tuple(plural(sessions, "session") for sessions in _SESSIONS for _ in range(2)),
        (InputPart.MEMBERS,),
        _values,
        past=_past,
    ),
)
