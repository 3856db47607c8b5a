"""What a reading was."""

from __future__ import annotations

import msgspec


class Past(msgspec.Struct, frozen=True):
    """Days (midnight UTC, seconds since the epoch) with the value of each; `chosen` says which days these are."""

    times: tuple[int, ...] = ()
    values: tuple[float, ...] = ()
    chosen: str = ""
