"""The rows of the table of faults that are about the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from r2k_tui.store.file.schema import MIGRATIONS


@dataclass(frozen=True)
class StoreRow:
    """One fault of the disk, made to a file that the run before has left."""

    name: str
    spoil: Callable[[Path], AbstractContextManager[None]]
    says: str


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.close()


@contextmanager
def _newer(path: Path) -> Iterator[None]:
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    db.close()
    yield


@contextmanager
def _damaged(path: Path) -> Iterator[None]:
    path.write_bytes(b"no database at all " * 1000)
    yield


@contextmanager
def _no_file(path: Path) -> Iterator[None]:
    path.unlink()
    path.mkdir()
    yield


STORE = (
    StoreRow("store locked", _locked, "nothing is kept: database is locked"),
    StoreRow("store of a newer version", _newer, "nothing is kept: the store has version"),
    StoreRow("store damaged", _damaged, "the store was damaged"),
    StoreRow("store that is no file", _no_file, "nothing is kept: unable to open"),
)
