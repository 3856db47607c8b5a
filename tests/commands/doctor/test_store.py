"""What `r2k doctor` says of the store."""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from r2k_tui.store.file.schema import MIGRATIONS
from r2k_tui.store.store import Store


class TestStore:
    def test_one_that_is_still_to_be_made(self, found: Any, tmp_path: Path) -> None:
        path = tmp_path / "not" / "yet.sqlite3"
        finding = found("--store", path)["store"]
        assert finding["ok"] is True
        assert "will be created" in finding["text"]
        assert not path.parent.exists(), "looking changes nothing"

    def test_one_that_is_sound(self, found: Any, tmp_path: Path) -> None:
        path = tmp_path / "store.sqlite3"
        Store(path, "csv").close()
        finding = found("--store", path)["store"]
        assert finding["ok"] is True
        assert finding["text"].startswith(f"{path}, schema version {len(MIGRATIONS)}, ")

    def test_one_that_is_damaged(self, found: Any, tmp_path: Path) -> None:
        path = tmp_path / "store.sqlite3"
        path.write_bytes(b"no database" * 500)
        finding = found("--store", path)["store"]
        assert finding["ok"] is False
        assert str(path) in finding["text"]
        assert path.read_bytes().startswith(b"no database"), "looking changes nothing"

    def test_one_of_a_later_version(self, found: Any, tmp_path: Path) -> None:
        path = tmp_path / "store.sqlite3"
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA user_version = 999")
        connection.close()
        finding = found("--store", path)["store"]
        assert finding["ok"] is False
        assert "999" in finding["text"]

    def test_one_that_another_program_holds(self, found: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("r2k_tui.commands.doctor.store._PATIENCE_S", 0.01)
        path = tmp_path / "store.sqlite3"
        Store(path, "csv").close()
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        finding = found("--store", path)["store"]
        other.close()
        assert finding["ok"] is False
        assert "locked" in finding["text"]

    def test_one_that_cannot_be_written(self, found: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "store.sqlite3"
        Store(path, "csv").close()
        monkeypatch.setattr("r2k_tui.commands.doctor.store.os.access", lambda place, _: place != path)
        finding = found("--store", path)["store"]
        assert finding["ok"] is False
        assert f"{path} is not writable" in finding["text"]

    def test_one_on_a_disk_that_is_full(self, found: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        usage = namedtuple("usage", "total used free")
        monkeypatch.setattr("r2k_tui.commands.doctor.store.shutil.disk_usage", lambda _: usage(1e9, 1e9, 3e6))
        finding = found("--store", tmp_path / "store.sqlite3")["store"]
        assert finding["ok"] is False
        assert "full: 3 MB" in finding["text"]

    def test_one_that_is_a_folder(self, found: Any, tmp_path: Path) -> None:
        finding = found("--store", tmp_path)["store"]
        assert finding["ok"] is False
        assert "is not a file" in finding["text"]
