"""Builds the engine of a setup, in this process."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from r2k_tui.bootstrap.paths import lists_path, store_path
from r2k_tui.bootstrap.source import facts_of, make_source
from r2k_tui.engine.clock import ReplayClock
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.sources.registry import find

if TYPE_CHECKING:
    from r2k_tui.engine.engine import Engine


def build_engine(setup: EngineSetup, clock: Callable[[], float] = time.time) -> Engine:
    """An engine in this process. A store that cannot be opened is no reason not to have one: its topic says so."""
    from r2k_tui.engine.engine import Engine
    from r2k_tui.store.store import Store

    entry = find(setup.source_name)
    facts = facts_of(setup)
    market_clock = clock if facts.replay is None else ReplayClock(facts.replay, clock)
    path, lists = store_path(setup), lists_path(setup)
    store = Store.opened(path, entry.name)
    apart = Store.opened(lists, entry.name) if lists is not None and lists != path and lists.is_file() else None
    return Engine(setup, lambda: make_source(setup, market_clock), store, facts, market_clock, lists=apart)
