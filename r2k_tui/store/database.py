"""Opening the file: journal, migrations, and what to do when it is not what it should be."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from r2k_tui.store.schema import MIGRATIONS

# Marks a file that was begun in the place of a damaged one, until a start has told so.
_BEGUN_ANEW = 0x52324B01
# A start must not wait for a file that another program holds; a write may.
_PATIENCE_S, _WRITE_PATIENCE_MS = 1.0, 5000


class StoreTooNew(sqlite3.Error):
    """The file was written by a later version of R2K; it is left untouched."""


def open_database(path: Path | None) -> tuple[sqlite3.Connection, str]:
    """Open `path` (None: in memory) ready for use; the text says what had to be done, "" if nothing.

    A file that is not a sound database is moved aside under a name with the time, and a new one is begun.
    Raises sqlite3.Error (StoreTooNew is one) or OSError where no file can be opened at all.
    """
    if path is None:
        return _prepare(":memory:"), ""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = _prepare(str(path))
        return connection, _to_tell(connection, path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        return begin_anew(path, error)


def _to_tell(connection: sqlite3.Connection, path: Path) -> str:
    """What the start that set a damaged file aside has left to tell the next one, "" if nothing."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != _BEGUN_ANEW:
        return ""
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA application_id = 0")
    kept = max((found.name for found in path.parent.glob(f"{path.name}.damaged-*Z*")), default="")
    words = "an earlier start found the store damaged and began a new one"
    return f"{words}; the old one is kept as {kept}" if kept else words


def begin_anew(path: Path, error: sqlite3.DatabaseError) -> tuple[sqlite3.Connection, str]:
    """Move a damaged file aside and begin another, or take the one that another process has begun meanwhile."""
    with _alone(path):
        try:
            if sound(path):
                return _prepare(str(path)), "the store was damaged; another R2K has begun a new one"
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as found:
            error = found
        aside = set_aside(path) if path.exists() else None
        kept = f"it is kept as {aside.name}, " if aside is not None else ""
        connection = _prepare(str(path))
        connection.execute(f"PRAGMA application_id = {_BEGUN_ANEW}")
        return connection, f"the store was damaged ({error}); {kept}a new one is begun"


def sound(path: Path) -> bool:
    """Whether every page of the file is what it should be. Raises sqlite3.DatabaseError where it is no database."""
    if not path.exists():
        return False
    connection = sqlite3.connect(str(path), timeout=_PATIENCE_S)
    try:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()
        return verdict is not None and verdict[0] == "ok"
    finally:
        connection.close()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Within the block no other R2K decides what becomes of the file."""
    lock = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def set_aside(path: Path) -> Path:
    """Move the file and its journals out of the way under a name with the time; return the new name."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.name}.damaged-{stamp}-{count}")
    path.replace(aside)
    for suffix in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).replace(aside.with_name(aside.name + suffix))
    return aside


def _prepare(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False)
    try:
        _check_version(connection)
        _use_journal(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        _migrate(connection)
        # Touches the root page of every table: damage there shows now, not in the middle of the day.
        connection.execute("SELECT (SELECT count(*) FROM quotes), (SELECT count(*) FROM series)").fetchone()
        connection.execute(f"PRAGMA busy_timeout = {_WRITE_PATIENCE_MS}")
    except BaseException:
        connection.close()
        raise
    return connection


def _check_version(connection: sqlite3.Connection) -> int:
    """The version of the file, which nothing has been written to yet."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise StoreTooNew(f"the store has version {version}, this R2K knows versions up to {len(MIGRATIONS)}")
    return version


def _use_journal(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        # Another process switches this very moment: what it sets holds for us as well.


def _migrate(connection: sqlite3.Connection) -> None:
    while _check_version(connection) < len(MIGRATIONS):
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Read again behind the lock: another process may have been quicker.
            if (version := _check_version(connection)) < len(MIGRATIONS):
                for statement in MIGRATIONS[version].split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
