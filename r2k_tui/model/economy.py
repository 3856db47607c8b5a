"""Series of the economy: rates, spreads, growth; what each observation stands for, and when it came to be known."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from datetime import date, timedelta

import msgspec

from r2k_tui.model.days import new_york_day

_EPOCH = date(1970, 1, 1).toordinal()


class SeriesFacts(msgspec.Struct, frozen=True):
    """One series of FRED: `unit` is `percent`; an observation covers `months` from its date on, 0 for one day.

    `lag_days`: calendar days from the end of that stretch until the observation is published, as a rule. `since`:
    the year of its first observation.
    """

    id: str
    name: str
    months: int
    lag_days: int
    since: int
    unit: str = "percent"


class EconomicSeries(msgspec.Struct, frozen=True, array_like=True):
    """Observations, ascending: `days` holds int64 days since 1970-01-01, `values` float64; a missing one is left out.

    `retrieved_at` in seconds since the epoch; `origin` says who gave it, `note` what a reader must know of it.
    """

    id: str
    days: bytes = b""
    values: bytes = b""
    origin: str = ""
    retrieved_at: float = 0.0
    note: str = ""

    def __len__(self) -> int:
        return len(self.days) // 8

    def dates(self) -> memoryview[int]:
        """The days, without a copy."""
        return memoryview(self.days).cast("q")

    def numbers(self) -> memoryview[float]:
        """The values, without a copy."""
        return memoryview(self.values).cast("d")

    def first(self, count: int) -> EconomicSeries:
        """The first `count` observations."""
        return msgspec.structs.replace(self, days=self.days[: count * 8], values=self.values[: count * 8])


def pack_series(
    id: str, days: list[int], values: list[float], origin: str, retrieved_at: float, note: str = ""
) -> EconomicSeries:
    """A series from lists; days since 1970-01-01."""
    return EconomicSeries(id, array("q", days).tobytes(), array("d", values).tobytes(), origin, retrieved_at, note)


def joined(old: EconomicSeries, new: EconomicSeries) -> EconomicSeries:
    """The observations of both; from the first day of `new` on only those of `new`, which may be revised."""
    if not len(new):
        return msgspec.structs.replace(old, retrieved_at=new.retrieved_at, note=new.note)
    kept = old.first(bisect_right(old.dates(), new.dates()[0] - 1))
    return msgspec.structs.replace(new, days=kept.days + new.days, values=kept.values + new.values)


def end_of(facts: SeriesFacts, day: int) -> int:
    """The last day that the observation of `day` covers; both since 1970-01-01."""
    if not facts.months:
        return day
    start = date.fromordinal(day + _EPOCH)
    months = start.year * 12 + start.month - 1 + facts.months
    after = date(months // 12, months % 12 + 1, 1)
    return after.toordinal() - 1 - _EPOCH


def published(facts: SeriesFacts, day: int) -> int:
    """The day on which the observation of `day` is known, as a rule. A day's rate is given out on the next workday."""
    if facts.months:
        return end_of(facts, day) + facts.lag_days
    known = date.fromordinal(day + _EPOCH) + timedelta(days=facts.lag_days)
    weekend = known.isoweekday() - 5
    return known.toordinal() - _EPOCH + (3 - weekend if facts.lag_days and weekend > 0 else 0)


def published_by(facts: SeriesFacts, series: EconomicSeries, day: date) -> EconomicSeries:
    """The observations that are published by `day`, as a rule."""
    last = day.toordinal() - _EPOCH
    count = len(series)
    while count and published(facts, series.dates()[count - 1]) > last:
        count -= 1
    return series if count == len(series) else series.first(count)


def known_on(facts: SeriesFacts, series: EconomicSeries, day: date) -> EconomicSeries:
    """The observations that were known on `day`, at the values that they have now: later revisions are in them.

    Whatever had been retrieved by then was known, a nowcast of a running quarter too.
    """
    return series if new_york_day(series.retrieved_at) <= day else published_by(facts, series, day)


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
    SeriesFacts("GDPNOW", "GDP nowcast, Atlanta Fed", 3, 29, 2014),
    SeriesFacts("A191RL1Q225SBEA", "GDP growth, annual rate", 3, 30, 1947),
)
SERIES_BY_ID = {facts.id: facts for facts in SERIES}
