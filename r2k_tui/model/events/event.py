"""One event to come: earnings, an ex-dividend day, a split, an IPO, or a release of the economy."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class EventKind(StrEnum):
    """Kind of an event."""

    EARNINGS = "earnings"
    EX_DIVIDEND = "ex-dividend"
    SPLIT = "split"
    IPO = "IPO"
    FOMC = "FOMC"
    RELEASE = "release"


class EventTime(StrEnum):
    """Time of day of an event, as far as it is known."""

    BEFORE_OPEN = "before the bell"
    IN_SESSION = "in the session"
    AFTER_CLOSE = "after the bell"
    UNKNOWN = "time not known"


class Event(msgspec.Struct, frozen=True, array_like=True):
    """Event of one day (`YYYY-MM-DD`, New York).

    `symbol`: "" for the economy. `name`: of the company or the release. `weight`: fraction of the fund, None for what
    is no member. `estimate`: the source says so, or two sources disagree. `clock`: time in New York, "08:30", where it
    is known. `note`: ratio, rate, or what another source says. `source` and `retrieved_at` (seconds since the epoch):
    where it is from, and since when it is known.
    """

    kind: EventKind
    day: str
    symbol: str = ""
    name: str = ""
    when: EventTime = EventTime.UNKNOWN
    weight: float | None = None
    estimate: bool = False
    clock: str = ""
    note: str = ""
    source: str = ""
    retrieved_at: float = 0.0
