"""Rows: averages, Wilder's indicators, MACD, bands, volume trend, 12-1, relative strength against large caps."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.trend import momentum
from r2k_tui.analytics.trend.volume import volume_trend
from r2k_tui.engine.readings.inputs import Role
from r2k_tui.engine.readings.reading import Methodology, ReadingGroup, ReadingResult, ReadingSpec, absent, number
from r2k_tui.engine.readings.scores.phrases import short
from r2k_tui.engine.readings.series import DerivedSeries

DIRECTION = Methodology(
    "Wilder means of +DM, -DM and |+DI - -DI| / (+DI + -DI) (Wilder, 1978)",
    "ADX is the strength of a trend, not its direction; it lags.",
)
MACD = Methodology(
    "EMA12(C) - EMA26(C), signal EMA9 of it (Appel, 1979)", "In points: grows with the level of the price."
)
BANDS = Methodology(
    "mean_20(C) +- 2 s, s with ddof 0 (Bollinger, 2001)", "Not a 95 % interval: closes are neither normal nor free."
)
OBV = Methodology(
    "OBV_t = OBV_{t-1} + sign(C_t - C_{t-1}) V_t (Granville, 1963)",
    "Only differences and slopes mean anything; of an index its fund's volume, which is a small part of all trading.",
)


def _average_row(size: int) -> ReadingGroup:
    def compute(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
        value = momentum.simple_average(facts.closes, size)
        return (number(value, min(size, facts.count), short(facts.count, size, "closes")),)

    return ReadingGroup(
        (
            ReadingSpec(
                f"sma{size}",
                "price",
                f"arithmetic mean of the last {size} closes, px",
                Methodology("(C_t + .. + C_{t-n+1}) / n", "Lags by half its window; crossings come after the turn."),
            ),
        ),
        f"{size} sessions",
        compute,
    )


def _rsi(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    return (number(momentum.relative_strength_index(facts.closes), facts.count - 1, short(facts.count, 15, "closes")),)


def _movement(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    found = momentum.directional_movement(facts.own.high, facts.own.low, facts.closes, facts.settled.movement)
    known = np.isfinite(facts.own.high[-1]) and np.isfinite(facts.own.low[-1])
    if not known:
        return absent(4, "no highs and lows")
    first, second = short(facts.count, 15, "bars"), short(facts.count, 28, "bars")
    n = facts.count - 1
    return (
        number(found.atr, n, first),
        number(found.adx, n, second),
        number(found.plus_di, n, first),
        number(found.minus_di, n, first),
    )


def _macd(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    found = momentum.macd(facts.closes, facts.settled.macd)
    if found is None:
        return absent(3, short(facts.count, momentum.MACD_BARS, "closes"), facts.count)
    return tuple(number(value, facts.count, "no close") for value in (found.line, found.signal, found.histogram))


def _bollinger(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    found = momentum.bollinger(facts.closes)
    if found is None:
        return absent(4, short(facts.count, 20, "closes"), facts.count)
    place = number(found.pctb, 20, "the 20 closes do not differ")
    return (*(number(value, 20, "no close") for value in (found.upper, found.mid, found.lower)), place)


def _volume(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    series = facts.volume_series
    if series is None or not len(series):
        return absent(3, f"no {facts.symbol(Role.SMALL_FUND)}: volume of the index is market-wide")
    found = volume_trend(series.close, series.volume)
    note = "" if series is facts.own else f" (volume and closes of {series.symbol})"
    if found is None:
        reason = short(len(series), 21, "bars") if len(series) < 21 else "volume is missing or zero"
        return tuple(ReadingResult(None, len(series), reason, note) for _ in range(3))
    as_of = str(series.days[-1])
    values = (found.change, found.slope, found.slope_norm)
    return tuple(number(value, 20, "volume is missing", note, as_of) for value in values)


def _twelve_one(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    if facts.count > 252 and facts.continuity.gap_within(facts.count - 253):
        return (ReadingResult(None, 253, "a gap within the window"),)
    return (number(momentum.twelve_one(facts.closes), min(253, facts.count), short(facts.count, 253, "closes")),)


def _relative(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
    symbol = facts.symbol(facts.large_role)
    shared = facts.common(facts.large_role)
    if shared is None:
        return (ReadingResult(None, 0, f"no {symbol}"),)
    own, other = shared.own[-64:], shared.other[-64:]
    if len(own) < 64:
        return (ReadingResult(None, len(own), short(len(own), 64, f"days common with {symbol}")),)
    if facts.continuity.gap_within(int(own[0])):
        return (ReadingResult(None, 64, "a gap within the window"),)
    value = momentum.relative_strength(facts.closes[own], facts.large_closes[other])
    return (number(value, 64, "a price is not above zero", f" (here {symbol})", str(facts.days[own[-1]])),)


ROWS: tuple[ReadingGroup, ...] = (
    _average_row(20),
    _average_row(50),
    _average_row(200),
    ReadingGroup(
        (
            ReadingSpec(
                "rsi14",
                "index",
                "100 x gain / (gain + loss), Wilder means of 14 seeded with the first 14 changes, px",
                Methodology(
                    "100 G / (G + L), G and L Wilder means of rises and falls (Wilder, 1978)",
                    "Over 70 or under 30 can last for months in a trend; no signal by itself.",
                ),
            ),
        ),
        "full history, span 14",
        _rsi,
    ),
    ReadingGroup(
        (
            ReadingSpec(
                "atr14",
                "price",
                "Wilder mean of 14 of the true range, seeded with the mean of the first 14, px",
                Methodology(
                    "Wilder mean of max(H, C_{t-1}) - min(L, C_{t-1}) (Wilder, 1978)",
                    "In points: compare it with the price.",
                ),
            ),
            ReadingSpec("adx14", "index", "Wilder mean of 14 of 100 x |+DI - -DI| / (+DI + -DI), px", DIRECTION),
            ReadingSpec("plus_di14", "index", "100 x Wilder mean of 14 of upward movement / atr14, px", DIRECTION),
            ReadingSpec("minus_di14", "index", "100 x Wilder mean of 14 of downward movement / atr14, px", DIRECTION),
        ),
        "full history, span 14",
        _movement,
    ),
    ReadingGroup(
        (
            ReadingSpec(
                "macd",
                "price",
                "EMA12 - EMA26 of closes, alpha 2/(n+1), seeded with the first close, px",
                MACD,
            ),
            ReadingSpec("macd_signal", "price", "EMA9 of macd, alpha 2/(n+1), px", MACD),
            ReadingSpec("macd_hist", "price", "macd - macd_signal, px", MACD),
        ),
        "full history",
        _macd,
    ),
    ReadingGroup(
        (
            ReadingSpec("bb_upper", "price", "mean of 20 closes + 2 population standard deviations, px", BANDS),
            ReadingSpec("bb_mid", "price", "mean of 20 closes, px", BANDS),
            ReadingSpec("bb_lower", "price", "mean of 20 closes - 2 population standard deviations, px", BANDS),
            ReadingSpec("bb_pctb", "ratio", "(close - bb_lower) / (bb_upper - bb_lower), px", BANDS),
        ),
        "20 sessions",
        _bollinger,
    ),
    ReadingGroup(
        (
            ReadingSpec(
                "obv_change_20d",
                "shares",
                "On-Balance-Volume (sign of the close's change x volume, cumulated) now minus 20 sessions ago, px",
                OBV,
            ),
            ReadingSpec(
                "obv_slope20",
                "shares",
                "least-squares slope of the last 20 points of On-Balance-Volume, shares a day, px",
                OBV,
            ),
            ReadingSpec("obv_slope20_norm", "ratio", "obv_slope20 / mean volume of 20 sessions, px", OBV),
        ),
        "20 sessions",
        _volume,
    ),
    ReadingGroup(
        (
            ReadingSpec(
                "mom_12_1",
                "fraction",
                "close 21 sessions ago / close 252 sessions ago - 1, px",
                Methodology(
                    "C_{t-21} / C_{t-252} - 1 (Jegadeesh and Titman, 1993)",
                    "Found across stocks; of one index it is no more than its past return.",
                ),
            ),
        ),
        "252 sessions",
        _twelve_one,
    ),
    ReadingGroup(
        (
            ReadingSpec(
                "rs63",
                "fraction",
                "log(close / benchmark) minus its value 63 common sessions earlier, px; the benchmark is the "
                "large index for an index, the large fund for everything else",
                Methodology(
                    "D log(C / B) over 63 common sessions",
                    "Price against price: the difference in dividends is left out.",
                ),
            ),
        ),
        "63 common sessions",
        _relative,
    ),
)
