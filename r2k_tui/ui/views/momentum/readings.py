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


def momentum_entries(found: ReadingsByKey, decimals: int | None = None) -> list[Entry]:
    """The panel's lines; `decimals`: those of the quote."""
    names: Line = ((f" {'channel':<7}{'slope/y':>8}{'R²':>6}{'z':>6}{'lower':>10}{'upper':>10}{'intact':>8}", "dim"),)
    ranges: Line = ((f" {'range':<7}{'low':>11}{'high':>11}{'high before':>12}{'breakout':>9}", "dim"),)
    return [
        *plain([names]),
        *(_channel(found, size, decimals) for size in _CHANNELS),
        *plain([ranges]),
        *(_range(found, size, decimals) for size in _RANGES),
        _volume(found),
        _records(found, decimals),
        _large(found),
        *_trend(found, decimals),
    ]


def _channel(found: ReadingsByKey, size: int, decimals: int | None) -> Entry:
    key = f"chan{size}_"
    slope = _number(found, key + "slope_ann")
    return joined(
        (f" {f'{size}d':<7}", "text", ""),
        (f"{numbers.percent(slope, 1):>8}", numbers.direction(slope), key + "slope_ann"),
        (f"{_plain(found, key + 'r2', '.2f'):>6}", "text", key + "r2"),
        (f"{_plain(found, key + 'z', '+.1f'):>6}", "text", key + "z"),
        _price(found, key + "lower", 10, decimals),
        _price(found, key + "upper", 10, decimals),
        _flag(found, key + "intact_up", 8),
    )


def _range(found: ReadingsByKey, size: int, decimals: int | None) -> Entry:
    key = f"donchian{size}_"
    prices = [
        _price(found, key + part, width, decimals) for part, width in (("low", 11), ("high", 11), ("prev_high", 12))
    ]
    return joined((f" {f'{size}d':<7}", "text", ""), *prices, _flag(found, key + "breakout", 9))


def _volume(found: ReadingsByKey) -> Entry:
    change, slope, norm = (_number(found, key) for key in _VOLUME)
    return joined(
        (" OBV 20d", "dim", ""),
        (f" {numbers.compact(change)}", numbers.direction(change), _VOLUME[0]),
        ("  slope", "dim", ""),
        (f" {numbers.compact(slope)}", numbers.direction(slope), _VOLUME[1]),
        ("  of mean volume", "dim", ""),
        (f" {numbers.percent(norm, 1)}", numbers.direction(norm), _VOLUME[2]),
    )


def _records(found: ReadingsByKey, decimals: int | None) -> Entry:
    day = found.get(_RECORD[1])
    count = _number(found, _RECORD[3])
    return joined(
        (" record close", "dim", ""),
        (f" {numbers.price(_number(found, _RECORD[0]), decimals)}", "text", _RECORD[0]),
        (f" {day.value if day is not None and day.value else numbers.MISSING}", "dim", _RECORD[1]),
        ("  today", "dim", ""),
        _flag(found, _RECORD[2], 4),
        ("  in 252d", "dim", ""),
        (f" {numbers.MISSING if count is None else f'{count:.0f}'}", "text", _RECORD[3]),
    )


def _large(found: ReadingsByKey) -> Entry:
    strength = _number(found, _LARGE[0])
    return joined(
        (" against large, 63d", "dim", ""),
        (f" {numbers.percent(strength, 1)}", numbers.direction(strength), _LARGE[0]),
        ("  beta", "dim", ""),
        (f" {_plain(found, _LARGE[1], '.2f')}", "text", _LARGE[1]),
        ("  correlation", "dim", ""),
        (f" {_plain(found, _LARGE[2], '.2f')}", "text", _LARGE[2]),
    )


def _trend(found: ReadingsByKey, decimals: int | None) -> list[Entry]:
    averages: list[EntryCell] = [(" average", "dim", "")]
    for key in _TREND[:3]:
        averages += [(f" {key[3:]}d", "dim", ""), (f" {numbers.price(_number(found, key), decimals)} ", "text", key)]
    past = _number(found, "mom_12_1")
    rest = joined(
        (" RSI", "dim", ""),
        (f" {_plain(found, 'rsi14', '.0f')}", "text", "rsi14"),
        ("  ADX", "dim", ""),
        (f" {_plain(found, 'adx14', '.0f')}", "text", "adx14"),
        ("  MACD", "dim", ""),
        (f" {_macd(_number(found, 'macd_hist'))}", "text", "macd_hist"),
        ("  12-1", "dim", ""),
        (f" {numbers.percent(past, 1)}", numbers.direction(past), "mom_12_1"),
    )
    return [joined(*averages), rest]


def _number(found: ReadingsByKey, key: str) -> float | None:
    reading = found.get(key)
    return None if reading is None else reading.number


def _plain(found: ReadingsByKey, key: str, form: str) -> str:
    value = _number(found, key)
    return numbers.MISSING if value is None else f"{value:{form}}"


def _macd(value: float | None) -> str:
    """MACD in points with one decimal; more where a low price needs them."""
    if value is None:
        return numbers.MISSING
    text = numbers.rounded(value, 1)
    return f"{value:+.2g}" if value and numbers.shown_as_zero(text) else text


def _price(found: ReadingsByKey, key: str, width: int, decimals: int | None) -> EntryCell:
    return numbers.right(numbers.price(_number(found, key), decimals), width), "text", key


def _flag(found: ReadingsByKey, key: str, width: int) -> EntryCell:
    reading = found.get(key)
    value = reading.value if reading is not None else None
    words = "yes" if value is True else "no" if value is False else numbers.MISSING
    return f"{words:>{width}}", "up" if value is True else "text", key
