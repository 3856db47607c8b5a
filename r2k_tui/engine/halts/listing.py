"""The list of halts for a person. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from r2k_tui.engine.halts.known import KnownHalts, market_wide
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.halts.listing import HaltList, ListedHalt
from r2k_tui.store.halts import FeedReading


class Audience(NamedTuple):
    """Whom halts concern, and the `source` that they are from. `members_known`: whether there is a list of members."""

    source: str
    is_member: Callable[[str], bool]
    is_watched: Callable[[str], bool]
    members_known: bool


def listing(known: KnownHalts, reading: FeedReading | None, audience: Audience, message: str, now: float) -> HaltList:
    """Halts as of `now`: those in effect, then those that ended on its day. `message`: what is wrong with the feed."""
    read_at = reading.read_at if reading is not None else None

    def listed(halt: Halt) -> ListedHalt:
        doubt = halt.doubt(now, read_at) if halt.in_effect(now) else ""
        return ListedHalt(halt, audience.is_member(halt.symbol), audience.is_watched(halt.symbol), doubt)

    current = sorted((h for h in known.values() if h.in_effect(now)), key=lambda h: (-h.halted_at, h.symbol))
    today = new_york_day(now)
    ended = (h for h in known.values() if not h.in_effect(now) and new_york_day(h.over_at or now) == today)
    over = sorted(ended, key=lambda h: (-(h.over_at or 0.0), h.symbol))
    notice = reading.notice if reading is not None else ""
    return HaltList(
        current=tuple(map(listed, current)),
        resumed=tuple(map(listed, over)),
        source=audience.source,
        read_at=read_at,
        published_at=reading.published_at if reading is not None else None,
        market_wide=market_wide(known.values(), now),
        message="; ".join(text for text in (message, notice) if text),
        members_known=audience.members_known,
        at=now,
    )
