"""Macro series: rates, spreads, growth; the period of each observation, and its publication day."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from datetime import date
from typing import NamedTuple

import msgspec

from r2k_tui.model.calendar.bank_days import next_bank_day
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.macro.gdp_releases import estimate_on, first_published

_EPOCH = date(1970, 1, 1).toordinal()


class SeriesFacts(msgspec.Struct, frozen=True):
    """FRED series: `unit` is `percent`; an observation covers `months` from its date on, 0 for one day.

    `lag_days`: 0 for publication on the day of the observation, 1 for the next bank day after its period; above 1,
    calendar days after it, for quarters whose release date is not packaged, long enough for a government shutdown.
    `since`: the year of its first observation.
    """

    id: str
    name: str
    months: int
    lag_days: int
    since: int
    unit: str = "percent"


class MacroSeries(msgspec.Struct, frozen=True, array_like=True):
    """Observations, ascending: `days` holds int64 days since 1970-01-01, `values` float64; missing ones are absent.

    `retrieved_at` in seconds since the epoch; `origin` names the provider, `note` holds a caveat for the reader.
    `simulated`: not figures of the real world. `vintage`: day (YYYY-MM-DD) whose knowledge these are; "" for that of
    the retrieval.
    """

    id: str
    days: bytes = b""
    values: bytes = b""
    origin: str = ""
    retrieved_at: float = 0.0
    note: str = ""
    simulated: bool = False
    vintage: str = ""

    def __len__(self) -> int:
        return len(self.days) // 8

    def dates(self) -> memoryview[int]:
        """Days, without a copy."""
        return memoryview(self.days).cast("q")

    def numbers(self) -> memoryview[float]:
        """Values, without a copy."""
        return memoryview(self.values).cast("d")

    def first(self, count: int) -> MacroSeries:
        """First `count` observations."""
        return msgspec.structs.replace(self, days=self.days[: count * 8], values=self.values[: count * 8])


def pack_series(
    id: str, days: list[int], values: list[float], origin: str, retrieved_at: float, note: str = ""
) -> MacroSeries:
    """Series from lists; days since 1970-01-01."""
    return MacroSeries(id, array("q", days).tobytes(), array("d", values).tobytes(), origin, retrieved_at, note)


def joined(old: MacroSeries, new: MacroSeries) -> MacroSeries:
    """Observations of both; from the first day of `new` on only those of `new`, which may be revised."""
    if not len(new):
        return msgspec.structs.replace(old, retrieved_at=new.retrieved_at, note=new.note)
    kept = old.first(bisect_right(old.dates(), new.dates()[0] - 1))
    return msgspec.structs.replace(new, days=kept.days + new.days, values=kept.values + new.values)


def end_of(facts: SeriesFacts, day: int) -> int:
    """Last day that the observation of `day` covers; both since 1970-01-01."""
    if not facts.months:
        return day
    start = _date(day)
    months = start.year * 12 + start.month - 1 + facts.months
    after = date(months // 12, months % 12 + 1, 1)
    return _number(after) - 1


def published(facts: SeriesFacts, day: int) -> int:
    """First publication day of the observation of `day`: its release date where that is packaged.

    Otherwise by a rule that is never too early: a day's rate is published on the next bank day.
    """
    if facts.id in _BY_RELEASE and (released := first_published(_date(day))) is not None:
        return _number(released)
    if not facts.lag_days:
        return end_of(facts, day)
    if facts.lag_days == 1:
        return _number(next_bank_day(_date(end_of(facts, day))))
    return end_of(facts, day) + facts.lag_days


def published_by(facts: SeriesFacts, series: MacroSeries, day: date) -> MacroSeries:
    """Observations published by `day`, at the values that they have in `series`."""
    last = _number(day)
    # No observation is published before the first day that it covers.
    count = bisect_right(series.dates(), last)
    while count and published(facts, series.dates()[count - 1]) > last:
        count -= 1
    return series if count == len(series) else series.first(count)


def known_on(facts: SeriesFacts, series: MacroSeries, day: date) -> MacroSeries:
    """Observations as known on `day`: for growth the estimates published by then, for others the present values.

    Everything retrieved by then was known, including a nowcast of the current quarter.
    """
    if retrieved_by(series, day):
        return series
    known = published_by(facts, series, day)
    return _as_estimated(known, day) if facts.id == GROWTH and not series.simulated else known


def retrieved_by(series: MacroSeries, day: date) -> bool:
    """Whether a series is the knowledge of a day; a day earlier than its own observations does not count."""
    known = known_day(series)
    return known <= day and (not len(series) or series.dates()[-1] <= _number(known))


def known_day(series: MacroSeries) -> date:
    """Day whose knowledge a series is: its vintage, else the day of its retrieval."""
    return date.fromisoformat(series.vintage) if series.vintage else new_york_day(series.retrieved_at)


def _as_estimated(series: MacroSeries, day: date) -> MacroSeries:
    """Growth as estimated on a day; quarters without a packaged estimate keep their value."""
    estimates = [estimate_on(_date(quarter), day) for quarter in series.dates()]
    pairs = zip(estimates, series.numbers(), strict=True)
    values = [value if estimate is None else estimate.value for estimate, value in pairs]
    named = not any(estimates) or series.origin.endswith(PACKAGED)
    origin = series.origin if named else f"{series.origin}, {PACKAGED}"
    return msgspec.structs.replace(series, values=array("d", values).tobytes(), origin=origin)


class Vintage(NamedTuple):
    """Publication that a value comes from: `day` is None where later revisions are in it; `note` says so in words.

    `published` is the publication day of the observation, or of this estimate of it.
    """

    published: date
    day: date | None
    note: str


REVISED = "as revised later"
PACKAGED = "packaged estimates"


def vintage_of(series: MacroSeries, day: date) -> Vintage:
    """Vintage of the newest observation known as of `day`; the series must have one."""
    facts, last = SERIES_BY_ID[series.id], series.dates()[-1]
    if retrieved_by(series, day):
        retrieved = known_day(series)
        newest = estimate_on(_date(last), retrieved) if facts.id == GROWTH and not series.simulated else None
        out = newest.published if newest is not None else _date(published(facts, last))
        return Vintage(min(out, retrieved), retrieved, "")
    estimate = estimate_on(_date(last), day) if facts.id == GROWTH and not series.simulated else None
    if estimate is not None:
        return Vintage(estimate.published, estimate.published, f"{estimate.name} estimate of {estimate.published}")
    return Vintage(_date(published(facts, last)), None, "" if series.id == _TARGET else REVISED)


def _date(day: int) -> date:
    return date.fromordinal(day + _EPOCH)


def _number(day: date) -> int:
    return day.toordinal() - _EPOCH


GROWTH, NOWCAST, _TARGET = "A191RL1Q225SBEA", "GDPNOW", "DFEDTARU"
# FRED keeps the last nowcast of a quarter, from the day before the first estimate of its growth.
_BY_RELEASE = frozenset({GROWTH, NOWCAST})
# After the shutdown of 2025 the first estimate came 84 days after the quarter.
_LATEST_DAYS = 100
SERIES: tuple[SeriesFacts, ...] = (
    SeriesFacts("DFF", "federal funds, effective", 0, 1, 1954),
    SeriesFacts("FEDFUNDS", "federal funds, month's mean", 1, 1, 1954),
    SeriesFacts("DFEDTARU", "federal funds target, upper", 0, 0, 2008),
    SeriesFacts("DGS3MO", "Treasury 3 months", 0, 1, 1981),
    SeriesFacts("DGS2", "Treasury 2 years", 0, 1, 1976),
    SeriesFacts("DGS10", "Treasury 10 years", 0, 1, 1962),
    SeriesFacts("T10Y3M", "10 years less 3 months", 0, 1, 1982),
    SeriesFacts("BAA10Y", "Baa bonds over 10 years", 0, 1, 1986),
    SeriesFacts("SOFR", "secured overnight (SOFR)", 0, 1, 2018),
    SeriesFacts("DPRIME", "bank prime loan", 0, 1, 1955),
    SeriesFacts("GDPNOW", "GDP nowcast, Atlanta Fed", 3, _LATEST_DAYS, 2014),
    SeriesFacts("A191RL1Q225SBEA", "GDP growth, annual rate", 3, _LATEST_DAYS, 1947),
)
SERIES_BY_ID = {facts.id: facts for facts in SERIES}
