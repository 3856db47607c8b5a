"""Fallback for a file that cannot be written or read: the engine goes on without it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import NamedTuple

from r2k_tui.store.file.database import StoreTooNew, open_database
from r2k_tui.store.file.schema import MIGRATIONS

# Seconds to wait for another process that has locked the file, before the last picture goes on without it.
_READ_PATIENCE_S = 0.1


class Opened(NamedTuple):
    """Connection to a store. `notice` reports a recovery; `trouble` says why writes fail, "" when they work."""

    connection: sqlite3.Connection
    notice: str = ""
    trouble: str = ""


def open_or_do_without(path: Path | None) -> Opened:
    """Open `path` as `open_database` does, else read-only, else an empty database in memory.

    The last two reject every write with sqlite3.OperationalError and leave the file unchanged.
    """
    try:
        return Opened(*open_database(path))
    except StoreTooNew as error:
        return Opened(_empty(), trouble=f"{error}; it is left as it is")
    except (sqlite3.Error, OSError) as error:
        words = str(error.strerror if isinstance(error, OSError) and error.strerror else error)
    assert path is not None
    reader = open_reader(path)
    if reader is not None:
        return Opened(reader, trouble=f"{words}; stored data is shown, nothing is saved")
    return Opened(_empty(), trouble=words)


def open_reader(path: Path) -> sqlite3.Connection | None:
    """Read-only connection; None for a file that is unreadable, locked by another process, or of another version."""
    # A journal beside the file means that another process may be writing; without one, none must be created where
    # nothing can be written.
    for options in ("mode=ro", "mode=ro&immutable=1"):
        try:
            return _reading(f"{path.absolute().as_uri()}?{options}")
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
                break
    return None


def _reading(uri: str) -> sqlite3.Connection | None:
    connection = sqlite3.connect(uri, uri=True, timeout=_READ_PATIENCE_S, isolation_level=None, check_same_thread=False)
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] != len(MIGRATIONS):
            connection.close()
            return None
        connection.execute("SELECT count(*) FROM quotes").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _empty() -> sqlite3.Connection:
    connection, _ = open_database(None)
    connection.execute("PRAGMA query_only = ON")
    return connection
