"""Wires the parts together: options to a setup, a setup to an engine, to a child process, to links."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from r2k_tui.config import Config
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.wire import pack
from r2k_tui.model.frame import SourceFacts
from r2k_tui.sources.registry import SourceOptions, UnknownSource, find

if TYPE_CHECKING:
    from r2k_tui.engine.engine import Engine
    from r2k_tui.link.pipe import PipeLink
    from r2k_tui.sources.base import Source

CHILD = "r2k_tui.child"


class UsageError(Exception):
    """What was asked cannot be done as it was asked."""


def check_setup(config: Config, source: str, data: str, store: str, as_of: str | None) -> EngineSetup:
    """A setup that an engine can start with. Raises UsageError."""
    try:
        entry = find(source)
    except UnknownSource as error:
        raise UsageError(str(error)) from None
    if entry.needs_data and not data:
        raise UsageError(f"the {source} source needs a folder: --data DIR, or data under [source] in the config")
    if data and not Path(data).is_dir():
        raise UsageError(f"{data} is no folder")
    if as_of is not None:
        _check_day(as_of)
    return EngineSetup(config, source, str(Path(data).absolute()) if data else "", store, as_of)


def _check_day(text: str) -> None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--as-of {text}: expected a day as YYYY-MM-DD") from None
    if day > date.today():
        raise UsageError(f"--as-of {text}: that day is still to come")


def build_engine(setup: EngineSetup, clock: Callable[[], float] = time.time) -> Engine:
    """An engine in this process. Raises sqlite3.Error or OSError where the store cannot be opened."""
    from r2k_tui.engine.engine import Engine
    from r2k_tui.store.store import Store

    entry = find(setup.source_name)
    facts = facts_of(setup)
    return Engine(setup, lambda: make_source(setup), Store(store_path(setup), entry.name), facts, clock)


def facts_of(setup: EngineSetup) -> SourceFacts:
    """What is known of the source before it is loaded."""
    entry = find(setup.source_name)
    live = entry.live and setup.as_of is None
    return SourceFacts(entry.name, simulated=entry.simulated, live=live)


def store_path(setup: EngineSetup) -> Path | None:
    """The file of the store; None where nothing is kept: simulated data, folders of files, a day of the past."""
    if setup.store_path:
        return Path(setup.store_path)
    config = setup.config.store
    if not config.enabled or setup.as_of is not None or not find(setup.source_name).keeps_store:
        return None
    if config.path:
        return Path(config.path).expanduser()
    from platformdirs import user_data_path

    return user_data_path("r2k-tui", appauthor=False) / "r2k.sqlite3"


def make_source(setup: EngineSetup) -> Source:
    """The source of a setup, as of its day where it has one; may take a while. Raises SourceError."""
    from platformdirs import user_cache_path

    cache = user_cache_path("r2k-tui", appauthor=False)
    day = date.fromisoformat(setup.as_of) if setup.as_of else None
    source = find(setup.source_name).make(
        SourceOptions(setup.config, Path(setup.data) if setup.data else None, cache, day)
    )
    if day is None:
        return source
    from r2k_tui.sources.as_of import AsOfSource

    return AsOfSource(source, day)


def spawn(setup: EngineSetup) -> PipeLink:
    """Start an engine in a process of its own."""
    from r2k_tui.link.pipe import PipeLink, python_command

    command, environment = python_command(CHILD)
    return PipeLink(command, pack(setup), environment)


def read_setup(body: bytes) -> EngineSetup:
    """The other end of `spawn`."""
    return msgspec.msgpack.decode(body, type=EngineSetup)
