"""A file that is old, new, damaged, torn or shared: nothing is lost that could be kept, and it is said."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.quote import Quote
from r2k_tui.store.file.database import StoreTooNew, open_database, set_aside
from r2k_tui.store.file.schema import MIGRATIONS
from r2k_tui.store.store import Store
from tests.fakes.invented_bars import bars_at

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "r2k.sqlite3"


def filled(path: Path) -> None:
    store = Store(path, "scripted")
    store.save_bars(bars_at(range(2000), [float(i) for i in range(2000)]))
    store.save_quotes([Quote("IWM", price=1.0)])
    store.close()


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return version


def aside(path: Path) -> list[Path]:
    return sorted(found for found in path.parent.iterdir() if "damaged" in found.name)


class TestVersions:
    def test_a_new_file_has_the_newest_version_and_a_journal(self, path: Path) -> None:
        connection, notice = open_database(path)
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        connection.close()
        assert (version_of(path), notice) == (len(MIGRATIONS), "")

    def test_an_empty_database_of_version_0_is_brought_up(self, path: Path) -> None:
        sqlite3.connect(path).close()
        path.touch()
        filled(path)
        assert version_of(path) == len(MIGRATIONS)

    def test_the_steps_run_from_where_the_file_stands(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        filled(path)
        more = (*MIGRATIONS, "CREATE TABLE later (a); INSERT INTO later VALUES (7)")
        monkeypatch.setattr("r2k_tui.store.file.database.MIGRATIONS", more)
        for _ in range(2):
            connection, _ = open_database(path)
            assert connection.execute("SELECT a FROM later").fetchall() == [(7,)]
            assert connection.execute("SELECT count(*) FROM bars").fetchone() == (2000,)
            connection.close()
        assert version_of(path) == len(MIGRATIONS) + 1

    def test_a_step_that_fails_leaves_the_file_as_it_was(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        filled(path)
        broken = (*MIGRATIONS, "CREATE TABLE half (a); INSERT INTO nowhere VALUES (1)")
        with monkeypatch.context() as patch:
            patch.setattr("r2k_tui.store.file.database.MIGRATIONS", broken)
            with pytest.raises(sqlite3.OperationalError, match="nowhere"):
                open_database(path)
        connection, notice = open_database(path)
        assert notice == ""
        assert not connection.execute("SELECT name FROM sqlite_master WHERE name = 'half'").fetchall()
        connection.close()

    def test_a_file_of_a_later_version_is_not_touched(self, path: Path) -> None:
        connection = sqlite3.connect(path)
        connection.executescript(f"CREATE TABLE future (a); PRAGMA user_version = {len(MIGRATIONS) + 1}")
        connection.close()
        before = path.read_bytes()
        with pytest.raises(StoreTooNew, match=f"version {len(MIGRATIONS) + 1}"):
            Store(path, "scripted")
        assert path.read_bytes() == before
        assert list(path.parent.iterdir()) == [path]

    def test_many_may_open_a_new_file_at_once(self, path: Path) -> None:
        failed: list[BaseException] = []
        together = threading.Barrier(6)

        def open_it() -> None:
            together.wait()
            try:
                Store(path, "scripted").close()
            except BaseException as error:
                failed.append(error)

        threads = [threading.Thread(target=open_it) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []


class TestDamage:
    @pytest.mark.parametrize(
        "ruin",
        [
            lambda data: b"this is no database at all, but a file of some length" * 100,
            lambda data: data[:20] + b"\xff" * 100 + data[120:],
            lambda data: data[: PAGE + 100],
            lambda data: data[:PAGE] + b"\xa5" * (len(data) - PAGE),
        ],
        ids=["no-database", "header", "cut", "pages"],
    )
    def test_a_damaged_file_is_kept_aside_and_begun_anew(self, path: Path, ruin: object) -> None:
        filled(path)
        ruined = ruin(path.read_bytes())  # type: ignore[operator]
        path.write_bytes(ruined)
        store = Store(path, "scripted")
        (kept,) = aside(path)
        assert re.fullmatch(r"r2k\.sqlite3\.damaged-\d{8}T\d{6}Z", kept.name)
        assert kept.read_bytes() == ruined
        assert kept.name in store.notice
        assert store.quotes() == []
        store.save_quotes([Quote("IWM", price=2.0)])
        store.close()
        Store(path, "scripted").close()
        again = Store(path, "scripted")
        again.close()
        assert again.notice == "", "once one start has told, the next finds a sound file"

    def test_two_damaged_files_in_one_second_are_both_kept(self, path: Path) -> None:
        for text in (b"first" * 500, b"second" * 500):
            path.write_bytes(text)
            Store(path, "scripted").close()
        assert sorted(kept.read_bytes()[:5] for kept in aside(path)) == [b"first", b"secon"]

    def test_damage_found_while_running(self, path: Path) -> None:
        """The pages of a table go bad behind an open store: it goes on with a new file, and says so."""
        filled(path)
        store = Store(path, "scripted")
        assert store.notice == ""
        data = path.read_bytes()
        path.write_bytes(data[:PAGE] + b"\xa5" * (len(data) - PAGE))
        assert store.bars("IWM", Interval.D1) is None
        (kept,) = aside(path)
        assert kept.name in store.notice
        store.save_bars(bars_at([1], [1.0]))
        known = store.bars("IWM", Interval.D1)
        store.close()
        assert known is not None
        assert len(known) == 1

    def test_damage_found_by_a_write_does_not_lose_that_write(self, path: Path) -> None:
        filled(path)
        store = Store(path, "scripted")
        data = path.read_bytes()
        path.write_bytes(data[:PAGE] + b"\xa5" * (len(data) - PAGE))
        store.save_bars(bars_at([1000], [3.0]))
        known = store.bars("IWM", Interval.D1)
        store.close()
        assert known is not None
        assert list(known.column("close")) == [3.0]
        assert aside(path)[0].name in store.notice

    def test_the_journals_go_with_their_file(self, path: Path) -> None:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).write_text(suffix)
        kept = set_aside(path)
        assert {found.name: found.read_text() for found in path.parent.iterdir()} == {
            kept.name: "",
            f"{kept.name}-wal": "-wal",
            f"{kept.name}-shm": "-shm",
        }

    def test_a_place_that_is_no_file_is_an_error_not_damage(self, path: Path) -> None:
        path.mkdir()
        with pytest.raises(sqlite3.OperationalError):
            Store(path, "scripted")
        assert path.is_dir()
        assert aside(path) == []

    def test_a_locked_file_is_an_error_not_damage(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        filled(path)
        store = Store(path, "scripted")
        store._connection.execute("PRAGMA busy_timeout = 1")
        with sqlite3.connect(path, isolation_level=None) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                store.save_quotes([Quote("IWM", price=2.0)])
            other.execute("ROLLBACK")
        other.close()
        assert (aside(path), store.notice) == ([], "")
        store.save_quotes([Quote("IWM", price=2.0)])
        store.close()


WRITER = """
import sys
from pathlib import Path
from r2k_tui.store.store import Store
from tests.fakes.invented_bars import bars_at

store = Store(Path(sys.argv[1]), "scripted")
for number in range(1, 1_000_000):
    # Every write takes the history away and puts another one in its place, of 50 bars with one close.
    store.save_bars(bars_at(range(50), [float(number)] * 50), replace=True)
    if number == 20:
        print("going", flush=True)
"""


@pytest.mark.parametrize("attempt", range(3))
def test_a_writer_that_is_killed_leaves_a_sound_file(path: Path, attempt: int) -> None:
    root = Path(__file__).parents[3]
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, cwd=root)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"going\n"
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    store = Store(path, "scripted")
    known = store.bars("IWM", Interval.D1)
    check = store._connection.execute("PRAGMA integrity_check").fetchone()[0]
    store.close()
    assert (store.notice, check, aside(path)) == ("", "ok", [])
    assert known is not None
    closes = list(known.column("close"))
    assert (len(closes), len(set(closes))) == (50, 1), "whole writes only"
    assert closes[0] >= 20.0
