"""Builds the source of a setup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from datetime import time as time_of_day
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from r2k_tui.bootstrap.setup import RECORDED_SOURCE
from r2k_tui.engine.setup import EngineSetup, ReplaySetup
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.messages.frame import SourceFacts
from r2k_tui.model.messages.replay import Replay, standing
from r2k_tui.sources.registry import SourceOptions, find

if TYPE_CHECKING:
    from r2k_tui.sources.base import Source

# What a terminal calls its source until the engine of its hub has named it.
HUB = "hub"
# Where the clock of a replay stands until its first bar is known.
OPENING_BELL = time_of_day(9, 30)


def facts_of(setup: EngineSetup) -> SourceFacts:
    """What is known of the source before it is loaded."""
    if setup.attach:
        return SourceFacts(HUB)
    entry = find(setup.source_name)
    live = entry.live and setup.as_of is None
    return SourceFacts(entry.name, simulated=entry.simulated, live=live, replay=_standing(setup.replay))


def _standing(choice: ReplaySetup | None) -> Replay | None:
    if choice is None:
        return None
    bell = datetime.combine(date.fromisoformat(choice.day), OPENING_BELL, NEW_YORK)
    return standing(choice.day, choice.speed, bell.timestamp())


def make_source(setup: EngineSetup, clock: Callable[[], float] | None = None) -> Source:
    """The source of a setup, as of its day where it has one; may take a while. Raises SourceError.

    `clock` is that of a replay, which stands at the end of its day without one.
    """
    from platformdirs import user_cache_path

    cache = user_cache_path("r2k-tui", appauthor=False)
    day = date.fromisoformat(setup.as_of) if setup.as_of else None
    options = SourceOptions(setup.config, Path(setup.data) if setup.data else None, cache, day)
    if setup.replay is not None:
        options = _replay_options(options, setup.replay, clock)
    source = find(setup.source_name).make(options)
    if day is None:
        return source
    from r2k_tui.sources.as_of import AsOfSource

    return AsOfSource(source, day)


def _replay_options(options: SourceOptions, choice: ReplaySetup, clock: Callable[[], float] | None) -> SourceOptions:
    from r2k_tui.store.bar_reader import BarReader

    shelf = BarReader(Path(choice.store), RECORDED_SOURCE) if choice.store else None
    return msgspec.structs.replace(options, day=date.fromisoformat(choice.day), shelf=shelf, clock=clock)
