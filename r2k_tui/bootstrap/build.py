"""Wires the parts together: options to a setup, a setup to an engine, to a child process, to links."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from datetime import date, datetime
from datetime import time as time_of_day
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from r2k_tui.config.schema import Config
from r2k_tui.engine.clock import ReplayClock
from r2k_tui.engine.setup import EngineSetup, ReplaySetup
from r2k_tui.link.wire import pack
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.calendar.replay import Replay, standing
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.registry import SourceOptions, UnknownSource, find

if TYPE_CHECKING:
    from r2k_tui.engine.engine import Engine
    from r2k_tui.link.nats.address import Address
    from r2k_tui.link.nats.leader import LeaderTracker
    from r2k_tui.link.nats.link import NatsLink
    from r2k_tui.link.pipe import PipeLink
    from r2k_tui.sources.base import Source

CHILD = "r2k_tui.bootstrap.engine_process"
# Pools of memory that the C library keeps for threads. By default there are eight a processor, and the engine's worker
# threads fill one after the other with what is freed and never given back: some 10 MB in half an hour of polls.
_ARENAS = "2"
# What a terminal calls its source until the engine of its hub has named it.
HUB = "hub"
REPLAY, RECORDED_SOURCE = "replay", "yahoo"
# Where the clock of a replay stands until its first bar is known.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
OPENING_BELL = time_of_day(9, 30)


class UsageError(Exception):
    """What was asked cannot be done as it was asked."""


class ReplayRequest(NamedTuple):
    """What was asked of a replay: a day as it was typed, and a pace."""

    day: str | None = None
    speed: float | None = None


class HubUnavailable(Exception):
    """The hub, or an engine behind it, is not there."""


def check_setup(
    config: Config, source: str, data: str, store: str, as_of: str | None, asked: ReplayRequest | None = None
) -> EngineSetup:
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
        check_day("--as-of", as_of)
    setup = EngineSetup(config, source, str(Path(data).absolute()) if data else "", store, as_of)
    if source != REPLAY:
        if asked is not None and asked != ReplayRequest():
            raise UsageError(f"--date and --speed are for a replay: --source {REPLAY}")
        return setup
    from r2k_tui.bootstrap.replay_choice import choose

    return choose(setup, asked or ReplayRequest())


def check_day(option: str, text: str) -> date:
    """A day of the past, as it was typed. Raises UsageError."""
    try:
        # YYYY-MM-DD alone: fromisoformat takes 20250918 and 2025-W38-4 as well.
        day = date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise UsageError(f"{option} {text}: expected a day as YYYY-MM-DD") from None
    if day > date.today():
        raise UsageError(f"{option} {text}: that day is still to come")
    return day


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


def store_path(setup: EngineSetup) -> Path | None:
    """The file to keep things in; None where nothing is kept: simulated data, folders of files, a day of the past."""
    if setup.replay is not None or setup.attach:
        return None
    if setup.store_path:
        return Path(setup.store_path)
    if setup.as_of is not None or not find(setup.source_name).keeps_store:
        return None
    return lists_path(setup)


def lists_path(setup: EngineSetup) -> Path | None:
    """The file that holds lists of holdings, whatever the source; None where the settings keep nothing."""
    if setup.store_path:
        return Path(setup.store_path)
    config = setup.config.store
    if not config.enabled:
        return None
    return usual_store(setup.config)


def usual_store(config: Config) -> Path:
    """The file that the monitor keeps things in, where the command line names no other."""
    if config.store.path:
        return Path(config.store.path).expanduser()
    from platformdirs import user_data_path

    return user_data_path("r2k-tui", appauthor=False) / "r2k.sqlite3"


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


def spawn(setup: EngineSetup) -> PipeLink:
    """Start an engine in a process of its own."""
    from r2k_tui.link.pipe import PipeLink, python_command

    command, environment = python_command(CHILD)
    return PipeLink(command, pack(setup), engine_environment(environment))


def engine_environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """The environment of an engine process; what the user has set counts."""
    return {"MALLOC_ARENA_MAX": _ARENAS, **inherited}


def hub_address(setup: EngineSetup) -> Address:
    """The hub that a setup attaches to. Raises UsageError."""
    return address_at(setup.attach, setup.config)


def address_at(url: str, settings: Config) -> Address:
    """The hub at `url`, with what settings and environment say of us. Raises UsageError."""
    if find_spec("nats") is None:
        raise UsageError('a hub needs the extra "hub": pip install "r2k-tui[hub]"')
    from r2k_tui.link.nats.address import BadAddress, address_of

    try:
        return address_of(url, settings.hub)
    except BadAddress as error:
        raise UsageError(str(error)) from None


def attach(setup: EngineSetup, bearings: LeaderTracker | None = None) -> NatsLink:
    """A link to the engine of a hub. Raises UsageError."""
    from r2k_tui.link.nats.link import NatsLink

    return NatsLink(hub_address(setup), bearings)


def read_setup(body: bytes) -> EngineSetup:
    """The other end of `spawn`."""
    return msgspec.msgpack.decode(body, type=EngineSetup)
