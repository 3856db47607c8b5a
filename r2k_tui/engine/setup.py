"""Setup of an engine: values resolved once at start-up. Lightweight, so a terminal can hold one without an engine."""

from datetime import date, datetime
from datetime import time as time_of_day

import msgspec

from r2k_tui.config.schema import Config
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.calendar.replay import Replay, standing
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.base import SourceInfo

# Start of the replay clock until the first bar is known.
OPENING_BELL = time_of_day(9, 30)


class ReplaySetup(msgspec.Struct, frozen=True):
    """Day to replay, and its speed. `store`: file of the store, opened read-only; "" for none.

    `played`: the day is complete from the start, for a single query at its end. `begins` (seconds since the epoch): the
    beginning of a recording, None for a day of bars.
    """

    day: str
    speed: float
    store: str = ""
    played: bool = False
    begins: float | None = None

    @property
    def state(self) -> Replay:
        """Replay before its data are loaded: the clock is at the opening bell, or at the beginning of the recording."""
        if self.begins is not None:
            return standing(self.day, self.speed, self.begins)
        bell = datetime.combine(date.fromisoformat(self.day), OPENING_BELL, NEW_YORK)
        return standing(self.day, self.speed, bell.timestamp())


class RecordSetup(msgspec.Struct, frozen=True):
    """Recording of a running engine: its folder, its largest size in bytes, and how many of them are kept."""

    folder: str
    most_bytes: float
    keep: int


class EngineSetup(msgspec.Struct, frozen=True):
    """All start-up values of an engine; crosses a process boundary as MessagePack.

    `source`: the source in use with its effective settings; as of a past day nothing is live. `data`: its folder.
    `store`: file of the market data, `lists`: file of the holdings lists; "" disables storage. `alerts`: whether the
    engine evaluates rules; a one-shot command must not send notifications. `publishes`: its data goes to a hub.
    `attach`: address of a running hub; with it, only the config applies. `record`: where the engine records what its
    source answers, if it does.
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
    publishes: bool = False
    attach: str = ""
    record: RecordSetup | None = None

    @property
    def source_name(self) -> str:
        """Name of the source."""
        return self.source.name

    @property
    def facts(self) -> SourceFacts:
        """Source facts that a terminal can show before the source is loaded."""
        replay = None if self.replay is None else self.replay.state
        return SourceFacts(self.source.name, simulated=self.source.simulated, live=self.source.live, replay=replay)
