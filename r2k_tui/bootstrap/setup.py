"""Checks options against settings and resolves both, once, into the setup of an engine: values only."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.bootstrap.links import address_at
from r2k_tui.bootstrap.paths import default_store, lists_file
from r2k_tui.config.schema import Config
from r2k_tui.engine.setup import EngineSetup, ReplaySetup
from r2k_tui.model.calendar.replay import FASTEST
from r2k_tui.model.text import plural
from r2k_tui.sources.base import SourceInfo
from r2k_tui.sources.registry import SourceEntry, UnknownSource, find
from r2k_tui.sources.replay.info import INFO as REPLAY
from r2k_tui.sources.replay.info import RECORDED_SOURCE

# What a terminal calls its source until the engine of its hub has named it.
HUB = "hub"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class SetupRequest(NamedTuple):
    """What a command line asks of an engine; None where it says nothing. Days are as they were typed."""

    source: str | None = None
    data: str | None = None
    store: str | None = None
    as_of: str | None = None
    date: str | None = None
    speed: float | None = None
    attach: str | None = None
    log: str = ""
    verbose: bool = False


def resolve(request: SetupRequest, config: Config) -> EngineSetup:
    """The setup that `request` and `config` make together: source, files and day, each resolved. Raises UsageError."""
    if request.attach:
        return _attached(request, config, request.attach)
    entry = _entry(request.source or config.source.name)
    setup = EngineSetup(
        config,
        _info(entry, request),
        data=_folder(entry, request.data or config.source.data),
        store=_store_file(entry, request, config),
        lists=lists_file(config, request.store or ""),
        as_of=request.as_of,
        log_path=request.log,
        verbose=request.verbose,
    )
    if entry.info.name == REPLAY.name:
        return _with_replay(setup, request)
    if request.date is not None or request.speed is not None:
        raise UsageError(f"not replaying: --date and --speed need --source {REPLAY.name}")
    return setup


def check_day(option: str, text: str) -> date:
    """A past day, as it was typed. Raises UsageError."""
    try:
        # YYYY-MM-DD alone: fromisoformat takes 20250918 and 2025-W38-4 as well.
        day = date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise UsageError(f"{option} {text}: expected a day as YYYY-MM-DD") from None
    if day > date.today():
        raise UsageError(f"{option} {text}: the day is in the future")
    return day


def _attached(request: SetupRequest, config: Config, url: str) -> EngineSetup:
    """The setup of a terminal whose engine is behind a hub."""
    for option in ("source", "data", "store", "as_of", "date", "speed"):
        if getattr(request, option) is not None:
            raise UsageError(f"--{option.replace('_', '-')} is for a local engine; --attach uses the engine of a hub")
    address_at(url, config)
    info, lists = SourceInfo(HUB), lists_file(config, "")
    return EngineSetup(config, info, lists=lists, log_path=request.log, verbose=request.verbose, attach=url)


def _entry(name: str) -> SourceEntry:
    try:
        return find(name)
    except UnknownSource as error:
        raise UsageError(str(error)) from None


def _info(entry: SourceEntry, request: SetupRequest) -> SourceInfo:
    """The source as it is in this run: nothing moves as of a past day."""
    if request.as_of is None:
        return entry.info
    check_day("--as-of", request.as_of)
    return msgspec.structs.replace(entry.info, live=False)


def _folder(entry: SourceEntry, data: str) -> str:
    if entry.needs_data and not data:
        raise UsageError(
            f"the {entry.info.name} source needs a folder: --data DIR, or data under [source] in the config"
        )
    plays_files = entry.info.name == REPLAY.name
    if data and not Path(data).is_dir() and not (plays_files and Path(data).is_file()):
        raise UsageError(f"{data} is not a folder" + (", and no recording either" if plays_files else ""))
    return str(Path(data).absolute()) if data else ""


def _store_file(entry: SourceEntry, request: SetupRequest, config: Config) -> str:
    """The file that keeps data of this run; "" for a replay, and unless named for invented, local and past data."""
    if entry.info.name == REPLAY.name:
        return ""
    if request.store:
        return request.store
    if request.as_of is not None or not entry.info.keeps_store:
        return ""
    return lists_file(config, "")


def _with_replay(setup: EngineSetup, request: SetupRequest) -> EngineSetup:
    """The setup with a day that has bars: the one requested, else the newest."""
    from r2k_tui.sources.replay.days import nearest

    if setup.as_of is not None:
        raise UsageError("--as-of and a replay exclude each other; --date names the day to replay")
    speed = setup.config.replay.speed if request.speed is None else request.speed
    if not 0 < speed <= FASTEST:
        raise UsageError(f"--speed {speed:g}: expected a number above 0 and at most {FASTEST:g}")
    requested = check_day("--date", request.date) if request.date is not None else None
    if setup.data and Path(setup.data).is_file():
        from r2k_tui.bootstrap.recording import with_recording

        if request.store:
            raise UsageError("--store and a recording exclude each other: the recording has its own bars")
        played = with_recording(setup, Path(setup.data), request.date, speed)
        return msgspec.structs.replace(played, config=_without_members(played.config))
    store = _recorded_store(setup, request.store or "")
    days = _days_of_folder(Path(setup.data)) if setup.data or store is None else _days_of_store(store)
    day = days[-1] if requested is None else requested
    if day not in days:
        raise UsageError(
            f"no bars on {day}; the nearest days with bars: {nearest(days, day)} "
            f"({plural(len(days), 'day')} from {days[0]} to {days[-1]})"
        )
    replay = ReplaySetup(day.isoformat(), speed, str(store or ""))
    return msgspec.structs.replace(setup, config=_without_members(setup.config), replay=replay)


def _without_members(config: Config) -> Config:
    """The config without constituents: their list is of today, and a past day must not know it."""
    return msgspec.structs.replace(config, universe=msgspec.structs.replace(config.universe, enabled=False))


def _recorded_store(setup: EngineSetup, named: str) -> Path | None:
    """The file to read: the one `named`, else the default unless there is a folder."""
    if named:
        path = Path(named).expanduser().absolute()
    elif setup.data:
        return None
    else:
        path = default_store(setup.config).absolute()
    if path.is_file():
        return path
    hint = "" if named else "; name a folder of bars: --data DIR"
    raise UsageError(f"there is no store to replay from at {path}{hint}")


def _days_of_folder(folder: Path) -> tuple[date, ...]:
    from r2k_tui.sources.base import SourceError
    from r2k_tui.sources.replay.days import days_of_folder

    try:
        days = days_of_folder(folder)
    except SourceError as error:
        raise UsageError(str(error)) from None
    if not days:
        raise UsageError(f"{folder} has no intraday bars: expected files such as IWM_1m.csv or IWM_5m.csv.gz")
    return days


def _days_of_store(path: Path) -> tuple[date, ...]:
    import sqlite3

    from r2k_tui.sources.replay.days import days_at
    from r2k_tui.store.bar_reader import BarReader

    try:
        days = days_at(BarReader(path, RECORDED_SOURCE).hours())
    except sqlite3.Error as error:
        raise UsageError(f"the store {path} cannot be read: {error}") from None
    if not days:
        raise UsageError(f"the store {path} has no intraday bars; name a folder of bars: --data DIR")
    return days
