"""Only what this user's monitor wrote is read, and no more is kept than fits."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from r2k_tui.instant import picture_file
from r2k_tui.instant.notice import StoredTime
from r2k_tui.instant.picture_file import PictureFileError, StoredPicture, clear, decoded, encoded, folder, read, write
from tests.cases import cases

NOW = 2_000_000.0
IDENTITY = "ab" * 20
FILES = [("/home/ann/ä.toml", "1:2:3"), ("/creds\udcff", "absent")]


def made(identity: str = IDENTITY, time: float = NOW, painted: bytes = b"\x1b[H\xe2\x94\x80\0\n") -> StoredPicture:
    stored = StoredTime(time, "16:00", "Fri", "13 Nov", "2026")
    return StoredPicture(identity, stored, FILES, (0, 7), 41, "1;38;5;4", painted, b"cells\0\n")


@pytest.fixture
def place(tmp_path: Path) -> str:
    place = str(tmp_path / "cache" / "r2k-tui" / "pictures")
    write(place, made())
    return place


def file_in(place: str) -> Path:
    (path,) = Path(place).iterdir()
    return path


def test_what_is_written_is_read(place: str) -> None:
    found = read(place, IDENTITY, NOW)
    assert (found.identity, found.files, found.place, found.width) == (IDENTITY, tuple(FILES), (0, 7), 41)
    assert (found.ink, found.painted, found.cells) == ("1;38;5;4", b"\x1b[H\xe2\x94\x80\0\n", b"cells\0\n")
    assert [found.stored.time, found.stored.clock, found.stored.weekday] == [NOW, "16:00", "Fri"]
    assert [found.stored.date, found.stored.year] == ["13 Nov", "2026"]


def test_it_is_private_to_the_user(place: str) -> None:
    assert stat.S_IMODE(Path(place).stat().st_mode) == 0o700
    assert stat.S_IMODE(file_in(place).stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(place).parent.stat().st_mode) == 0o700


def _symlink(path: Path) -> None:
    real = path.parent.parent / "real"
    path.rename(real)
    path.symlink_to(real)


def _fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir(0o700)


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


TAMPERED: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(os.urandom(4096)),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:-3]),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"more"),
    "one bit": _flipped,
    "of another version": lambda path: path.write_bytes(path.read_bytes().replace(b"picture 1", b"picture 0")),
    "huge": lambda path: os.truncate(path, 1 << 40),
    "symlink": _symlink,
    "pipe": _fifo,
    "folder": _folder,
    "readable by others": lambda path: path.chmod(0o644),
    "writable by the group": lambda path: path.chmod(0o620),
    "folder of others": lambda path: path.parent.chmod(0o755),
    "of another": lambda path: path.write_bytes(encoded(made("cd" * 20))),
    "too old": lambda path: path.write_bytes(encoded(made(time=NOW - 31 * 86400))),
    "malformed, with the right digest": lambda path: path.write_bytes(
        b"R2K picture 1\n" + picture_file.digest(b"1 2 3\nx").encode() + b"\n1 2 3\nx"
    ),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_nothing_else_is_read(place: str, how: str) -> None:
    TAMPERED[how](file_in(place))
    with pytest.raises((OSError, ValueError)):
        read(place, IDENTITY, NOW)


def test_a_file_of_another_user_is_not_read(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    user = os.geteuid() + 1
    monkeypatch.setattr(picture_file.os, "geteuid", lambda: user)
    with pytest.raises(PictureFileError):
        read(place, IDENTITY, NOW)
    with pytest.raises(PictureFileError):
        write(place, made())


def test_nothing_is_made_in_the_home_of_another_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = os.geteuid() + 1
    monkeypatch.setattr(picture_file.os, "geteuid", lambda: user)
    with pytest.raises(PictureFileError):
        write(str(tmp_path / "cache" / "r2k-tui" / "pictures"), made())
    assert not any(tmp_path.iterdir())


def test_a_folder_that_is_a_link_is_not_used(place: str) -> None:
    real = Path(place).rename(Path(place).with_name("elsewhere"))
    Path(place).symlink_to(real)
    for use in (lambda: read(place, IDENTITY, NOW), lambda: write(place, made())):
        with pytest.raises((OSError, PictureFileError)):
            use()


def test_a_folder_that_others_could_read_is_made_private(place: str) -> None:
    Path(place).chmod(0o755)
    write(place, made())
    assert read(place, IDENTITY, NOW).identity == IDENTITY


def test_what_cannot_be_written_leaves_nothing_and_the_old_one(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(picture_file.os, "write", full)
        with pytest.raises(OSError, match="No space"):
            write(place, made(painted=b"new"))
    assert read(place, IDENTITY, NOW).painted == made().painted
    assert file_in(place)


def test_a_cache_that_is_no_folder_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    with pytest.raises(OSError):
        write(str(tmp_path / "cache" / "r2k-tui" / "pictures"), made())


def test_one_that_is_too_large_is_not_written(place: str) -> None:
    with pytest.raises(PictureFileError):
        write(place, made(painted=b" " * 3_000_000))
    assert read(place, IDENTITY, NOW).painted == made().painted


def test_the_oldest_of_many_go(place: str) -> None:
    for number in range(20):
        write(place, made(f"{number:040}"))
        os.utime(f"{place}/{number:040}.picture", (NOW + number, NOW + number))
    names = sorted(path.name for path in Path(place).iterdir())
    assert len(names) == 16
    assert f"{19:040}.picture" in names
    assert f"{3:040}.picture" not in names


def test_clearing_removes_pictures_alone(place: str) -> None:
    (Path(place) / "notes.txt").write_text("mine")
    clear(place)
    assert file_in(place).name == "notes.txt"
    clear(f"{place}/none")


def test_a_damaged_one_is_an_error_of_values() -> None:
    for data in (b"", b"R2K picture 1\n", encoded(made())[:-1]):
        with pytest.raises(PictureFileError):
            decoded(data)


@cases(
    ("environment", "platform", "wanted"),
    [
        ({"HOME": "/home/ann"}, "linux", "/home/ann/.cache/r2k-tui/pictures"),
        ({"HOME": "/home/ann", "XDG_CACHE_HOME": "/c"}, "linux", "/c/r2k-tui/pictures"),
        ({"HOME": "/home/ann", "XDG_CACHE_HOME": "c"}, "linux", "/home/ann/.cache/r2k-tui/pictures"),
        ({"HOME": "/Users/ann"}, "darwin", "/Users/ann/Library/Caches/r2k-tui/pictures"),
        ({"HOME": "/home/ann", "ANDROID_DATA": "/data"}, "linux", ""),
        ({}, "linux", ""),
    ],
)
def test_where_pictures_are(environment: dict[str, str], platform: str, wanted: str) -> None:
    assert folder(environment, platform) == wanted


def test_it_is_the_cache_folder_of_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs.unix import Unix

    for stated in ("/somewhere/cache", ""):
        monkeypatch.setenv("XDG_CACHE_HOME", stated)
        assert folder(os.environ, "linux") == f"{Unix('r2k-tui', appauthor=False).user_cache_dir}/pictures"
