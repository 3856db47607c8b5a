"""Rows of one file as arrays, and their conversion to bars."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval

Times = npt.NDArray[np.int64]

NEW_YORK = ZoneInfo("America/New_York")
DAY = 86400
MOST_SENTENCES = 20
MOST_NAMED = 3
RATES = frozenset({"^IRX", "^FVX", "^TNX", "^TYX"})
_FUTURE = "=F"
# Smallest step between daily rows: a day less the hour of daylight saving time.
DAILY_STEP_S = 23 * 3600
# Exports of adjusted prices carry rounding errors.
SLACK = 1e-9
# 1800-01-01 in seconds since the epoch. Nothing here traded before it, and calendars grow odd.
OLDEST = -5364662400


def may_be_negative(symbol: str) -> bool:
    """Whether prices of a symbol may be zero or below: yields, and futures (CL=F closed at -37.63 on 2020-04-20)."""
    return symbol in RATES or symbol.endswith(_FUTURE)


class RowRules(NamedTuple):
    """Validation rules of a row: `now` in seconds since the epoch; `positive`: prices must be above zero."""

    now: float
    positive: bool

    @property
    def today(self) -> int:
        """Midnight UTC of the present day in New York, seconds since the epoch."""
        return int(datetime.fromtimestamp(self.now, NEW_YORK).replace(tzinfo=UTC).timestamp()) // DAY * DAY

    def newest(self, intraday: bool) -> float:
        """Latest valid time of a row."""
        return self.now if intraday else self.today


class LeftOut(NamedTuple):
    """Data left out. `since`: the latest of the row's own time and those of the used rows before it.

    A reader as of an earlier time must not see it. `what` is a row, a cell or a column; "" for a row that is used
    although its day, the `reason`, had no session.
    """

    file: str
    line: int
    since: float
    reason: str
    what: str = "row"

    @property
    def sentence(self) -> str:
        """Report for people."""
        return f"{self.file} line {self.line}: {self.reason}; {self.what} left out"


class PriceTable(NamedTuple):
    """Rows in order. `columns` holds the columns of the file, `left_out` the unused rows.

    `early`: rows of future days were left out, so the file must be read again later.
    """

    times: Times
    columns: dict[str, Floats]
    intraday: bool
    left_out: tuple[LeftOut, ...] = ()
    early: bool = False

    @property
    def interval(self) -> Interval | None:
        """Most frequent step between rows as an interval, or None."""
        if not self.intraday:
            return Interval.D1
        if len(self.times) < 2:
            return None
        steps, counts = np.unique(np.diff(self.times), return_counts=True)
        step = int(steps[np.argmax(counts)])
        return next((interval for interval in Interval if interval.intraday and interval.seconds == step), None)


def sound(times: Times, columns: dict[str, Floats], rules: RowRules, intraday: bool) -> bool:
    """Whether every row is valid: order, no future, finite, signs, Low <= Open, Close <= High."""
    if not len(times) or times[0] < OLDEST or times[-1] > rules.newest(intraday):
        return False
    if not bool(np.all(np.diff(times) > 0)):
        return False
    if not all(bool(np.isfinite(values).all()) for values in columns.values()):
        return False
    prices = [values for name, values in columns.items() if name != "volume"]
    if rules.positive and not all(bool((values > 0).all()) for values in prices):
        return False
    if "volume" in columns and bool((columns["volume"] < 0).any()):
        return False
    return _within_range(columns)


def _within_range(columns: dict[str, Floats]) -> bool:
    inner = [columns[name] for name in ("open", "close") if name in columns]
    low, high = columns.get("low"), columns.get("high")
    if low is not None and not all(
        bool((low <= value + SLACK * abs(value)).all()) for value in (*inner, high) if value is not None
    ):
        return False
    return high is None or all(bool((value <= high + SLACK * abs(high)).all()) for value in inner)


def problem_sentences(left_out: tuple[LeftOut, ...], until: float = math.inf) -> tuple[str, ...]:
    """At most MOST_SENTENCES sentences about the rows present at `until`; the last one counts the rest."""
    known = [row for row in left_out if row.since <= until]
    rows = [row for row in known if row.what]
    odd = _notice_sentence([row for row in known if not row.what])
    most = MOST_SENTENCES - len(odd)
    if len(rows) <= most:
        return (*odd, *(row.sentence for row in rows))
    first, rest = rows[: most - 1], rows[most - 1 :]
    kinds = {row.what for row in rest}
    what = f"{kinds.pop()}s" if len(kinds) == 1 else "rows and cells"
    return (*odd, *(row.sentence for row in first), f"{rows[0].file}: {len(rest)} more {what} left out")


def _notice_sentence(rows: list[LeftOut]) -> tuple[str, ...]:
    """One sentence for all rows that are used despite a notice."""
    if not rows:
        return ()
    return (no_session_sentence([row.reason for row in rows], rows[0].file),)


def no_session_sentence(days: list[str], file: str) -> str:
    """One sentence for the rows of days without a session."""
    named = ", ".join(days[:MOST_NAMED]) + (", …" if len(days) > MOST_NAMED else "")
    many = f"{len(days)} rows are" if len(days) > 1 else "a row is"
    return f"{file}: {many} of days without a session in New York ({named}); kept"


def to_bars(table: PriceTable, symbol: str, interval: Interval, source: str) -> Bars:
    """Bars of the table. A missing column is NaN; Close and Adj Close replace each other, as `note` then says."""
    columns = dict(table.columns)
    note = ""
    if "close" not in columns and "adj_close" in columns:
        columns["close"], note = columns["adj_close"], "the file has no Close: Adj Close stands for it"
    elif "adj_close" not in columns and "close" in columns:
        columns["adj_close"], note = columns["close"], "the file has no Adj Close: Close stands for it"
    elif "close" not in columns:
        note = "the file has neither Close nor Adj Close"
    if interval.intraday and "close" in columns:
        columns["adj_close"] = columns["close"]
    missing = np.full(len(table.times), np.nan)
    packed = {name: columns.get(name, missing).astype(np.float64).tobytes() for name in PRICE_COLUMNS}
    return Bars(symbol, interval, table.times.astype(np.int64).tobytes(), **packed, source=source, note=note)


def daily(table: PriceTable) -> PriceTable:
    """Daily rows aggregated from intraday ones, by the calendar day in New York."""
    if not table.intraday:
        return table
    days = new_york_days(table.times)
    firsts = np.flatnonzero(np.concatenate([[True], np.diff(days) > 0]))
    lasts = np.concatenate([firsts[1:], [len(days)]]) - 1
    joined: dict[str, Callable[[Floats], Floats]] = {
        "open": lambda values: values[firsts],
        "high": lambda values: np.maximum.reduceat(values, firsts),
        "low": lambda values: np.minimum.reduceat(values, firsts),
        "close": lambda values: values[lasts],
        "adj_close": lambda values: values[lasts],
        "volume": lambda values: np.add.reduceat(values, firsts),
    }
    columns = {name: joined[name](values) for name, values in table.columns.items()}
    return PriceTable(days[firsts] * DAY, columns, False, table.left_out, table.early)


def new_york_days(times: Times) -> Times:
    """Days since the epoch by New York's calendar, one per time; the offset is computed once per hour."""
    hours, places = np.unique(times // 3600, return_inverse=True)
    offsets = [datetime.fromtimestamp(hour * 3600, NEW_YORK).utcoffset() for hour in hours.tolist()]
    shifts = np.array([int(offset.total_seconds()) if offset else 0 for offset in offsets], dtype=np.int64)
    days: Times = (times + shifts[places]) // DAY
    return days
