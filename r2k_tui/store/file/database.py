"""Opening of the database file: journal mode, migrations, and recovery from damage."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from r2k_tui.store.file.schema import MIGRATIONS

# Marks a file that replaced a damaged one, until a start has reported it.
_RECREATED = 0x52324B01
# A start must not wait for a file that another process locks; a write may.
_PATIENCE_S, _WRITE_PATIENCE_MS = 1.0, 5000


class StoreTooNew(sqlite3.Error):
    """Database of a later version of R2K; the file stays untouched."""


def open_database(path: Path | None) -> tuple[sqlite3.Connection, str]:
    """Open `path` (None: in memory) ready for use; the text reports a recovery, "" without one.

    A damaged file is renamed with the time, and a new one is created. Raises sqlite3.Error (StoreTooNew is one) or
    OSError when no file can be opened.
    """
    if path is None:
        return _prepare(":memory:"), ""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _unreplaced(path):
            connection = _prepare(str(path))
        return connection, _pending_notice(connection, path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        return begin_anew(path, error)


def _pending_notice(connection: sqlite3.Connection, path: Path) -> str:
    """Notice that an earlier start left about a damaged file, "" without one."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != _RECREATED:
        return ""
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA application_id = 0")
    kept = max((found.name for found in path.parent.glob(f"{path.name}.damaged-*Z*")), default="")
    words = "an earlier start found the store damaged and created a new one"
    return f"{words}; the old one is kept as {kept}" if kept else words


def begin_anew(path: Path, error: sqlite3.DatabaseError) -> tuple[sqlite3.Connection, str]:
    """Set a damaged file aside and create another, or open the one that another process has created meanwhile."""
    with _alone(path):
        try:
            if sound(path):
                return _prepare(str(path)), "the store was damaged; another R2K process created a new one"
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as found:
            error = found
        aside = set_aside(path) if path.exists() else None
        kept = f"it is kept as {aside.name}, " if aside is not None else ""
        connection = _prepare(str(path))
        connection.execute(f"PRAGMA application_id = {_RECREATED}")
        return connection, f"the store was damaged ({error}); {kept}a new one was created"


def sound(path: Path) -> bool:
    """Whether every page of the file is intact. Raises sqlite3.DatabaseError for a file that is not a database."""
    if not path.exists():
        return False
    connection = sqlite3.connect(str(path), timeout=_PATIENCE_S)
    try:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()
        return verdict is not None and verdict[0] == "ok"
    finally:
        connection.close()


@contextmanager
def _unreplaced(path: Path) -> Iterator[None]:
    """Lock: within the block no other R2K process replaces the file, whose new journals would go with the old file."""
    with ExitStack() as held:
        # Where this file cannot be written or locked, the damaged one is not replaced either.
        with suppress(OSError):
            held.enter_context(_locked(path, fcntl.LOCK_SH))
        yield


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Lock: within the block no other R2K process opens or replaces the file."""
    with _locked(path, fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(path: Path, kind: int) -> Iterator[None]:
    """Lock by a file beside the store, which the last to leave it removes. Raises OSError where there are no locks."""
    name = path.with_name(f".{path.name}.lock")
    lock = _hold(name, kind)
    try:
        yield
    finally:
        with suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(name, lock):
                name.unlink()
        os.close(lock)


def _hold(name: Path, kind: int) -> int:
    while True:
        lock = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, kind)
            if _is_at(name, lock):
                return lock
        except BaseException:
            os.close(lock)
            raise
        # Removed by the one before, while this one waited.
        os.close(lock)


def _is_at(name: Path, lock: int) -> bool:
    try:
        return os.path.samestat(name.stat(), os.fstat(lock))
    except FileNotFoundError:
        return False


def set_aside(path: Path) -> Path:
    """Rename the file and its journals with the time; return the new name."""
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
        # Reads the root page of every table: damage there shows now, not in the middle of the day.
        connection.execute("SELECT (SELECT count(*) FROM quotes), (SELECT count(*) FROM series)").fetchone()
        connection.execute(f"PRAGMA busy_timeout = {_WRITE_PATIENCE_MS}")
    except BaseException:
        connection.close()
        raise
    return connection


def _check_version(connection: sqlite3.Connection) -> int:
    """Schema version of the file, read before any write."""
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
        # Another process switches the journal mode at this moment: its setting holds for us as well.


def _migrate(connection: sqlite3.Connection) -> None:
    while _check_version(connection) < len(MIGRATIONS):
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Read again under the lock: another process may have been faster.
            if (version := _check_version(connection)) < len(MIGRATIONS):
                for statement in MIGRATIONS[version].split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
