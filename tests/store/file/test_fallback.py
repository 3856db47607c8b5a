"""A store that cannot be written, or not even read: a state, and nothing lost that was on disk."""

from __future__ import annotations

import errno
import fcntl
import sqlite3
import threading
from pathlib import Path
from typing import NoReturn

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.quote import Quote
from r2k_tui.store.file import database
from r2k_tui.store.file.schema import MIGRATIONS
from r2k_tui.store.store import Store
from tests.fakes.invented_bars import bars_at

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "r2k.sqlite3"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries again at once, and waits for no lock."""
    monkeypatch.setattr("r2k_tui.store.store._TRY_AGAIN_S", 0.0)
    monkeypatch.setattr("r2k_tui.store.file.database._PATIENCE_S", 0.01)
    monkeypatch.setattr("r2k_tui.store.file.database._WRITE_PATIENCE_MS", 10)


def filled(path: Path) -> None:
    store = Store(path, "scripted")
    store.save_quotes([Quote("IWM", 100.0)])
    store.save_bars(bars_at(range(2000), [1.0] * 2000))
    store.close()


def ruin(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:PAGE] + b"\xa5" * (len(data) - PAGE))


def damaged(path: Path) -> list[Path]:
    return sorted(found for found in path.parent.iterdir() if "damaged" in found.name and found.name.endswith("Z"))


def assert_refuses(store: Store, words: str) -> None:
    assert words in store.trouble
    with pytest.raises(sqlite3.OperationalError):
        store.save_quotes([Quote("IWM", 200.0)])


def test_of_a_later_version(path: Path) -> None:
    filled(path)
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    db.close()
    before = path.read_bytes()
    store = Store.opened(path, "scripted")
    assert_refuses(store, f"version {len(MIGRATIONS) + 1}")
    assert (store.quotes(), store.bars("IWM", Interval.D1)) == ([], None)
    store.close()
    assert path.read_bytes() == before
    assert damaged(path) == []


def test_on_a_disk_that_cannot_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    real = sqlite3.connect

    def read_only(name: str, **how: object) -> sqlite3.Connection:
        if name == str(path):
            return real(f"{path.absolute().as_uri()}?mode=ro", **{**how, "uri": True})
        return real(name, **how)

    with monkeypatch.context() as patch:
        patch.setattr("r2k_tui.store.file.database.sqlite3.connect", read_only)
        patch.setattr("r2k_tui.store.file.database._use_journal", lambda db: db.execute("CREATE TABLE a (b)"))
        store = Store.opened(path, "scripted")
        assert_refuses(store, "readonly")
        assert [quote.price for quote in store.quotes()] == [100.0], "what was kept is shown"
        assert len(store.bars("IWM", Interval.D1) or ()) == 2000
    store.save_quotes([Quote("IWM", 200.0)])
    assert store.trouble == "", "the disk can be written again"
    assert [quote.price for quote in store.quotes()] == [200.0]
    store.close()


def test_held_by_another_program(path: Path) -> None:
    filled(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN EXCLUSIVE")
    store = Store.opened(path, "scripted")
    assert_refuses(store, "locked")
    other.execute("ROLLBACK")
    other.close()
    store.save_quotes([Quote("IWM", 200.0)])
    assert (store.trouble, [quote.price for quote in store.quotes()]) == ("", [200.0])
    assert len(store.bars("IWM", Interval.D1) or ()) == 2000, "nothing is lost that was there"
    store.close()


def test_a_place_that_is_no_file(path: Path) -> None:
    path.mkdir()
    store = Store.opened(path, "scripted")
    assert_refuses(store, "unable to open")
    store.close()


def test_a_folder_that_cannot_be_made(path: Path) -> None:
    path.write_text("a file, where a folder should be")
    store = Store.opened(path / "r2k.sqlite3", "scripted")
    assert store.trouble
    store.close()


def test_a_disk_that_is_full(path: Path) -> None:
    filled(path)
    store = Store.opened(path, "scripted")
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        store.save_bars(bars_at(range(5000), [2.0] * 5000, symbol="SPY"))
    assert len(store.bars("IWM", Interval.D1) or ()) == 2000
    assert store.bars("SPY", Interval.D1) is None, "whole writes only"
    store._connection.execute("PRAGMA max_page_count = 1000000")
    store.save_bars(bars_at(range(5000), [2.0] * 5000, symbol="SPY"))
    assert len(store.bars("SPY", Interval.D1) or ()) == 5000
    store.close()


def test_two_engines_that_find_one_file_damaged_set_it_aside_once(path: Path) -> None:
    filled(path)
    stores = [Store.opened(path, "scripted") for _ in range(2)]
    ruin(path)
    for number, store in enumerate(stores):
        assert store.bars("IWM", Interval.D1) is None
        store.save_quotes([Quote(f"N{number}", 1.0)])
    assert len(damaged(path)) == 1, "the second takes the new file of the first, and does not set that aside"
    for store in stores:
        assert [quote.symbol for quote in store.quotes()] == ["N0", "N1"], "both write the same file"
        store.close()


@pytest.mark.slow
def test_many_that_start_on_a_damaged_file_set_it_aside_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A machine under load may need longer to sync than a start has patience.
    monkeypatch.setattr(database, "_PATIENCE_S", 20.0)
    path.write_bytes(b"no database at all " * 1000)
    together, failed = threading.Barrier(5), []

    def begin(number: int) -> None:
        together.wait()
        try:
            store = Store(path, "scripted")
            store.save_quotes([Quote(f"N{number}", 1.0)])
            store.close()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(damaged(path)) == 1
    store = Store(path, "scripted")
    assert len(store.quotes()) == 5, "nothing of what they wrote is lost"
    store.close()


def test_no_process_opens_the_file_while_another_replaces_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(b"no database at all " * 1000)
    prepare, free = database._prepare, list[tuple[str, bool]]()

    name = path.with_name(f".{path.name}.lock")

    def lock_is_free(kind: int) -> bool:
        with name.open("r+b") as lock:
            try:
                fcntl.flock(lock, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        return True

    def watched(name: str) -> sqlite3.Connection:
        free.append(("to open", lock_is_free(fcntl.LOCK_SH)))
        free.append(("to replace", lock_is_free(fcntl.LOCK_EX)))
        return prepare(name)

    monkeypatch.setattr(database, "_prepare", watched)
    Store(path, "scripted").close()
    assert free == [("to open", True), ("to replace", False), ("to open", False), ("to replace", False)]
    free.clear()
    Store(path, "scripted").close()
    assert free == [("to open", True), ("to replace", False)]
    assert not name.exists(), "and nothing is left beside the store"


@pytest.mark.parametrize("refused", ["the lock file", "the lock"])
def test_a_store_opens_where_nothing_can_be_locked(path: Path, monkeypatch: pytest.MonkeyPatch, refused: str) -> None:
    def fails(*_: object) -> NoReturn:
        raise OSError(errno.ENOLCK, "No locks available")

    if refused == "the lock":
        monkeypatch.setattr(fcntl, "flock", fails)
    else:
        monkeypatch.setattr(database, "_hold", fails)
    store = Store(path, "scripted")
    store.save_quotes([Quote("IWM", 3.0)])
    assert [quote.price for quote in store.quotes()] == [3.0]
    store.close()


def test_a_file_that_was_taken_away_is_made_again(path: Path) -> None:
    store = Store.opened(path, "scripted")
    path.rename(path.with_name("elsewhere"))
    store.save_quotes([Quote("IWM", 3.0)])
    store.close()
    again = Store(path, "scripted")
    assert [quote.price for quote in again.quotes()] == [3.0]
    again.close()
