"""The setup of an engine: values that start-up resolved once. Light, so that a terminal holds one without an engine."""

from __future__ import annotations

from datetime import date, datetime
from datetime import time as time_of_day

import msgspec

from r2k_tui.config.schema import Config
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.calendar.replay import Replay, standing
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.base import SourceInfo

# Where the clock of a replay stands until its first bar is known.
OPENING_BELL = time_of_day(9, 30)


class ReplaySetup(msgspec.Struct, frozen=True):
    """The day to replay and its speed. `store`: the file of the store to read, and only to read; "" for none.

    `played`: the day is over from the start, for a single query at its end.
    """

    day: str
    speed: float
    store: str = ""
    played: bool = False

    @property
    def state(self) -> Replay:
        """The replay before its bars are loaded: its clock stands at the opening bell."""
        bell = datetime.combine(date.fromisoformat(self.day), OPENING_BELL, NEW_YORK)
        return standing(self.day, self.speed, bell.timestamp())


class EngineSetup(msgspec.Struct, frozen=True):
    """Everything an engine starts with; it crosses a process border as MessagePack.

    `source` is the source in use, with what holds of it in this run: as of a past day nothing is live. `data`: its
    folder. `store`: the file that keeps its data, `lists`: the file with lists of holdings; "" keeps nothing.
    `alerts`: the engine stays, so it evaluates rules; one that answers a command and ends must not notify anybody.
    With `attach`, the address of a hub, an engine exists already, and only the config counts.
    """

    config: Config
    source: SourceInfo
    data: str = ""
    store: str = ""
    lists: str = ""
    as_of: str | None = None
    log_path: str = ""
    verbose: bool = False
    replay: ReplaySetup | None = None
    alerts: bool = False
    attach: str = ""

    @property
    def source_name(self) -> str:
        """The name of the source."""
        return self.source.name

    @property
    def facts(self) -> SourceFacts:
        """What a terminal may show of the source before it is loaded."""
        replay = None if self.replay is None else self.replay.state
        return SourceFacts(self.source.name, simulated=self.source.simulated, live=self.source.live, replay=replay)
