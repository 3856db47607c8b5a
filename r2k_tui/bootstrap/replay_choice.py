"""Which day is replayed, how fast, and from where: settled before an engine starts, without loading one."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import msgspec

from r2k_tui.bootstrap.build import RECORDED_SOURCE, ReplayRequest, UsageError, check_day, usual_store
from r2k_tui.config.schema import Config
from r2k_tui.engine.setup import EngineSetup, ReplaySetup
from r2k_tui.model.messages.replay import FASTEST
from r2k_tui.model.text import plural
from r2k_tui.sources.base import SourceError
from r2k_tui.sources.replay.days import days_at, days_of_folder, nearest
from r2k_tui.store.bar_reader import BarReader


def choose(setup: EngineSetup, asked: ReplayRequest) -> EngineSetup:
    """The setup with a day that there are bars of, the newest unless one was asked for. Raises UsageError."""
    if setup.as_of is not None:
        raise UsageError("--as-of and a replay exclude each other; --date names the day to replay")
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
            f"({plural(len(days), 'day')} from {days[0]} to {days[-1]})"
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
    try:
        days = days_of_folder(folder)
    except SourceError as error:
        raise UsageError(str(error)) from None
    if not days:
        raise UsageError(f"{folder} has no intraday bars: expected files such as IWM_1m.csv or IWM_5m.csv.gz")
    return days


def _days_of_store(path: Path | None) -> tuple[date, ...]:
    assert path is not None  # without a folder there is a store, or an error
    try:
        days = days_at(BarReader(path, RECORDED_SOURCE).hours())
    except sqlite3.Error as error:
        raise UsageError(f"the store {path} cannot be read: {error}") from None
    if not days:
        raise UsageError(f"the store {path} has no intraday bars; name a folder of bars: --data DIR")
    return days
