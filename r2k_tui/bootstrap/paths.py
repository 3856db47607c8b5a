"""Where the files of a run lie."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.config.schema import Config
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.sources.registry import find


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
