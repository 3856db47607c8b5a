"""Trading hours of a venue other than the New York Stock Exchange: its known sessions, with their breaks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.calendar.venue import CRYPTO, UNKNOWN, venue_day

_DAY_S = 86400.0


class SessionHours(Protocol):
    """Sessions of one market."""

    def session(self, now: float) -> Session:
        """Session phase and next bells at `now` (seconds since the epoch)."""

    def finished(self, day: date, now: float) -> bool:
        """Whether the session of `day` is over at `now`; a day without a session is over once it has passed."""

    def regular(self, first: float, last: float) -> tuple[tuple[float, float], ...]:
        """Opening and closing times of the sessions that overlap an interval (seconds since the epoch)."""


# Hours of a symbol.
HoursOf = Callable[[str], SessionHours]


class Part(NamedTuple):
    """Uninterrupted part of a session: its own bounds and those of its whole session (seconds since the epoch)."""

    day: date
    opens: float
    closes: float
    day_opens: float
    day_closes: float
    half_day: bool = False


class VenueHours:
    """Hours of one venue up to `until` (seconds since the epoch); a venue of this kind has no extended hours.

    During a break the phase is closed, and the next bell is the end of the break.
    """

    def __init__(self, venue: str, parts: Sequence[Part], until: float) -> None:
        self._venue, self._parts, self.until = venue, tuple(parts), until
        self._opens, self._closes = [part.opens for part in parts], [part.closes for part in parts]
        self._ends = {part.day: part.day_closes for part in parts}

    def session(self, now: float) -> Session:
        """See SessionHours. The session of an unknown venue after the last day that is known."""
        if now >= self.until:
            return Session(UNKNOWN)
        place = bisect_right(self._closes, now)
        last_close = self._closes[place - 1] if place else None
        if place == len(self._parts):
            return Session(self._venue, Phase.CLOSED, last_close_at=last_close)
        part = self._parts[place]
        if now < part.opens:
            return Session(
                self._venue, Phase.CLOSED, part.opens, part.day_closes, part.opens, last_close, half_day=part.half_day
            )
        before = [end for end in self._closes[max(0, place - 2) : place] if end <= part.day_opens]
        return Session(
            self._venue,
            Phase.OPEN,
            part.day_opens,
            part.day_closes,
            part.closes,
            max(before, default=None),
            half_day=part.half_day,
        )

    def finished(self, day: date, now: float) -> bool:
        """See SessionHours."""
        end = self._ends.get(day)
        return end <= now if end is not None else day < venue_day(self._venue, now)

    def regular(self, first: float, last: float) -> tuple[tuple[float, float], ...]:
        """See SessionHours."""
        start, stop = bisect_right(self._closes, first), bisect_right(self._opens, last)
        known = tuple(zip(self._opens[start:stop], self._closes[start:stop], strict=True))
        # Before the days that are known, nothing is outside the hours.
        return ((first, self._opens[0]), *known) if self._opens and first < self._opens[0] else known


class RoundTheClock:
    """Hours of cryptocurrencies, which trade around the clock; their days are in UTC."""

    def session(self, now: float) -> Session:
        """See SessionHours."""
        midnight = now // _DAY_S * _DAY_S
        return Session(CRYPTO, Phase.OPEN, last_close_at=midnight, always_open=True)

    def finished(self, day: date, now: float) -> bool:
        """See SessionHours."""
        return day < venue_day(CRYPTO, now)

    def regular(self, first: float, last: float) -> tuple[tuple[float, float], ...]:
        """See SessionHours."""
        return ((first, last + _DAY_S),)


class UnknownHours:
    """Unknown hours, or hours that are not loaded yet: the phase is undefined, and every bar is shown."""

    def session(self, now: float) -> Session:
        """See SessionHours."""
        return Session(UNKNOWN)

    def finished(self, day: date, now: float) -> bool:
        """Whether the day has passed in New York."""
        return day < venue_day(UNKNOWN, now)

    def regular(self, first: float, last: float) -> tuple[tuple[float, float], ...]:
        """See SessionHours."""
        return ((first, last + _DAY_S),)
