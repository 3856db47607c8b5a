"""Facts that a terminal needs of the source that feeds its engine."""

from __future__ import annotations

import msgspec

from r2k_tui.model.calendar.replay import Replay
from r2k_tui.model.market.bars import Interval


class SourceFacts(msgspec.Struct, frozen=True):
    """Facts of a source; `replay` is the state of a replay, if it is one."""

    name: str
    simulated: bool = False
    live: bool = True
    intervals: tuple[Interval, ...] = ()
    quote_cadence_s: float = 5.0
    news: bool = False
    replay: Replay | None = None
