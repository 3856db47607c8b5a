"""The exchange's hours: sessions, holidays, half days and daylight saving, from exchange_calendars."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

import msgspec
import numpy as np
import numpy.typing as npt

from r2k_tui.model.days import new_york_day
from r2k_tui.model.session import Phase, Session

Days = npt.NDArray[np.datetime64]
FIRST_SESSION = "1984-01-01"
_BELLS = ("open", "close")
# New York's exchanges trade from 4:00, 5.5 hours before the bell, until four hours after the close.
_PRE_S, _POST_S = 5.5 * 3600.0, 4.0 * 3600.0


class Hours(Protocol):
    """Knows the sessions of one exchange."""

    def session(self, now: float) -> Session:
        """Phase and next bells at `now` (seconds since the epoch)."""

    def days(self) -> Days:
        """All session days known, ascending, beyond today by at least 40 days."""

    def finished(self, day: date, now: float) -> bool:
        """Whether the session of `day` is over at `now`; a day that is no session is over when it has passed."""


class ExchangeHours:
    """The hours of XNYS between two dates."""

    exchange = "XNYS"

    def __init__(self, opens: list[float], closes: list[float], days: Days) -> None:
        self._opens, self._closes, self._days = opens, closes, days
        self._ends = [close + _POST_S for close in closes]

    @classmethod
    def load(cls, now: float) -> ExchangeHours:
        """Build from exchange_calendars; takes about a second, so keep it off the event loop."""
        import exchange_calendars

        end = datetime.fromtimestamp(now, UTC) + timedelta(days=200)
        calendar = exchange_calendars.get_calendar(cls.exchange, start=FIRST_SESSION, end=end.date().isoformat())
        schedule = calendar.schedule
        opens, closes = (schedule[name].dt.as_unit("s").astype("int64").astype(float).tolist() for name in _BELLS)
        return cls(opens, closes, schedule.index.values.astype("datetime64[D]"))

    def session(self, now: float) -> Session:
        """See Hours."""
        after = bisect_right(self._ends, now)
        last = bisect_right(self._closes, now) - 1
        last_close = self._closes[last] if last >= 0 else None
        if after >= len(self._opens):
            return Session(self.exchange, Phase.CLOSED, last_close_at=last_close)
        opens, closes = self._opens[after], self._closes[after]
        bounds = (opens - _PRE_S, opens, closes, closes + _POST_S)
        step = bisect_right(bounds, now)
        phase = (Phase.CLOSED, Phase.PRE, Phase.OPEN, Phase.POST)[step]
        if phase is Phase.POST and after + 1 < len(self._opens):
            opens, closes = self._opens[after + 1], self._closes[after + 1]
        half_day = self._closes[after] - self._opens[after] < 6.0 * 3600.0
        return Session(self.exchange, phase, opens, closes, bounds[step], last_close, half_day=half_day)

    def days(self) -> Days:
        """See Hours."""
        return self._days

    def finished(self, day: date, now: float) -> bool:
        """See Hours."""
        index = int(np.searchsorted(self._days, np.datetime64(day)))
        if index < len(self._days) and self._days[index] == np.datetime64(day):
            return self._closes[index] <= now
        return day < new_york_day(now)


class AlwaysOpen:
    """A simulated market that never closes; its history keeps the exchange's session days."""

    def __init__(self, exchange: ExchangeHours) -> None:
        self._exchange = exchange

    def session(self, now: float) -> Session:
        """See Hours."""
        real = self._exchange.session(now)
        return msgspec.structs.replace(
            real, phase=Phase.OPEN, opens_at=None, closes_at=None, changes_at=None, always_open=True, half_day=False
        )

    def days(self) -> Days:
        """See Hours."""
        return self._exchange.days()

    def finished(self, day: date, now: float) -> bool:
        """A simulated session ends with its day in New York."""
        return day < new_york_day(now)
