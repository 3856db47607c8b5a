"""The file of a recording: private, never written over by accident, and gone where it would be empty."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from r2k_tui.sources.recording.file import RecordingFile, keep_newest, own_name
from r2k_tui.sources.recording.frames import MARK


def test_it_is_for_the_user_alone_and_begins_with_the_mark(tmp_path: Path) -> None:
    file = RecordingFile(tmp_path / "a.r2krec")
    file.append(b"one")
    file.append(b"two")
    file.close()
    assert file.path.read_bytes() == MARK + b"onetwo"
    assert file.size == len(MARK) + 6
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_an_existing_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.r2krec"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        RecordingFile(path)
    assert path.read_text() == "mine"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "a.r2krec"
    link.symlink_to(target)
    with pytest.raises(FileExistsError):
        RecordingFile(link)
    file = RecordingFile(link, replace=True)
    file.append(b"one")
    file.close()
    assert not target.exists() and not link.is_symlink()


def test_a_replaced_file_stays_until_there_is_something_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.r2krec"
    path.write_text("old")
    path.chmod(0o644)
    file = RecordingFile(path, replace=True)
    assert path.read_text() == "old"
    file.append(b"one")
    assert path.read_bytes() == MARK + b"one"
    file.append(b"two")
    file.close()
    assert path.read_bytes() == MARK + b"onetwo"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.r2krec"]


@pytest.mark.parametrize("replace", [False, True])
def test_nothing_recorded_leaves_nothing_behind(tmp_path: Path, replace: bool) -> None:
    path = tmp_path / "a.r2krec"
    if replace:
        path.write_text("old")
    RecordingFile(path, replace=replace).close()
    assert [entry.name for entry in tmp_path.iterdir()] == (["a.r2krec"] if replace else [])


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        RecordingFile(tmp_path, replace=True)


def test_only_the_oldest_of_its_own_are_deleted(tmp_path: Path) -> None:
    names = [own_name("yahoo", stamp) for stamp in ("20250103", "20250101", "20250102")]
    for name in (*names, "mine.r2krec", "r2k-notes.txt"):
        (tmp_path / name).touch()
    keep_newest(tmp_path, 2)
    assert {path.name for path in tmp_path.iterdir()} == {names[0], names[2], "mine.r2krec", "r2k-notes.txt"}
