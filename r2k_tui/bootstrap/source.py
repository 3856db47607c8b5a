"""Builds the source of a setup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from r2k_tui.config.paths import cache_folder
from r2k_tui.engine.setup import EngineSetup, ReplaySetup
from r2k_tui.sources.base import Source
from r2k_tui.sources.registry import SourceOptions, find
from r2k_tui.sources.replay.info import RECORDED_SOURCE


def make_source(setup: EngineSetup, clock: Callable[[], float] | None = None) -> Source:
    """The source of a setup, as of its day where it has one; may take a while. Raises SourceError.

    `clock` is the engine's. Without one, that of a replay stands at the end of the day.
    """
    options = _options(setup, clock)
    if setup.replay is not None:
        options = _replay_options(options, setup.replay)
    source = find(setup.source.name).make(options)
    if options.as_of is None:
        return source
    from r2k_tui.sources.as_of import AsOfSource

    return AsOfSource(source, options.as_of)


def make_provider(setup: EngineSetup, name: str) -> Source:
    """One provider of a chain, alone. Raises UnknownSource and SourceError."""
    entry = find(name)
    return (entry.make_provider or entry.make)(_options(setup, None))


def _options(setup: EngineSetup, clock: Callable[[], float] | None) -> SourceOptions:
    cache = cache_folder()
    day = date.fromisoformat(setup.as_of) if setup.as_of else None
    data = Path(setup.data) if setup.data else None
    return SourceOptions(setup.config, data, cache, day, clock=clock, publishes=setup.publishes)


def _replay_options(options: SourceOptions, replay: ReplaySetup) -> SourceOptions:
    from r2k_tui.store.bar_reader import BarReader

    stored = BarReader(Path(replay.store), RECORDED_SOURCE) if replay.store else None
    return msgspec.structs.replace(options, day=date.fromisoformat(replay.day), stored=stored)
