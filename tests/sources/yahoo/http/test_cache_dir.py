"""Folders of the client's caches: one to a process, and emptied of databases alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from r2k_tui.sources.yahoo.http.cache_dir import CacheFolder


def test_folders_are_not_shared_between_processes(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from r2k_tui.sources.yahoo.http.cache_dir import CacheFolder;"
        "print(CacheFolder(pathlib.Path(sys.argv[1])).path.name, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "yahoo-0\n"
        mine = CacheFolder(tmp_path)
        assert mine.path.name == "yahoo-1"
        other.kill()
    assert CacheFolder(tmp_path).path.name == "yahoo-0", "the folder of a dead process is free"
    mine.release()


def test_a_folder_is_emptied_of_databases_only(tmp_path: Path) -> None:
    folder = CacheFolder(tmp_path)
    for name in ("tkr-tz.db", "tkr-tz.db-wal", "keep.txt"):
        (folder.path / name).write_text("x")
    folder.empty()
    assert sorted(path.name for path in folder.path.iterdir()) == ["keep.txt", "lock"]
    folder.release()


def test_a_temporary_folder_goes_with_its_user(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    folder = CacheFolder(tmp_path / "file")
    assert folder.path.is_dir()
    assert tmp_path not in folder.path.parents or folder.path.parent == tmp_path
    folder.release()
    assert not os.path.lexists(folder.path)
