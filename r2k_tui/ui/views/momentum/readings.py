"""The momentum readings in one panel: channel, breakout, volume, records, small against large, averages."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.readings.reading import Reading
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.entries import Entry, EntryCell, joined, plain
from r2k_tui.ui.drawing.lines import Line

_CHANNELS, _RANGES = (63, 126, 252), (20, 55)
_CHANNEL = ("slope_ann", "r2", "z", "lower", "upper", "intact_up")
_RANGE = ("low", "high", "prev_high", "breakout")
_VOLUME = ("obv_change_20d", "obv_slope20", "obv_slope20_norm")
_RECORD = ("record_close", "record_close_date", "is_record_close", "record_closes_252d")
_LARGE = ("rs63", "beta_spy_252", "corr_spy_252")
_TREND = ("sma20", "sma50", "sma200", "rsi14", "adx14", "macd_hist", "mom_12_1")
ReadingsByKey = Mapping[str, Reading]


def momentum_keys() -> tuple[str, ...]:
    """The readings that the panel needs."""
    channels = tuple(f"chan{size}_{part}" for size in _CHANNELS for part in _CHANNEL)
    ranges = tuple(f"donchian{size}_{part}" for size in _RANGES for part in _RANGE)
    return (*channels, *ranges, *_VOLUME, *_RECORD, *_LARGE, *_TREND)


def momentum_entries(result: ReadingsByKey, decimals: int | None = None) -> list[Entry]:
    """The panel's lines; `decimals`: those of the quote."""
    names: Line = ((f" {'channel':<7}{'slope/y':>8}{'R²':>6}{'z':>6}{'lower':>10}{'upper':>10}{'intact':>8}", "dim"),)
    ranges: Line = ((f" {'range':<7}{'low':>11}{'high':>11}{'high before':>12}{'breakout':>9}", "dim"),)
    return [
        *plain([names]),
        *(_channel(result, size, decimals) for size in _CHANNELS),
        *plain([ranges]),
        *(_range(result, size, decimals) for size in _RANGES),
        _volume(result),
        _records(result, decimals),
        _large(result),
        *_trend(result, decimals),
    ]


def _channel(result: ReadingsByKey, size: int, decimals: int | None) -> Entry:
    key = f"chan{size}_"
    slope = _number(result, key + "slope_ann")
    return joined(
        (f" {f'{size}d':<7}", "text", ""),
        (f"{numbers.percent(slope, 1):>8}", numbers.direction(slope), key + "slope_ann"),
        (f"{_plain(result, key + 'r2', '.2f'):>6}", "text", key + "r2"),
        (f"{_plain(result, key + 'z', '+.1f'):>6}", "text", key + "z"),
        _price(result, key + "lower", 10, decimals),
        _price(result, key + "upper", 10, decimals),
        _flag(result, key + "intact_up", 8),
    )


def _range(result: ReadingsByKey, size: int, decimals: int | None) -> Entry:
    key = f"donchian{size}_"
    prices = [
        _price(result, key + part, width, decimals) for part, width in (("low", 11), ("high", 11), ("prev_high", 12))
    ]
    return joined((f" {f'{size}d':<7}", "text", ""), *prices, _flag(result, key + "breakout", 9))


def _volume(result: ReadingsByKey) -> Entry:
    change, slope, norm = (_number(result, key) for key in _VOLUME)
    return joined(
        (" OBV 20d", "dim", ""),
        (f" {numbers.compact(change)}", numbers.direction(change), _VOLUME[0]),
        ("  slope", "dim", ""),
        (f" {numbers.compact(slope)}", numbers.direction(slope), _VOLUME[1]),
        ("  of mean volume", "dim", ""),
        (f" {numbers.percent(norm, 1)}", numbers.direction(norm), _VOLUME[2]),
    )


def _records(result: ReadingsByKey, decimals: int | None) -> Entry:
    day = result.get(_RECORD[1])
    count = _number(result, _RECORD[3])
    return joined(
        (" record close", "dim", ""),
        (f" {numbers.price(_number(result, _RECORD[0]), decimals)}", "text", _RECORD[0]),
        (f" {day.value if day is not None and day.value else numbers.MISSING}", "dim", _RECORD[1]),
        ("  today", "dim", ""),
        _flag(result, _RECORD[2], 4),
        ("  in 252d", "dim", ""),
        (f" {numbers.MISSING if count is None else f'{count:.0f}'}", "text", _RECORD[3]),
    )


def _large(result: ReadingsByKey) -> Entry:
    strength = _number(result, _LARGE[0])
    return joined(
        (" against large, 63d", "dim", ""),
        (f" {numbers.percent(strength, 1)}", numbers.direction(strength), _LARGE[0]),
        ("  beta", "dim", ""),
        (f" {_plain(result, _LARGE[1], '.2f')}", "text", _LARGE[1]),
        ("  correlation", "dim", ""),
        (f" {_plain(result, _LARGE[2], '.2f')}", "text", _LARGE[2]),
    )


def _trend(result: ReadingsByKey, decimals: int | None) -> list[Entry]:
    averages: list[EntryCell] = [(" average", "dim", "")]
    for key in _TREND[:3]:
        averages += [(f" {key[3:]}d", "dim", ""), (f" {numbers.price(_number(result, key), decimals)} ", "text", key)]
    past = _number(result, "mom_12_1")
    rest = joined(
        (" RSI", "dim", ""),
        (f" {_plain(result, 'rsi14', '.0f')}", "text", "rsi14"),
        ("  ADX", "dim", ""),
        (f" {_plain(result, 'adx14', '.0f')}", "text", "adx14"),
        ("  MACD", "dim", ""),
        (f" {_macd(_number(result, 'macd_hist'))}", "text", "macd_hist"),
        ("  12-1", "dim", ""),
        (f" {numbers.percent(past, 1)}", numbers.direction(past), "mom_12_1"),
    )
    return [joined(*averages), rest]


def _number(result: ReadingsByKey, key: str) -> float | None:
    reading = result.get(key)
    return None if reading is None else reading.number


def _plain(result: ReadingsByKey, key: str, form: str) -> str:
    value = _number(result, key)
    return numbers.MISSING if value is None else f"{value:{form}}"


def _macd(value: float | None) -> str:
    """MACD in points with one decimal; more where a low price needs them."""
    if value is None:
        return numbers.MISSING
    text = numbers.rounded(value, 1)
    return f"{value:+.2g}" if value and numbers.shown_as_zero(text) else text


def _price(result: ReadingsByKey, key: str, width: int, decimals: int | None) -> EntryCell:
    return numbers.right(numbers.price(_number(result, key), decimals), width), "text", key


def _flag(result: ReadingsByKey, key: str, width: int) -> EntryCell:
    reading = result.get(key)
    value = reading.value if reading is not None else None
    words = "yes" if value is True else "no" if value is False else numbers.MISSING
    return f"{words:>{width}}", "up" if value is True else "text", key
