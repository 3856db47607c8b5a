"""The file of bytecode: what it gives is what Python would have loaded, and whatever is in doubt is not used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from r2k_tui.bootstrap import code_cache as module
from r2k_tui.bootstrap.code_cache import CodeCache, code_cache

# A start: the cache begins, the modules of a package load, it is saved. Says how each of them was loaded.
START = """
import sys
from r2k_tui.bootstrap.code_cache import CodeCache
cache = CodeCache(sys.argv[1])
cache.begin()
import shop, shop.shelf, shop.till
# None of these has a source.
import array, atexit, cmath, fcntl, grp, math, mmap, pwd, resource, select, syslog, termios, unicodedata, zlib
cache.settle()
cache.save()
import inspect
for one in (shop, shop.shelf, shop.till):
    where = one.__file__ == one.__spec__.origin, one.__cached__ != ""
    print(one.__name__, type(one.__loader__).__name__, one.VALUE, *where)
    assert inspect.getsource(one)
print(shop.__path__)
"""
CACHED, PLAIN = "_CachedLoader", "SourceFileLoader"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "site" / "shop"
    folder.mkdir(parents=True)
    for name, value in (("__init__", 1), ("shelf", 2), ("till", 3)):
        (folder / f"{name}.py").write_text(f"VALUE = {value}\n")
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "code" / "shop.bin"


def start(package: Path, file: Path, *options: str, **variables: str) -> dict[str, tuple[str, str]]:
    """How a fresh process has loaded each module, and with which value."""
    environment = {**os.environ, "PYTHONPATH": str(package.parent), **variables}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.update(variables)
    done = subprocess.run(
        [sys.executable, "-P", *options, "-c", START, str(file)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *lines, path = done.stdout.splitlines()
    assert path == str([str(package)])
    rows = [line.split() for line in lines]
    assert {tuple(row[3:]) for row in rows} == {("True", "True")}
    return {row[0]: (row[1], row[2]) for row in rows}


def loaders(found: dict[str, tuple[str, str]]) -> set[str]:
    assert [value for _, value in found.values()] == ["1", "2", "3"], "whoever has loaded them"
    return {loader for loader, _ in found.values()}


def test_the_second_start_loads_out_of_the_file(package: Path, file: Path) -> None:
    assert loaders(start(package, file)) == {PLAIN}
    written = file.stat()
    assert loaders(start(package, file)) == {CACHED}
    assert file.stat().st_mtime_ns == written.st_mtime_ns, "a file that serves is left alone"
    assert (written.st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_an_edited_source_counts(package: Path, file: Path) -> None:
    start(package, file)
    (package / "till.py").write_text("VALUE = 33\n")
    found = start(package, file)
    assert found == {"shop": (CACHED, "1"), "shop.shelf": (CACHED, "2"), "shop.till": (PLAIN, "33")}
    assert start(package, file)["shop.till"] == (CACHED, "33"), "the file was written anew"


def test_a_source_of_the_same_size_counts_by_its_time(package: Path, file: Path) -> None:
    start(package, file)
    source = package / "till.py"
    source.write_text("VALUE = 9\n")
    os.utime(source, ns=(1, source.stat().st_mtime_ns + 1_000_000_000))
    assert start(package, file)["shop.till"] == (PLAIN, "9")


def test_a_module_that_is_gone_is_gone(package: Path, file: Path) -> None:
    start(package, file)
    (package / "till.py").unlink()
    script = START.replace("cache.settle()", "sys.exit('found')")
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, str(file)],
        env={**os.environ, "PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ModuleNotFoundError: No module named 'shop.till'" in done.stderr


def test_another_path_is_another_start(package: Path, file: Path, tmp_path: Path) -> None:
    """A package that stands earlier on the path would be loaded by Python."""
    start(package, file)
    earlier = tmp_path / "earlier"
    earlier.mkdir()
    assert loaders(start(package, file, PYTHONPATH=os.pathsep.join((str(earlier), str(package.parent))))) == {PLAIN}


def test_other_flags_are_another_start(package: Path, file: Path) -> None:
    start(package, file)
    assert loaders(start(package, file, "-O")) == {PLAIN}


@pytest.mark.parametrize("place", [0, 5, 11, 40, 200])
def test_a_spoiled_file_is_not_used(package: Path, file: Path, place: int) -> None:
    start(package, file)
    data = bytearray(file.read_bytes())
    data[place : place + 8] = bytes(8)
    file.write_bytes(data)
    start(package, file)
    assert loaders(start(package, file)) == {CACHED}, "and written anew"


@pytest.mark.parametrize("length", [0, 5, 15, 100, -1])
def test_a_file_that_is_cut_is_not_used(package: Path, file: Path, length: int) -> None:
    start(package, file)
    file.write_bytes(file.read_bytes()[:length])
    assert loaders(start(package, file)) == {PLAIN}


def test_spoiled_bytecode_is_loaded_from_its_source(package: Path, file: Path) -> None:
    start(package, file)
    data = file.read_bytes()
    at = data.rindex(b"\xe3")
    file.write_bytes(data[:at] + b"\x00" * (len(data) - at))
    assert loaders(start(package, file)) == {CACHED}, "by a loader that falls back to the source"
    assert file.read_bytes() != data[:at] + b"\x00" * (len(data) - at), "and the file was written anew"


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_can_write_is_not_used(package: Path, file: Path, mode: int) -> None:
    start(package, file)
    file.chmod(mode)
    assert loaders(start(package, file)) == {PLAIN}


def test_a_folder_that_others_can_write_is_not_used(package: Path, file: Path) -> None:
    start(package, file)
    file.parent.chmod(0o777)
    assert loaders(start(package, file)) == {PLAIN}


def test_a_link_is_not_followed(package: Path, file: Path) -> None:
    start(package, file)
    file.rename(other := file.with_name("other"))
    file.symlink_to(other)
    assert loaders(start(package, file)) == {PLAIN}


def test_a_file_of_another_user_is_not_used(package: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start(package, file)
    monkeypatch.setattr(module.sys, "path", [str(package.parent), *sys.path])
    monkeypatch.setattr(module, "_key", lambda: ("x",))
    module._write(str(file), [])
    cache = CodeCache(str(file))
    monkeypatch.setattr(module.os, "geteuid", lambda: os.getuid() + 1)
    cache.begin()
    assert cache not in sys.meta_path
    monkeypatch.undo()
    monkeypatch.setattr(module, "_key", lambda: ("x",))
    cache.begin()
    assert cache in sys.meta_path
    cache.settle()
    assert cache not in sys.meta_path


def test_nobody_s_bytecode_is_written_where_python_writes_none(package: Path, file: Path) -> None:
    start(package, file, PYTHONDONTWRITEBYTECODE="1")
    assert not file.exists()


def test_a_folder_that_cannot_be_made_is_no_error(package: Path, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file")
    assert loaders(start(package, tmp_path / "blocked" / "code" / "x")) == {PLAIN}


def test_nothing_is_made_in_the_home_of_another_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.os, "geteuid", lambda: os.getuid() + 1)
    module._write(str(tmp_path / "cache" / "code" / "x"), [])
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_in_its_place_stops_nothing(package: Path, file: Path) -> None:
    start(package, file)
    file.unlink()
    os.mkfifo(file, 0o600)
    assert loaders(start(package, file)) == {PLAIN}


def test_no_file_is_left_half_written(package: Path, file: Path) -> None:
    start(package, file)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_a_killed_process_has_left_is_removed(package: Path, file: Path) -> None:
    file.parent.mkdir(parents=True, mode=0o700)
    old, new = file.with_name(f"{file.name}.1"), file.with_name(f"{file.name}.2")
    other = file.with_name("other.1")
    for path in (old, new, other):
        path.write_text("half")
    os.utime(old, (1, 1))
    os.utime(other, (1, 1))
    start(package, file)
    assert sorted(path.name for path in file.parent.iterdir()) == sorted((file.name, new.name, other.name))


def test_where_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    tag = sys.implementation.cache_tag
    monkeypatch.setattr(module.sys, "platform", "linux")
    assert code_cache("engine", {"XDG_CACHE_HOME": "/c", "HOME": "/h"})._path == f"/c/r2k-tui/code/engine.{tag}"
    assert code_cache("engine", {"HOME": "/h"})._path == f"/h/.cache/r2k-tui/code/engine.{tag}"
    assert code_cache("engine", {"XDG_CACHE_HOME": "c", "HOME": "/h"})._path == f"/h/.cache/r2k-tui/code/engine.{tag}"
    assert code_cache("engine", {})._path == ""
    code_cache("engine", {}).begin()
    monkeypatch.setattr(module.sys, "platform", "darwin")
    assert code_cache("engine", {"HOME": "/h"})._path == f"/h/Library/Caches/r2k-tui/code/engine.{tag}"
