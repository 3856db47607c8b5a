"""Readings of estimate revisions: breadth of the changes of forward earnings."""

from __future__ import annotations

from datetime import date

import numpy as np

from r2k_tui.analytics.cross_section.revisions import EstimateDay, Revisions, revisions
from r2k_tui.engine.readings.members.estimates.record import LOOKBACKS
from r2k_tui.engine.readings.members.group import MemberGroup, MemberResults
from r2k_tui.engine.readings.members.inputs import InputPart, KeptEstimates, MemberInputs
from r2k_tui.engine.readings.reading import Methodology, ReadingResult, ReadingSpec, absent, number
from r2k_tui.model.market.estimates import DayEstimates
from r2k_tui.model.text import plural

_CAVEAT = (
    "The record begins on the day on which R2K first ran and has a day only where R2K ran. A change of currency, and a "
    "change by the ratio of a split together with the price, are left out and counted; a source that rolls its "
    "estimates to the next fiscal year changes them without a revision. n counts members, not analysts."
)
_LEAST_SHARE, _OLDEST_DAYS = 0.5, 7


def _values(inputs: MemberInputs) -> MemberResults:
    kept, table = inputs.estimates, inputs.members
    assert kept is not None, "the row names InputPart.ESTIMATES"
    source = f"{table.fund} list of {table.listed}, estimates of {kept.source} kept by day since {kept.days[0]}"
    last = kept.days[-1]
    if (date.fromisoformat(table.as_of) - date.fromisoformat(last)).days > _OLDEST_DAYS:
        reason = f"no estimates are kept of {table.as_of}: the last ones are of {last}"
        return MemberResults(absent(len(LOOKBACKS), reason), last, source)
    results = tuple(_breadth(kept, table.symbols, back) for back in LOOKBACKS)
    return MemberResults(results, last, source)


def _breadth(kept: KeptEstimates, symbols: tuple[str, ...], back: int) -> ReadingResult:
    days = kept.days
    if len(days) <= back:
        missing = plural(back + 1 - len(days), "more day")
        return ReadingResult(None, 0, f"kept since {days[0]}: needs {missing}")
    first, last = days[-1 - back], days[-1]
    # So many sessions take at most this long; a longer time means days on which R2K did not run.
    if (date.fromisoformat(last) - date.fromisoformat(first)).days > 2 * back + 4:
        return ReadingResult(None, 0, f"the record has gaps: its last {back + 1} days begin on {first}")
    then, now = kept.tables.get(first), kept.tables.get(last)
    if then is None or now is None:
        return ReadingResult(None, 0, f"the record of {first if then is None else last} is damaged")
    numbers: dict[str, int] = {"": -1}
    found = revisions(_columns(then, symbols, numbers), _columns(now, symbols, numbers))
    if found.n < _LEAST_SHARE * len(symbols):
        known = f"{found.n:,} of {plural(len(symbols), 'member')}"
        return ReadingResult(None, found.n, f"only {known} have estimates of both {first} and {last}")
    return number(found.breadth, found.n, "no estimates", _note(found, first, last, kept.days[0]))


def _note(found: Revisions, first: str, last: str, since: str) -> str:
    words = f"; {first} to {last}, {found.raised:,} raised, {found.lowered:,} lowered of {found.n:,}"
    if found.splits:
        words += f"; {plural(found.splits, 'member')} left out for a split"
    if found.currencies:
        words += f"; {plural(found.currencies, 'member')} left out for another currency"
    return f"{words}; kept since {since}"


def _columns(found: DayEstimates, symbols: tuple[str, ...], numbers: dict[str, int]) -> EstimateDay:
    """Columns of a kept day in the order of the members, NaN for those it does not have; numbers currencies."""
    place = {symbol: row for row, symbol in enumerate(found.symbols)}
    rows = np.array([place.get(symbol, -1) for symbol in symbols], dtype=np.int64)
    codes = np.array([numbers.setdefault(code, len(numbers)) for code in found.currencies], dtype=np.int64)
    absent = rows < 0
    eps, prices = np.frombuffer(found.eps)[rows], np.frombuffer(found.prices)[rows]
    return EstimateDay(
        np.where(absent, np.nan, eps), np.where(absent, np.nan, prices), np.where(absent, -1, codes[rows])
    )


ROWS: tuple[MemberGroup, ...] = (
    MemberGroup(
        tuple(
            ReadingSpec(
                f"revision_breadth_{back}d",
                "fraction",
                f"(members whose forward EPS is higher than {back} kept days ago - members whose is lower) / members "
                "with both",
                Methodology(
                    "(raised - lowered) / n, raised: higher by more than 0.1 % of its size; Hawkins, Chamberlin and "
                    "Daniel (1984)",
                    _CAVEAT,
                ),
            )
            for back in LOOKBACKS
        ),
        tuple(f"{back} kept days" for back in LOOKBACKS),
        (InputPart.MEMBERS, InputPart.ESTIMATES),
        _values,
        kept=True,
    ),
)
