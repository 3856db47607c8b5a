"""Table of indicators: one row each, with a description and the function that computes its lines."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.trend import indicators
from r2k_tui.analytics.trend.channel import channel_lines
from r2k_tui.analytics.trend.momentum import MACD_BARS, WILDER_SPAN
from r2k_tui.engine.charts.data import ChartData
from r2k_tui.engine.readings.scores.phrases import short
from r2k_tui.model.readings.chart import Indicator, IndicatorPlace

Lines = tuple[Floats, ...]


class IndicatorSpec(msgspec.Struct, frozen=True):
    """Indicator. `tags` name the lines of `compute`; `missing`: why there are none; `note`: a remark for the reader.

    `rebased`: only differences are meaningful, so the lines start at 0 at the first bar of the range.
    """

    about: Indicator
    tags: tuple[str, ...]
    compute: Callable[[ChartData], Lines]
    missing: Callable[[ChartData], str]
    rebased: bool = False
    pillars: tuple[str, ...] = ()
    note: Callable[[ChartData], str] = lambda _: ""


def _volume_note(data: ChartData) -> str:
    return "" if data.volume_of == data.symbol else f"closes and volume of {data.volume_of}"


def _needs(count: int) -> Callable[[ChartData], str]:
    return lambda data: short(len(data), count, "bars")


def _average(size: int) -> IndicatorSpec:
    about = Indicator(
        f"sma{size}", f"SMA {size}", IndicatorPlace.OVERLAY, definition=f"arithmetic mean of the last {size} closes, px"
    )
    return IndicatorSpec(about, (f"{size}",), lambda data: (indicators.average_line(data.close, size),), _needs(size))


def _channel(size: int) -> IndicatorSpec:
    about = Indicator(
        f"chan{size}",
        f"Channel {size}",
        IndicatorPlace.OVERLAY,
        definition=f"least squares of log close on time over the last {size} bars; rails at +-2 s (ddof=2), px",
    )
    return IndicatorSpec(about, ("ch+", "ch", "ch-"), lambda data: channel_lines(data.close, size), _needs(size))


def _donchian(size: int) -> IndicatorSpec:
    about = Indicator(
        f"donchian{size}",
        f"Donchian {size}",
        IndicatorPlace.OVERLAY,
        definition=f"highest high and lowest low of the last {size} bars, px",
    )

    def missing(data: ChartData) -> str:
        known = np.isfinite(data.high).any() and np.isfinite(data.low).any()
        return short(len(data), size, "bars") if known else "no highs and lows"

    return IndicatorSpec(
        about, (f"D{size}+", f"D{size}-"), lambda data: indicators.donchian_lines(data.high, data.low, size), missing
    )


def _strength_missing(data: ChartData) -> str:
    return data.trouble or f"no bars of {data.against} at these times"


ROWS: tuple[IndicatorSpec, ...] = (
    _average(20),
    _average(50),
    _average(200),
    IndicatorSpec(
        Indicator(
            "bollinger",
            "Bollinger",
            IndicatorPlace.OVERLAY,
            definition="mean of 20 closes and 2 population standard deviations (ddof=0) on either side, px",
        ),
        ("BB+", "BB", "BB-"),
        lambda data: indicators.band_lines(data.close),
        _needs(indicators.BAND_BARS),
    ),
    _channel(63),
    _channel(126),
    _channel(252),
    _donchian(20),
    _donchian(55),
    IndicatorSpec(
        Indicator(
            "obv",
            "OBV",
            IndicatorPlace.PANE,
            unit="shares",
            definition="On-Balance-Volume: sign of the close's change x volume, cumulated; 0 at the range's first bar",
        ),
        ("OBV",),
        lambda data: (indicators.balance_line(data.volume_close, data.volume),),
        lambda data: f"{data.volume_of} has no volume here",
        rebased=True,
        note=_volume_note,
    ),
    IndicatorSpec(
        Indicator(
            "rsi14",
            "RSI 14",
            IndicatorPlace.PANE,
            unit="index",
            bounds=(0.0, 100.0),
            levels=(30.0, 70.0),
            definition="100 x gain / (gain + loss), Wilder means of 14, px",
        ),
        ("RSI",),
        lambda data: (indicators.strength_index_line(data.close),),
        _needs(WILDER_SPAN + 1),
    ),
    IndicatorSpec(
        Indicator(
            "macd",
            "MACD",
            IndicatorPlace.PANE,
            levels=(0.0,),
            definition="EMA12 - EMA26 of closes, its EMA9, and their difference as pillars, px",
        ),
        ("MACD", "signal", "hist"),
        lambda data: indicators.macd_lines(data.close),
        _needs(MACD_BARS),
        pillars=("hist",),
    ),
    IndicatorSpec(
        Indicator(
            "strength",
            "Strength",
            IndicatorPlace.PANE,
            unit="fraction",
            levels=(0.0,),
            compares=True,
            definition="log(close / close of the second symbol), its change since the range's first bar, px",
        ),
        ("strength",),
        lambda data: (indicators.relative_line(data.close, data.other),),
        _strength_missing,
        rebased=True,
        note=lambda data: f"against {data.against}",
    ),
)
ROW_BY_KEY = {row.about.key: row for row in ROWS}
TABLE = tuple(row.about for row in ROWS)
