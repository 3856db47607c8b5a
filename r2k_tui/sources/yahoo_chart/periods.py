"""Period of bars to ask a chart for, within what Yahoo serves of each interval. Pure."""

from __future__ import annotations

from typing import NamedTuple

from r2k_tui.model.market.bars import Interval

DAY = 86400
# Furthest start, counted back from now: Yahoo rejects an older one, and more than eight days of minutes at once.
_REACH_S = {
    Interval.D1: 36135 * DAY,
    Interval.M1: int(6.5 * DAY),
    Interval.M5: 58 * DAY,
    Interval.M15: 58 * DAY,
    Interval.M30: 58 * DAY,
    Interval.H1: 728 * DAY,
}
# Yahoo answers a request for 30 minutes with bars of another length, so they are joined from shorter ones.
_ASKED = {Interval.M30: Interval.M15}


class Period(NamedTuple):
    """Period of a request, in seconds since the epoch."""

    start: int
    end: int


def asked_interval(interval: Interval) -> Interval:
    """Interval of the bars to ask for, from which those of `interval` are made."""
    return _ASKED.get(interval, interval)


def period_of(interval: Interval, since: float | None, now: float) -> Period:
    """Period that holds the bar at `since`, or all that Yahoo serves; both in seconds since the epoch."""
    oldest = int(now) - _REACH_S[interval]
    # A day ahead, so that a slow clock does not cut off the newest bars.
    end = int(now) + DAY
    if since is None or since < oldest:
        return Period(oldest, end)
    # A session begins up to a day before midnight UTC of its date; a joined bar needs all of its parts.
    early = DAY if not interval.intraday else int(since) % interval.seconds if interval in _ASKED else 0
    return Period(max(oldest, int(since) - early), end)
