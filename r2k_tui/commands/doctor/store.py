"""Checks a store without changing it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from r2k_tui.store.file.schema import MIGRATIONS

# Below this the disk counts as full: one day of minute bars of a long list takes a few megabytes.
_LEAST_FREE_MB = 20.0
_PATIENCE_S = 2.0


def store_fault(path: Path) -> str:
    """Why the store is unusable; "" for a store that can be read and written, or created."""
    place = path if path.exists() else next(parent for parent in path.parents if parent.exists())
    if path.exists() and not path.is_file():
        return f"{path} is not a file"
    if not os.access(place, os.W_OK) or not os.access(place if place.is_dir() else place.parent, os.W_OK):
        return f"{place} is not writable"
    free = shutil.disk_usage(place).free / 1e6
    if free < _LEAST_FREE_MB:
        return f"the disk of {place} is full: {free:.0f} MB left"
    return _schema_fault(path) if path.exists() else ""


def version_of(path: Path) -> int:
    """The schema version. Raises sqlite3.Error."""
    with closing(_opened(path, "ro")) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def _schema_fault(path: Path) -> str:
    try:
        number = version_of(path)
        if number > len(MIGRATIONS):
            return f"{path} is from a newer R2K: schema version {number}, this one supports {len(MIGRATIONS)}"
        with closing(_opened(path, "ro")) as db:
            verdict = db.execute("PRAGMA quick_check").fetchone()[0]
        if verdict != "ok":
            return f"{path} is damaged: {verdict}"
        with closing(_opened(path, "rw")) as db:
            db.execute("BEGIN IMMEDIATE")  # a writer would hold this lock; released at once
            db.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        locked = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
        return f"{path} is locked: another program is writing, or died while writing" if locked else f"{path}: {error}"
    except sqlite3.Error as error:
        return f"{path} is damaged: {error}"
    return ""


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=_PATIENCE_S, isolation_level=None)
