"""Checks options and settings and resolves them, once, into the setup of an engine."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.bootstrap.paths import usual_store
from r2k_tui.config.schema import Config
from r2k_tui.engine.setup import EngineSetup, ReplaySetup
from r2k_tui.model.messages.replay import FASTEST
from r2k_tui.sources.registry import UnknownSource, find

REPLAY, RECORDED_SOURCE = "replay", "yahoo"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class ReplayRequest(NamedTuple):
    """What was asked of a replay: a day as it was typed, and a pace."""

    day: str | None = None
    speed: float | None = None


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
    return _with_replay(setup, asked or ReplayRequest())


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


def _with_replay(setup: EngineSetup, asked: ReplayRequest) -> EngineSetup:
    """The setup with a day that there are bars of, the newest unless one was asked for. Raises UsageError."""
    if setup.as_of is not None:
        raise UsageError("--as-of and a replay exclude each other; --date names the day to replay")
    from r2k_tui.sources.replay.days import nearest

    speed = setup.config.replay.speed if asked.speed is None else asked.speed
    if not 0 < speed <= FASTEST:
        raise UsageError(f"--speed {speed:g}: expected a number above 0 and at most {FASTEST:g}")
    wanted = check_day("--date", asked.day) if asked.day is not None else None
    store = _store(setup)
    days = _days_of_folder(Path(setup.data)) if setup.data else _days_of_store(store)
    day = days[-1] if wanted is None else wanted
    if day not in days:
        raise UsageError(
            f"no bars on {day}; the nearest days with bars: {nearest(days, day)} "
            f"({len(days)} days from {days[0]} to {days[-1]})"
        )
    choice = ReplaySetup(day.isoformat(), speed, str(store or ""))
    return msgspec.structs.replace(setup, config=_without_members(setup.config), replay=choice)


def _without_members(config: Config) -> Config:
    """Lists of the members of the index are fetched as they are today: a day of the past must not know them."""
    return msgspec.structs.replace(config, universe=msgspec.structs.replace(config.universe, enabled=False))


def _store(setup: EngineSetup) -> Path | None:
    """The file to read: the one named; without a folder, and without a name, the usual one."""
    if setup.store_path:
        path = Path(setup.store_path).expanduser().absolute()
    elif setup.data:
        return None
    else:
        path = usual_store(setup.config).absolute()
    if path.is_file():
        return path
    hint = "" if setup.store_path else "; name a folder of bars: --data DIR"
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


def _days_of_store(path: Path | None) -> tuple[date, ...]:
    import sqlite3

    from r2k_tui.sources.replay.days import days_at
    from r2k_tui.store.bar_reader import BarReader

    assert path is not None  # without a folder there is a store, or an error
    try:
        days = days_at(BarReader(path, RECORDED_SOURCE).hours())
    except sqlite3.Error as error:
        raise UsageError(f"the store {path} cannot be read: {error}") from None
    if not days:
        raise UsageError(f"the store {path} has no intraday bars; name a folder of bars: --data DIR")
    return days
