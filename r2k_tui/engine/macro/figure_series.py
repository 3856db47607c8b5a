"""Daily tracks behind the macro figures: published series, differences of two, and values derived from prices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.alignment import last_known, take
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.engine.macro.policy_course import columns
from r2k_tui.engine.macro.policy_study import slope_of
from r2k_tui.model.macro.series import GROWTH, NOWCAST, SERIES_BY_ID, MacroSeries, end_of, vintage_of

CREDIT_SESSIONS = 63
# Days from the end of a quarter after which its GDP growth is assumed to be published.
_UNPUBLISHED_DAYS = 100


class MacroInputs(NamedTuple):
    """Inputs of the figures as of `day`: series by id, daily bars by symbol, and the symbol in each role.

    `bill`, `high_yield`, `treasury`: symbols. `reason`: returns why the series of an id is missing.
    """

    day: date
    series: Mapping[str, MacroSeries]
    bars: Mapping[str, DailySeries]
    bill: str
    high_yield: str
    treasury: str
    reason: Callable[[str], str]


class Absent(Exception):
    """Raised when a figure is unavailable; the message names the missing input."""


class FigureSeries(NamedTuple):
    """Values of a figure by day, ascending; the newest is the figure. `covers`: last day of the newest's period.

    `known_at`, `published`, `vintage`, `revision`: see MacroFigure.
    """

    days: Days
    values: Floats
    as_of: str
    covers: np.datetime64
    source: str
    known_at: float | None = None
    note: str = ""
    published: str = ""
    vintage: str | None = None
    revision: str = ""


def series_track(id: str) -> Callable[[MacroInputs], FigureSeries]:
    """Track of a published series, unchanged. The track raises Absent without the series."""

    def track(world: MacroInputs) -> FigureSeries:
        series = world.series.get(id)
        if series is None:
            raise Absent(world.reason(id))
        days, values = columns(series)
        last = int(series.dates()[-1])
        covers = np.datetime64(end_of(SERIES_BY_ID[id], last), "D")
        source = f"{id}, {series.origin}"
        named, told = _named(id, days[-1]), (source, series.retrieved_at, series.note)
        vintage = vintage_of(series, world.day)
        of_day = str(vintage.day) if vintage.day is not None else None
        return FigureSeries(days, values, named, covers, *told, str(vintage.published), of_day, vintage.note)

    return track


def _named(id: str, day: np.datetime64) -> str:
    """Label of the period that an observation covers: a day, a month or a quarter."""
    months, text = SERIES_BY_ID[id].months, str(day)
    if months == 3:
        return f"{text[:4]} Q{(int(text[5:7]) + 2) // 3}"
    return text[:7] if months else text


def difference_track(
    first: Callable[[MacroInputs], FigureSeries], second: Callable[[MacroInputs], FigureSeries]
) -> Callable[[MacroInputs], FigureSeries]:
    """Track of the first less the second, on their common days. The track raises Absent without any."""

    def track(world: MacroInputs) -> FigureSeries:
        a, b = first(world), second(world)
        both, mine, theirs = np.intersect1d(a.days, b.days, assume_unique=True, return_indices=True)
        if not len(both):
            raise Absent(f"{a.source} and {b.source} have no day in common")
        told = min((t for t in (a.known_at, b.known_at) if t is not None), default=None)
        found = FigureSeries(
            both, a.values[mine] - b.values[theirs], str(both[-1]), both[-1], f"{a.source}; {b.source}", told
        )
        # A difference is published with the later of its inputs, and revised with either.
        vintage = None if a.vintage is None or b.vintage is None else max(a.vintage, b.vintage)
        return found._replace(
            published=max(a.published, b.published), vintage=vintage, revision=a.revision or b.revision
        )

    return track


def nowcast_track(world: MacroInputs) -> FigureSeries:
    """Track of the GDP nowcast for a quarter whose figure is not yet published; raises Absent otherwise."""
    track = series_track(NOWCAST)(world)
    growth = world.series.get(GROWTH)
    named, running = track.as_of, _named(NOWCAST, np.datetime64(world.day, "D"))
    if named == running:
        return track._replace(note="; ".join(filter(None, ("running quarter", track.note))))
    out = growth is not None and np.datetime64(int(growth.dates()[-1]), "D") >= track.days[-1]
    if out or (np.datetime64(world.day, "D") - track.covers).astype(int) > _UNPUBLISHED_DAYS:
        raise Absent(
            f"no nowcast of {running} as it stood on {world.day}; the last of {named} was {track.values[-1]:.2f}%"
        )
    return track._replace(note="; ".join(filter(None, (f"{named} is over and not published yet", track.note))))


def slope_track(world: MacroInputs) -> FigureSeries:
    """Track of the slope, 10 years less 3 months, in percentage points; raises Absent without the yields.

    T10Y3M where available, else DGS10 less DGS3MO.
    """
    found = slope_of(world.series)
    if found is None or not len(found[0]):
        raise Absent(f"{world.reason('T10Y3M')}; DGS10 and DGS3MO are not both there either")
    given = world.series.get("T10Y3M")
    if given is not None:
        return series_track("T10Y3M")(world)
    two = difference_track(series_track("DGS10"), series_track("DGS3MO"))(world)
    return two._replace(note="DGS10 less DGS3MO")


def close_track(
    symbol: Callable[[MacroInputs], str], value: Callable[[Floats], Floats]
) -> Callable[[MacroInputs], FigureSeries]:
    """Track of a value computed from the closes of a symbol. The track raises Absent without any close."""

    def track(world: MacroInputs) -> FigureSeries:
        name = symbol(world)
        bars = _bars(world, name)
        known = np.isfinite(bars.close)
        if not known.any():
            raise Absent(f"no close of {name}")
        days, closes = bars.days[known], value(bars.close[known])
        day = str(days[-1])
        return FigureSeries(days, closes, day, days[-1], f"{name}, {bars.source}", published=day, vintage=day)

    return track


def _bars(world: MacroInputs, symbol: str) -> DailySeries:
    bars = world.bars.get(symbol)
    if bars is None or not len(bars):
        raise Absent(f"no daily bars of {symbol}")
    return bars


def ratio_track(
    first: Callable[[MacroInputs], str], second: Callable[[MacroInputs], str]
) -> Callable[[MacroInputs], FigureSeries]:
    """Track of the 63-session change of the ratio of two total-return series, as a fraction.

    The track raises Absent with fewer than 64 common days.
    """

    def track(world: MacroInputs) -> FigureSeries:
        a, b = _bars(world, first(world)), _bars(world, second(world))
        ratio = a.adj_close / take(b.adj_close, last_known(a.days, b.days))
        fine = np.isfinite(ratio) & (ratio > 0)
        days, kept = a.days[fine], ratio[fine]
        if len(kept) <= CREDIT_SESSIONS:
            raise Absent(f"fewer than {CREDIT_SESSIONS + 1} days in common of {a.symbol} and {b.symbol}")
        change = kept[CREDIT_SESSIONS:] / kept[:-CREDIT_SESSIONS] - 1
        source = f"{a.symbol}, {b.symbol}, {a.source}"
        day = str(days[-1])
        return FigureSeries(days[CREDIT_SESSIONS:], change, day, days[-1], source, published=day, vintage=day)

    return track
