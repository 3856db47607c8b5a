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
    from r2k_tui.bootstrap.first_answer import Begun
    from r2k_tui.engine.engine import Engine


def build_engine(
    setup: EngineSetup,
    clock: Callable[[], float] = time.time,
    wrap: Callable[[Source], Source] | None = None,
    begun: Begun | None = None,
) -> Engine:
    """An engine in this process. It runs even if its store cannot be opened: the topic of the store reports that.

    `wrap` is applied to its source. With `begun` it goes on from a store that is open, and from the state in it.
    """
    from r2k_tui.bootstrap.first_answer import kept_as
    from r2k_tui.engine.engine import Engine
    from r2k_tui.store.store import Store

    facts, name = setup.facts, setup.source.name
    market_clock = clock if facts.replay is None else ReplayClock(facts.replay, clock)
    path = Path(setup.store) if setup.store else None
    store = begun.store if begun is not None else Store.opened(path, kept_as(name, setup.as_of))
    separate = setup.lists and setup.lists != setup.store and Path(setup.lists).is_file()
    lists = Store.opened(Path(setup.lists), name) if separate else None
    state = begun.state if begun is not None else None
    return Engine(
        setup, lambda: _source(setup, market_clock, wrap), store, facts, market_clock, lists=lists, state=state
    )


def _source(setup: EngineSetup, clock: Callable[[], float], wrap: Callable[[Source], Source] | None) -> Source:
    source = make_source(setup, clock)
    if wrap is not None:
        return wrap(source)
    if setup.record is None:
        return source
    from r2k_tui.bootstrap.recording import recorded_continuously

    return recorded_continuously(source, setup, setup.record)
