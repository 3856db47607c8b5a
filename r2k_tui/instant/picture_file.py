"""Files of stored pictures: private to the user, bounded, replaced as a whole, and checked before they are believed."""

from __future__ import annotations

import os
import stat

from r2k_tui.instant.identity import digest
from r2k_tui.instant.notice import StoredTime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MAGIC = b"R2K picture 1\n"
_MOST_BYTES, _MOST_FILES = 2_000_000, 16
# An older picture tells nothing of now.
_LIFE_S = 30 * 86400.0
_SUFFIX = ".picture"
_OWNER_ONLY = 0o077
_DIGEST_BYTES = 40


class PictureFileError(ValueError):
    """A file that is no picture that this user may be shown."""


class StoredPicture:
    """A picture: its identity and time, the files that it depends on with their signatures, the place, width and codes
    of its notice, the bytes that paint it, and its cells for the program that goes on from it.
    """

    __slots__ = ("cells", "files", "identity", "ink", "painted", "place", "stored", "width")

    def __init__(
        self,
        identity: str,
        stored: StoredTime,
        files: Sequence[tuple[str, str]],
        place: tuple[int, int],
        width: int,
        ink: str,
        painted: bytes,
        cells: bytes,
    ) -> None:
        self.identity, self.stored, self.files = identity, stored, tuple(files)
        self.place, self.width, self.ink = place, width, ink
        self.painted, self.cells = painted, cells


def encoded(picture: StoredPicture) -> bytes:
    """The bytes of a file. Raises PictureFileError where it would be too large."""
    stored, (row, column) = picture.stored, picture.place
    words = [picture.identity, repr(stored.time), stored.clock, stored.weekday, stored.date, stored.year]
    words += [str(row), str(column), str(picture.width), picture.ink]
    words += [text for pair in picture.files for text in pair]
    head = "\0".join(words).encode("utf-8", "surrogateescape")
    lengths = b"%d %d %d\n" % (len(head), len(picture.painted), len(picture.cells))
    body = b"".join((lengths, head, picture.painted, picture.cells))
    whole = b"".join((_MAGIC, digest(body).encode(), b"\n", body))
    if len(whole) > _MOST_BYTES:
        raise PictureFileError(f"a picture of {len(whole)} bytes")
    return whole


def decoded(data: bytes) -> StoredPicture:
    """The picture in the bytes of a file. Raises PictureFileError."""
    begin = len(_MAGIC) + _DIGEST_BYTES + 1
    body = data[begin:]
    if data[:begin] != b"".join((_MAGIC, digest(body).encode(), b"\n")):
        raise PictureFileError("no picture of this version, or a damaged one")
    lengths, _, rest = body.partition(b"\n")
    head, painted, cells = map(int, lengths.split())
    words = rest[:head].decode("utf-8", "surrogateescape").split("\0")
    identity, time, clock, weekday, date, year, row, column, width, ink, *files = words
    return StoredPicture(
        identity,
        StoredTime(float(time), clock, weekday, date, year),
        list(zip(files[::2], files[1::2], strict=True)),
        (int(row), int(column)),
        int(width),
        ink,
        rest[head : head + painted],
        rest[head + painted : head + painted + cells],
    )


def folder(environment: Mapping[str, str], platform: str) -> str:
    """The folder of pictures in the user's cache on this platform, "" where it is not known.

    As platformdirs finds it, which takes longer to load than a picture takes to be shown.
    """
    home, stated = environment.get("HOME", ""), environment.get("XDG_CACHE_HOME", "")
    if "ANDROID_DATA" in environment:
        return ""
    if stated.startswith("/"):
        cache = stated
    elif home.startswith("/"):
        cache = f"{home}/Library/Caches" if platform == "darwin" else f"{home}/.cache"
    else:
        return ""
    return f"{cache}/r2k-tui/pictures"


def read(place: str, identity: str, now: float) -> StoredPicture:
    """The picture of this identity. Raises OSError, ValueError where there is none to be shown."""
    _check_folder(place)
    descriptor = os.open(_path(place, identity), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST_BYTES:
            raise PictureFileError("not a file, or too large a one")
        if found.st_uid != os.geteuid() or found.st_mode & _OWNER_ONLY:
            raise PictureFileError("a file that others could have written")
        data = os.read(descriptor, _MOST_BYTES + 1)
    finally:
        os.close(descriptor)
    picture = decoded(data)
    if picture.identity != identity:
        raise PictureFileError("a picture of another monitor")
    if now - picture.stored.time > _LIFE_S:
        raise PictureFileError("a picture that is too old")
    return picture


def write(place: str, picture: StoredPicture) -> None:
    """Write a picture, in one step for whoever reads it, and remove the oldest ones. Raises OSError,
    PictureFileError.
    """
    data = encoded(picture)
    _make_folder(place)
    path = _path(place, picture.identity)
    own = f"{path}.{os.getpid()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(own, flags, 0o600)
    try:
        try:
            os.fchmod(descriptor, 0o600)
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        finally:
            os.close(descriptor)
        os.replace(own, path)
    except OSError:
        _remove(own)
        raise
    _evict(place)


def clear(place: str) -> None:
    """Remove every picture. Raises OSError where one cannot be removed."""
    try:
        names = os.listdir(place)
    except FileNotFoundError:
        return
    _check_folder(place)
    for name in names:
        if _SUFFIX in name:
            _remove(f"{place}/{name}")


def _path(place: str, identity: str) -> str:
    return f"{place}/{identity}{_SUFFIX}"


def _check_folder(place: str) -> None:
    found = os.lstat(place)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & _OWNER_ONLY:
        raise PictureFileError("a folder that is not private to the user")


def _make_folder(place: str) -> None:
    above = place
    while not os.path.lexists(above):
        above = os.path.dirname(above)
    if os.lstat(above).st_uid != os.geteuid():
        # The home of somebody else, as with sudo: a folder made there would be in their way.
        raise PictureFileError("a folder of another user")
    os.makedirs(os.path.dirname(place), 0o700, exist_ok=True)
    try:
        os.mkdir(place, 0o700)
    except FileExistsError:
        found = os.lstat(place)
        if stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid():
            os.chmod(place, 0o700)
    _check_folder(place)


def _evict(place: str) -> None:
    """Keep the newest pictures, whatever process wrote them."""
    found = []
    with os.scandir(place) as entries:
        for entry in entries:
            if _SUFFIX in entry.name:
                try:
                    found.append((entry.stat(follow_symlinks=False).st_mtime_ns, entry.path))
                except FileNotFoundError:
                    # Another terminal has removed it.
                    continue
    for _, path in sorted(found)[:-_MOST_FILES]:
        _remove(path)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except FileNotFoundError:
        # Another terminal was first.
        return
