"""A kept table serves one version of the library for a month; what is damaged or cannot be written is no failure."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec
import pytest

from r2k_tui.sources.session_tables.cache_file import TableCache
from tests.sources.session_tables.invented import invented

_DAY_S = 86400.0


def test_a_table_is_kept_for_a_month_and_one_version(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "sessions"
    cache = TableCache(folder, "4.13")
    assert cache.read("XNYS", 0.0) is None
    cache.write(invented(), 1000.0)
    assert cache.read("XNYS", 1000.0 + 29 * _DAY_S) == invented()
    assert cache.read("XNYS", 1000.0 + 31 * _DAY_S) is None, "rules change without a release"
    assert cache.read("XNYS", 0.0) is None, "from a clock that was ahead"
    assert cache.read("XLON", 1000.0) is None
    assert TableCache(folder, "4.14").read("XNYS", 1000.0) is None
    assert [file.name for file in folder.iterdir()] == ["XNYS.msgpack"]


def test_a_damaged_file_is_no_table(tmp_path: Path) -> None:
    cache = TableCache(tmp_path, "4.13")
    cache.write(invented(), 0.0)
    (file,) = tmp_path.iterdir()
    for data in (file.read_bytes()[:-20], b"", b"\xff" * 100, msgspec.msgpack.encode(1)):
        file.write_bytes(data)
        assert cache.read("XNYS", 0.0) is None


def test_a_folder_that_cannot_be_made_is_told_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    blocked = tmp_path / "file"
    blocked.write_text("")
    TableCache(blocked / "sessions", "4.13").write(invented(), 0.0)
    assert blocked.read_text() == ""
    assert "the sessions of XNYS cannot be kept" in caplog.text
