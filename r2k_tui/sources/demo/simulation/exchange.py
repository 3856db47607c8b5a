"""Calendar of the simulated exchange: real session days, and trading between them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from r2k_tui.analytics.series.arrays import Counts
from r2k_tui.sources.demo.simulation.waypoints import ANCHOR, WAYPOINTS
from r2k_tui.sources.session_tables.client import session_table

NEW_YORK = ZoneInfo("America/New_York")
DAY = 86400
CYCLE = 23400
# Minimum age of the session shown: until a new one is as old, the previous one stays.
LEAST_SHOWN = 7200
_STEP = 300


class TradingSpan(NamedTuple):
    """Span of trading: the regular hours of a session, or the time from its close to the next open.

    `session` is the index of its day; between sessions, that of the previous one. Times in seconds since the epoch.
    """

    session: int
    start: int
    stop: int
    regular: bool

    def cycles(self) -> list[int]:
        """Starts of the cycles of at most about 6.5 hours that divide the span, and its end."""
        if self.regular:
            return [self.start, self.stop]
        parts = -(-(self.stop - self.start) // CYCLE)
        return [self.start + (self.stop - self.start) * part // parts // _STEP * _STEP for part in range(parts)] + [
            self.stop
        ]


class Exchange(NamedTuple):
    """Session days (days since the epoch) with their bells (seconds since the epoch)."""

    days: Counts
    opens: Counts
    closes: Counts

    @classmethod
    def load(cls, now: float) -> Exchange:
        """Days of XNYS from the first waypoint to a month after `now`; the first call may take a second."""
        ahead = datetime.fromtimestamp(now, UTC).date() + timedelta(days=31)
        first, anchor = (date.fromisoformat(str(day)) for day in (WAYPOINTS[0].day, ANCHOR))
        table = session_table("XNYS", first, max(ahead, anchor + timedelta(days=31)))
        days, opens, closes = (np.frombuffer(column, np.int64) for column in (table.days, table.opens, table.closes))
        return cls(days, opens, closes)

    def covers(self, now: float) -> bool:
        """Whether the days reach far enough past `now`."""
        return bool(self.opens[-1] > now + 10 * DAY)

    def place(self, day: np.datetime64) -> int:
        """Index of the first session on or after a day."""
        return int(np.searchsorted(self.days, day.astype("datetime64[D]").astype(np.int64)))

    def before(self, now: float) -> int:
        """Index of the last session before the present day in New York."""
        today = datetime.fromtimestamp(now, NEW_YORK).date().toordinal() - _EPOCH
        return int(np.searchsorted(self.days, today)) - 1

    def regular(self, index: int) -> TradingSpan:
        """Regular hours of a session."""
        return TradingSpan(index, int(self.opens[index]), int(self.closes[index]), True)

    def at(self, now: float) -> TradingSpan:
        """Span that contains `now`."""
        index = int(np.searchsorted(self.opens, now, side="right")) - 1
        regular = self.regular(index)
        return regular if now < regular.stop else TradingSpan(index, regular.stop, int(self.opens[index + 1]), False)

    def session_start(self, now: float) -> int:
        """Start of the session shown at `now`: 2 to about 8.5 hours ago, always at the start of a cycle."""
        stretch = self.at(now)
        start = max(bell for bell in stretch.cycles()[:-1] if bell <= now)
        if now - start >= LEAST_SHOWN:
            return start
        before = self.at(start - 1)
        return max(bell for bell in before.cycles()[:-1] if bell < start)

    def stretches(self, start: int, now: float) -> list[TradingSpan]:
        """Spans from `start` to `now`, in order."""
        found = [self.at(start)]
        while found[-1].stop <= now:
            found.append(self.at(found[-1].stop))
        return found


_EPOCH = date(1970, 1, 1).toordinal()
