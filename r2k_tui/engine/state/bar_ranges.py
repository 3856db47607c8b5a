"""Selection of bars: those of the last sessions, and those of a named range."""

from __future__ import annotations

from datetime import UTC, datetime

from r2k_tui.model.calendar.venue import FOREX, venue_day, venue_of
from r2k_tui.model.market.bars import Bars
from r2k_tui.model.market.ranges import ChartRange

_DAY_S = 86400
# Maximum pause between two bars of one session, in addition to their own length.
_PAUSE_S = 1800


def cut(bars: Bars, chart_range: ChartRange, until: int | None = None) -> Bars:
    """Part of a series within a named range; a range in days starts with the close before it.

    It ends with the last bar; one in days may end later, at the time `until`.
    """
    if not len(bars):
        return bars
    last = max(bars.times()[-1], until or 0)
    if chart_range.sessions:
        return bars.slice(last_sessions(bars, chart_range.sessions), len(bars))
    if chart_range.year_to_date:
        first = datetime(datetime.fromtimestamp(last, UTC).year, 1, 1, tzinfo=UTC).timestamp()
    elif chart_range.days:
        first = last - chart_range.days * float(_DAY_S)
    else:
        return bars
    start = len(bars) - len(bars.since(first))
    return bars.slice(max(0, start - 1), len(bars))


def last_sessions(bars: Bars, count: int) -> int:
    """Index of the first bar of the last `count` sessions.

    For intraday bars, a session ends where the day of the venue changes during a pause. Markets that trade without a
    pause (coins, a simulated market) have no such boundary: there a session is 24 hours. Currencies pause at weekends
    only: of several sessions, each is a day.
    """
    if not bars.interval.intraday:
        return max(0, len(bars) - count)
    venue = venue_of(bars.symbol)
    by_day = venue == FOREX and count > 1
    times, pause = bars.times(), bars.interval.seconds + _PAUSE_S
    earliest, seen = times[-1] - count * _DAY_S, 0
    pauses_seen = False
    for index in range(len(bars) - 1, 0, -1):
        before, here = times[index - 1], times[index]
        if (by_day or here - before > pause) and venue_day(venue, before) != venue_day(venue, here):
            seen, pauses_seen = seen + 1, True
            if seen == count:
                return index
        if not pauses_seen and before < earliest:
            return index
    return 0
