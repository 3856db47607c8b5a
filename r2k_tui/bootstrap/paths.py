"""Where the store lies."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.config.paths import data_folder
from r2k_tui.config.schema import Config


def default_store(config: Config) -> Path:
    """The file of the store where the command line names none."""
    if config.store.path:
        return Path(config.store.path).expanduser()
    return data_folder() / "r2k.sqlite3"


def recordings_folder(config: Config) -> Path:
    """The folder of recordings where the command line names no file."""
    return Path(config.record.path).expanduser() if config.record.path else data_folder() / "recordings"


def lists_file(config: Config, named: str) -> str:
    """The file with lists of holdings, whatever the source: the one `named`, else the default; "" keeps nothing."""
    if named:
        return named
    return str(default_store(config)) if config.store.enabled else ""
