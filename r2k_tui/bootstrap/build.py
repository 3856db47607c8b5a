"""Builds the engine of a setup, in this process."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from r2k_tui.bootstrap.source import make_source
from r2k_tui.engine.clock import ReplayClock
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.sources.base import Source

if TYPE_CHECKING:
    from r2k_tui.engine.engine import Engine


def build_engine(
    setup: EngineSetup, clock: Callable[[], float] = time.time, wrap: Callable[[Source], Source] | None = None
) -> Engine:
    """An engine in this process. It runs even if its store cannot be opened: the topic of the store reports that.

    `wrap` is applied to its source.
    """
    from r2k_tui.engine.engine import Engine
    from r2k_tui.store.store import Store

    facts, name = setup.facts, setup.source.name
    market_clock = clock if facts.replay is None else ReplayClock(facts.replay, clock)
    # What a store holds of the present is of later days than the day of an analysis.
    kept_as = name if setup.as_of is None else f"{name} as of {setup.as_of}"
    store = Store.opened(Path(setup.store) if setup.store else None, kept_as)
    separate = setup.lists and setup.lists != setup.store and Path(setup.lists).is_file()
    lists = Store.opened(Path(setup.lists), name) if separate else None
    return Engine(setup, lambda: _source(setup, market_clock, wrap), store, facts, market_clock, lists=lists)


def _source(setup: EngineSetup, clock: Callable[[], float], wrap: Callable[[Source], Source] | None) -> Source:
    source = make_source(setup, clock)
    if wrap is not None:
        return wrap(source)
    if setup.record is None:
        return source
    from r2k_tui.bootstrap.recording import recorded_continuously

    return recorded_continuously(source, setup, setup.record)
