"""A folder of invented intraday bars, to be replayed: the fund by the minute, the index by five minutes, packed."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.fakes.invented_bars import wave

NEW_YORK = ZoneInfo("America/New_York")
DAY = date(2025, 9, 18)
# Sessions before the day: of the last one there are minutes of the fund too, of the others only five minutes.
BEFORE = (date(2025, 9, 15), date(2025, 9, 16), date(2025, 9, 17))
MINUTES = 390
HEADER = "Datetime,Open,High,Low,Close,Volume"


def at(clock: str, day: date = DAY) -> float:
    """A moment in New York, as seconds since the epoch."""
    return datetime.combine(day, time.fromisoformat(clock), NEW_YORK).timestamp()


@cache
def path_of(day: date, minutes: int = MINUTES, level: float = 240.0) -> list[float]:
    """The close of every minute of a day."""
    return [round(price, 4) for price in wave(minutes, level + day.day)]


def row(moment: float, before: float, prices: list[float], volume: int | None) -> str:
    """One bar that opens at `before` and goes through `prices`."""
    stamp = datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    high, low = max(before, *prices), min(before, *prices)
    cells = [stamp, *(f"{value:.4f}" for value in (before, high, low, prices[-1]))]
    return ",".join(cells if volume is None else [*cells, str(volume)])


@cache
def rows(day: date, minutes: int, each: int, level: float = 240.0, *, volume: bool = True) -> tuple[str, ...]:
    """The bars of `each` minutes of a day."""
    path = path_of(day, minutes, level)
    starts = range(0, minutes, each)
    opening = at("09:30", day)
    return tuple(
        row(opening + 60 * i, path[max(0, i - 1)], path[i : i + each], 1000 * each + i if volume else None)
        for i in starts
    )


def write_recording(folder: Path, day: date = DAY, minutes: int = MINUTES, *, daily: bool = False) -> Path:
    """Write it; `minutes` of the day itself. With `daily`, closes by the day beside the folder, that of the day too."""
    folder.mkdir(parents=True, exist_ok=True)
    older, last = BEFORE[:-1], BEFORE[-1]
    by_minute = [*rows(last, MINUTES, 1), *rows(day, minutes, 1)]
    by_five = [line for earlier in older for line in rows(earlier, MINUTES, 5)]
    (folder / "IWM_1m.csv").write_text("\n".join([HEADER, *by_minute]) + "\n")
    (folder / "IWM_5m.csv").write_text("\n".join([HEADER, *by_five]) + "\n")
    days = ((one, MINUTES) for one in BEFORE)
    index = [line for one, count in (*days, (day, minutes)) for line in rows(one, count, 5, 2400.0, volume=False)]
    text = "\n".join([HEADER.removesuffix(",Volume"), *index]) + "\n"
    (folder / "RUT_5m.csv.gz").write_bytes(gzip.compress(text.encode()))
    if daily:
        _write_daily(folder.parent / "daily", day)
    return folder


def _write_daily(folder: Path, day: date) -> None:
    folder.mkdir()
    days = [day - timedelta(days=back) for back in range(2400, -1, -1)]
    days = [one for one in days if one.weekday() < 5]
    for name, level in (("RUT", 2400.0), ("IWM", 240.0), ("GSPC", 6000.0), ("SPY", 600.0), ("VIX", 17.0)):
        closes = wave(len(days), level)
        lines = [f"{one},{c},{c * 1.01:.4f},{c * 0.99:.4f},{c},{10**6}" for one, c in zip(days, closes, strict=True)]
        (folder / f"{name}.csv").write_text("\n".join(["Date,Open,High,Low,Close,Volume", *lines]) + "\n")
