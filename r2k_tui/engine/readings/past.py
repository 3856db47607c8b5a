"""What a reading was."""

from __future__ import annotations

import msgspec

from r2k_tui.model.readings.study import EventOutcome, ZoneOutcome


class ReadingHistory(msgspec.Struct, frozen=True):
    """Days (midnight UTC, seconds since the epoch) with the value of each; `chosen` says which days these are.

    `zones` and `events`: what followed the states that it has, of finished sessions.
    """

    times: tuple[int, ...] = ()
    values: tuple[float, ...] = ()
    chosen: str = ""
    zones: tuple[ZoneOutcome, ...] = ()
    events: tuple[EventOutcome, ...] = ()
