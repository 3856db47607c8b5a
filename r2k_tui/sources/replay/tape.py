"""Bars of one symbol as they become known: each at its end, and no part of it earlier."""

from __future__ import annotations

from datetime import date, datetime, time
from math import isfinite

import numpy as np

from r2k_tui.model.calendar.bell import closing_bell
from r2k_tui.model.calendar.days import NEW_YORK, bar_of_day, day_of_bar
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.text import plural
from r2k_tui.sources.as_of import quote_of
from r2k_tui.sources.csv_folder.table import problem_sentences
from r2k_tui.sources.replay.recording import SOURCE, IntervalBars, RecordedBars
from r2k_tui.sources.replay.rows import RecordedRows, by_day, joined, rolled

_DAY_S = 86400
# Regular hours; before and after them, hours without a trade are not a gap.
_OPENS = time(9, 30)


class SymbolRecording:
    """Immutable recording of one symbol on one day, with the days before it; times in seconds since the epoch."""

    def __init__(self, symbol: str, day: date, found: RecordedBars, daily: IntervalBars | None) -> None:
        self.symbol, self._day, self._found = symbol, day, found
        self._rows = joined([part.bars for part in found.parts])
        number = bar_of_day(day) // _DAY_S
        self._first, self._stop = (int(np.searchsorted(self._rows.days, n)) for n in (number, number + 1))
        self._left_out = tuple((row, part.bars.interval.seconds) for part in found.parts for row in part.left_out)
        self.derived = daily is None
        self.daily = self._own_daily() if daily is None else daily.bars.until(bar_of_day(day) - 1)

    @property
    def span(self) -> tuple[float, float] | None:
        """Start of the first bar of the day and end of the last; None without any."""
        if self._first == self._stop:
            return None
        return float(self._rows.starts[self._first]), float(self._rows.ends[self._stop - 1])

    @property
    def step(self) -> float:
        """Seconds of the longest bar of the day."""
        day = self._rows.slice(self._first, self._stop)
        return float((day.ends - day.starts).max()) if len(day.starts) else 0.0

    def next_end(self, now: float) -> float | None:
        """Time at which the next bar of the day becomes known; None after the last."""
        known = max(self._known(now), self._first)
        return float(self._rows.ends[known]) if known < self._stop else None

    def bars(self, interval: Interval, now: float, since: float | None) -> Bars:
        """All intraday bars known at `now`, as bars of `interval`; longer recorded bars are unchanged."""
        rows = self._rows.slice(0, self._known(now))
        if since is not None and len(rows.starts):
            place = min(int(np.searchsorted(rows.starts, since)), len(rows.starts) - 1)
            # A longer bar may start before `since`, but not before its day.
            rows = rows.slice(int(np.searchsorted(rows.days, rows.days[place])), len(rows.starts))
        bars = rolled(rows, interval.seconds).packed(self.symbol, interval, SOURCE, self._coarse(interval))
        return bars if since is None else bars.since(since)

    def quote(self, now: float) -> Quote | None:
        """Close of the newest bar, at its end; before the first bar, the last close before the day."""
        known = self._known(now)
        if known <= self._first:
            return quote_of(self.daily) if len(self.daily) else None
        rows = self._rows.slice(self._first, known)
        at = float(rows.ends[-1])
        return Quote(
            symbol=self.symbol,
            price=float(rows.columns["close"][-1]),
            previous_close=_number(self.daily.column("close")[-1]) if len(self.daily) else None,
            open=_number(rows.columns["open"][0]),
            day_high=_number(np.fmax.reduce(rows.columns["high"])),
            day_low=_number(np.fmin.reduce(rows.columns["low"])),
            volume=_number(rows.columns["volume"].sum()),
            time=at,
            received_at=at,
            source=SOURCE,
        )

    def problems(self, now: float) -> tuple[Problem, ...]:
        """Problems with the bars known at `now`."""
        rows = tuple(row for row, seconds in self._left_out if row.since + seconds <= now)
        return (
            *self._found.problems,
            *(Problem(self.symbol, "bad_row", sentence) for sentence in problem_sentences(rows)),
        )

    def remarks(self, now: float) -> tuple[Problem, ...]:
        """Caveats of the quote at `now`: the origin of its previous close, and gaps so far."""
        remarks: list[Problem] = []
        if self.derived and len(self.daily):
            last = day_of_bar(self.daily.times()[-1])
            words = f"no daily bars in a file: the previous close is that of the last bar of {last}"
            remarks.append(Problem(self.symbol, "derived", words))
        if gap := self._gap(now):
            remarks.append(Problem(self.symbol, "gap", gap))
        return tuple(remarks)

    def _known(self, now: float) -> int:
        """Number of bars that have ended at `now`; those after the day never do."""
        return min(int(np.searchsorted(self._rows.ends, now, side="right")), self._stop)

    def _gap(self, now: float) -> str:
        """Minutes of regular hours between two known bars and in neither."""
        rows = self._rows.slice(self._first, max(self._first, self._known(now)))
        opens, closes = datetime.combine(self._day, _OPENS, NEW_YORK).timestamp(), closing_bell(self._day)
        until = np.clip(rows.starts, opens, closes)
        after = np.clip(np.concatenate([[opens], rows.ends[:-1]])[: len(until)], opens, closes)
        missing = np.maximum(0.0, until - after)
        if not missing.any():
            return ""
        at = datetime.fromtimestamp(float(after[int(np.argmax(missing > 0))]), NEW_YORK)
        return f"{plural(round(missing.sum() / 60), 'minute')} without a bar so far, the first at {at:%H:%M}"

    def _coarse(self, interval: Interval) -> str:
        day: RecordedRows = self._rows.slice(self._first, self._stop)
        finest = float((day.ends - day.starts).min()) if len(day.starts) else 0.0
        return f"recorded in bars of {plural(round(finest / 60), 'minute')}" if finest > interval.seconds else ""

    def _own_daily(self) -> Bars:
        """Daily bars aggregated from intraday ones, up to the day before."""
        before = by_day(self._rows.slice(0, self._first))
        return before.packed(self.symbol, Interval.D1, SOURCE, "made of intraday bars")


def _number(value: float) -> float | None:
    return float(value) if isfinite(value) else None
