"""Macro figures: the table of figures, each with its definition and its source track."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.macro.figure_series import (
    Absent,
    FigureSeries,
    MacroInputs,
    close_track,
    difference_track,
    nowcast_track,
    ratio_track,
    series_track,
    slope_track,
)
from r2k_tui.engine.macro.policy_course import course_of
from r2k_tui.engine.macro.policy_study import REGIME_NAMES, regimes_on
from r2k_tui.model.macro.figures import FigureGroup, FigureUnit, MacroFigure

LOAN_FUND, FUTURES = "BKLN", "ZQ=F"
_SPARK = 48
_YEAR = 365


class FigureRow(NamedTuple):
    """Row of the table: the description of a figure, and the track that computes it."""

    key: str
    group: FigureGroup
    name: str
    unit: FigureUnit
    definition: str
    track: Callable[[MacroInputs], FigureSeries]


def figure_of(row: FigureRow, world: MacroInputs) -> MacroFigure:
    """Figure of a row as of the day of the inputs; without a value and with a reason where it is unavailable."""
    head = (row.key, row.group, row.name, row.unit)
    try:
        track = row.track(world)
    except Absent as missing:
        return MacroFigure(*head, None, definition=row.definition, reason=str(missing))
    ago = int(np.searchsorted(track.days, track.days[-1] - np.timedelta64(_YEAR, "D"), side="right")) - 1
    return MacroFigure(
        *head,
        float(track.values[-1]),
        as_of=track.as_of,
        lag_days=max(0, (np.datetime64(world.day) - track.covers).astype(int).item()),
        source=track.source,
        definition=row.definition,
        note=track.note,
        change=float(track.values[-1] - track.values[ago]) if ago >= 0 else None,
        spark=_spark(track.values[max(0, ago) :]),
        known_at=track.known_at,
        published=track.published,
        vintage=track.vintage,
        revision=track.revision,
    )


def _spark(values: Floats) -> tuple[float, ...]:
    # Rising by at least one from place to place, since there are no more places than values.
    places = np.linspace(0, len(values) - 1, min(_SPARK, len(values))).astype(int)
    return tuple(values[places].tolist())


def regime_figure(world: MacroInputs) -> MacroFigure:
    """Figure of the policy regime, as a word: cutting, holding or rising."""
    head = ("regime", FigureGroup.POLICY, "what the Fed does", FigureUnit.WORD)
    definition = "the direction of the last move of the policy rate, or holding when that is over 183 days ago"
    course = course_of(world.series, world.day)
    if course is None or not len(course.moves.days):
        return MacroFigure(*head, None, definition=definition, reason=world.reason("DFF"))
    name = REGIME_NAMES.get(int(regimes_on(course, np.array([world.day], "datetime64[D]"))[0]))
    last = len(course.moves.days) - 1
    moved = f"{course.moves.change[last]:+.2f} points known on {course.moves.known[last]}"
    missing = course.problem or f"{course.rate} begins too late to tell"
    if name is None:
        return MacroFigure(*head, None, definition=definition, reason=missing)
    age = (np.datetime64(world.day) - course.moves.known[last]).astype(int).item()
    day = str(course.moves.known[last])
    found = MacroFigure(*head, name, day, age, course.rate, definition, note=f"last move {moved}")
    return msgspec.structs.replace(found, published=day, vintage=day)


_DFF, _TWO, _TEN = series_track("DFF"), series_track("DGS2"), series_track("DGS10")
_IMPLIED = close_track(lambda _: FUTURES, lambda closes: 100.0 - closes)
_BILL = close_track(lambda world: world.bill, lambda closes: closes)
_P, _G = FigureUnit.PERCENT, FigureGroup
_CREDIT_WORDS = "change over 63 sessions of the ratio of both total returns; a fall is stress"
_LOAN_WORDS = "senior loans, whose coupons float, against fixed high yield: change over 63 sessions; a proxy"

TABLE: tuple[FigureRow, ...] = (
    FigureRow("dfedtaru", _G.POLICY, "target, upper end", _P, "upper end of the range, FRED", series_track("DFEDTARU")),
    FigureRow("dff", _G.POLICY, "effective rate", _P, "effective federal funds rate of the day, FRED", _DFF),
    FigureRow("fedfunds", _G.POLICY, "… mean of the month", _P, "mean of the month, FRED", series_track("FEDFUNDS")),
    FigureRow("zq_implied", _G.POLICY, "futures, this month", _P, "100 less the price of the front contract", _IMPLIED),
    FigureRow("irx", _G.POLICY, "13-week bill", _P, "discount rate, on average the next three months", _BILL),
    FigureRow(
        *("path_month", _G.POLICY, "futures less effective", FigureUnit.POINTS),
        *("below zero: a cut within the month is priced", difference_track(_IMPLIED, _DFF)),
    ),
    FigureRow(
        *("path_quarter", _G.POLICY, "bill less effective", FigureUnit.POINTS),
        *("below zero: cuts within three months are priced", difference_track(_BILL, _DFF)),
    ),
    FigureRow(
        *("path_2y", _G.POLICY, "2 years less effective", FigureUnit.POINTS),
        *("below zero: cuts within two years are priced", difference_track(_TWO, _DFF)),
    ),
    FigureRow("dgs2", _G.CURVE, "Treasury 2 years", _P, "constant maturity, FRED", _TWO),
    FigureRow("dgs10", _G.CURVE, "Treasury 10 years", _P, "constant maturity, FRED", _TEN),
    FigureRow(
        *("curve_10y2y", _G.CURVE, "10 less 2 years", FigureUnit.POINTS),
        *("below zero the curve is inverted", difference_track(_TEN, _TWO)),
    ),
    FigureRow(
        *("t10y3m", _G.CURVE, "10 years less 3 months", FigureUnit.POINTS),
        *("below 0 inverted, from 1 on steep", slope_track),
    ),
    FigureRow(
        *("baa10y", _G.CREDIT, "Baa over 10 years", FigureUnit.POINTS),
        *("Moody's Baa yield less the 10-year Treasury, FRED", series_track("BAA10Y")),
    ),
    FigureRow(
        *("hyg_ief_63d", _G.CREDIT, "high yield / Treasury 63d", FigureUnit.FRACTION, _CREDIT_WORDS),
        ratio_track(lambda world: world.high_yield, lambda world: world.treasury),
    ),
    FigureRow("sofr", _G.FLOATING, "SOFR (proxy)", _P, "what floating-rate debt is set against", series_track("SOFR")),
    FigureRow("dprime", _G.FLOATING, "prime (proxy)", _P, "what bank loans are set against", series_track("DPRIME")),
    FigureRow(
        *("loans_hyg_63d", _G.FLOATING, "loans / high yield 63d", FigureUnit.FRACTION, _LOAN_WORDS),
        ratio_track(lambda _: LOAN_FUND, lambda world: world.high_yield),
    ),
    FigureRow(
        *("gdp", _G.GROWTH, "GDP, real, annual rate", _P),
        *("change on the quarter before, at an annual rate; revised for years", series_track("A191RL1Q225SBEA")),
    ),
    FigureRow(
        *("gdpnow", _G.GROWTH, "GDPNow, nowcast", _P),
        *("the Atlanta Fed's estimate of a quarter before its figure is out", nowcast_track),
    ),
)


def figures_of(world: MacroInputs) -> tuple[MacroFigure, ...]:
    """All figures: the policy regime, then the rows of the table in order."""
    found = [figure_of(row, world) for row in TABLE]
    return (regime_figure(world), *found)
