"""The bytecode of a start, kept in one file per kind of process and read by one open instead of hundreds.

Python looks for every module along its path, and then opens and checks two files. The next start takes what the last
one has loaded from one file of the user's cache, a module only where its source has the time and the size that it had
then. The file is read where nobody else can have written it: it belongs to the effective user, as its folder does, and
is writable by no other. Anything in doubt is ignored: then modules load as without it. This module loads nothing that
Python has not loaded to get here.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
from importlib.machinery import ModuleSpec, SourceFileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import CodeType, ModuleType

_MAGIC = b"r2k code 1\n"
_LENGTH = 8
# Modules that may be loaded past the file before it is written anew.
_MOST_MISSED = 12
# Of a sound file; one beyond it is not looked at.
_MOST_INDEX_BYTES, _MOST_BYTES = 4_000_000, 100_000_000
# Nobody writes for so many seconds.
_LEFT_S = 60.0
# Origin, time and size of the source, place and length of the bytecode, whether it is a package, and where Python
# itself keeps the bytecode.
ModuleRow = tuple[str, int, int, int, int, bool, str]


class CodeCache:
    """The file of one kind of process, from the start of the process to its end."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._descriptor = -1
        self._rows: dict[str, ModuleRow] = {}
        self._stale = False
        self._early: list[str] = []
        self._known = frozenset(sys.modules)

    def begin(self) -> None:
        """Load modules out of the file, where there is a usable one, from now until `settle`."""
        if not self._path or (opened := _opened(self._path)) is None:
            return
        descriptor, rows = opened
        self._descriptor, self._rows = descriptor, rows
        sys.meta_path.insert(0, self)

    def settle(self) -> None:
        """Take the modules that are loaded by now for those of a start, and look for later ones as without the file."""
        if self._early:
            return
        self._early = [name for name in sys.modules if name not in self._known]
        # The file stays open: another thread may be about to read a module that was found in it.
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def save(self) -> None:
        """Write the file if the start had little use of it. Nothing is said where it cannot be written."""
        missed = sum(type(_loader(name)) is SourceFileLoader for name in self._early)
        if not self._early or (self._rows and not self._stale and missed <= _MOST_MISSED):
            return
        if not self._path or sys.dont_write_bytecode:
            return
        try:
            _write(self._path, self._early)
        except OSError:
            # As with Python's own bytecode: it only makes the next start quicker.
            return

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """See MetaPathFinder."""
        row = self._rows.get(name)
        if row is None:
            return None
        origin, changed, size, _, _, is_package, cached = row
        folder = origin.rpartition("/")[0]
        if path is not None and (folder.rpartition("/")[0] if is_package else folder) not in path:
            return None
        try:
            now = os.stat(origin)  # noqa: PTH116
        except OSError:
            now = None
        if now is None or now.st_mtime_ns != changed or now.st_size != size:
            self._stale = True
            return None
        spec = ModuleSpec(name, _CachedLoader(name, origin, self.code), origin=origin, is_package=is_package)
        spec.has_location, spec.cached = True, cached
        if is_package:
            spec.submodule_search_locations = [folder]
        return spec

    def code(self, name: str) -> CodeType | None:
        """The bytecode of a module; None where it cannot be read."""
        _, _, _, place, length, _, _ = self._rows[name]
        try:
            found = marshal.loads(os.pread(self._descriptor, length, place))  # noqa: S302
        except (OSError, ValueError, EOFError, TypeError):
            found = None
        if not isinstance(found, type(_key.__code__)):
            self._stale = True
            return None
        return found


class _CachedLoader(SourceFileLoader):
    """Loader of a source file that asks the cache for its bytecode first."""

    def __init__(self, name: str, path: str, code: Callable[[str], CodeType | None]) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType | None:
        """See InspectLoader."""
        return self._code(fullname) or super().get_code(fullname)


def code_cache(kind: str, environment: Mapping[str, str]) -> CodeCache:
    """The cache of a kind of process; one without a file on a system without a folder for it."""
    folder = _folder(environment)
    return CodeCache(f"{folder}/{kind}.{sys.implementation.cache_tag}" if folder else "")


def _folder(environment: Mapping[str, str]) -> str:
    """The folder of the user's caches, as platformdirs finds it, which takes a dozen modules."""
    stated, home = environment.get("XDG_CACHE_HOME", ""), environment.get("HOME", "")
    if stated.startswith("/"):
        return f"{stated}/r2k-tui/code"
    if not home.startswith("/") or sys.platform not in ("linux", "darwin"):
        return ""
    return f"{home}/{'.cache' if sys.platform == 'linux' else 'Library/Caches'}/r2k-tui/code"


def _key() -> tuple[object, ...]:
    """What the bytecode and the place of a module depend on, besides its source."""
    flags = sys.flags
    return (sys.version, sys.executable, sys.prefix, tuple(sys.path), flags.optimize, flags.dev_mode)


def _own(status: os.stat_result) -> bool:
    """Whether a file or folder is of the effective user, and writable by no other."""
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _opened(path: str) -> tuple[int, dict[str, ModuleRow]] | None:
    """The open file and its rows; None where there is none that can be trusted and used."""
    descriptor = -1
    try:
        if not _own(os.lstat(path.rpartition("/")[0])):
            return None
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        rows = _rows(descriptor)
    except (OSError, ValueError, EOFError, TypeError):
        rows = None
    if rows is None:
        if descriptor >= 0:
            os.close(descriptor)
        return None
    return descriptor, rows


def _rows(descriptor: int) -> dict[str, ModuleRow] | None:
    """The rows of a file. Raises OSError, ValueError, EOFError, TypeError for one that is none."""
    status = os.fstat(descriptor)
    if not _own(status) or not 0o100000 & status.st_mode or status.st_size > _MOST_BYTES:
        return None
    head = os.pread(descriptor, len(_MAGIC) + _LENGTH, 0)
    length = int.from_bytes(head[len(_MAGIC) :], "big")
    if not head.startswith(_MAGIC) or length > _MOST_INDEX_BYTES:
        return None
    # Written by `_write`: the key, the size of the whole file behind the index, and the rows.
    key, size, rows = marshal.loads(os.pread(descriptor, length, len(head)))  # noqa: S302
    if key != _key() or len(head) + length + size != status.st_size or not isinstance(rows, dict):
        return None
    start = len(head) + length
    return {
        name: (origin, changed, bytes_, place + start, count, is_package, cached)
        for name, (origin, changed, bytes_, place, count, is_package, cached) in rows.items()
    }


def _write(path: str, names: Sequence[str]) -> None:
    """Write the file of these modules in place of the old one. Raises OSError."""
    folder = path.rpartition("/")[0]
    if not _made(folder):
        return
    rows: dict[str, ModuleRow] = {}
    bodies, place = [], 0
    for name in names:
        if (found := _body(name)) is None:
            continue
        origin, changed, size, is_package, cached, body = found
        rows[name] = (origin, changed, size, place, len(body), is_package, cached)
        bodies.append(body)
        place += len(body)
    index = marshal.dumps((_key(), place, rows))  # type: ignore[arg-type]
    _remove_leftovers(path)
    temporary = f"{path}.{os.getpid()}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123
            file.writelines((_MAGIC, len(index).to_bytes(_LENGTH, "big"), index, *bodies))
            file.flush()
            os.fsync(descriptor)
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        os.unlink(temporary)  # noqa: PTH108
        raise


def _remove_leftovers(path: str) -> None:
    """Remove what processes that were killed while they wrote have left. Raises OSError."""
    folder, _, name = path.rpartition("/")
    for entry in os.scandir(folder):
        if entry.name.startswith(f"{name}.") and time.time() - entry.stat(follow_symlinks=False).st_mtime > _LEFT_S:
            os.unlink(entry.path)  # noqa: PTH108


def _loader(name: str) -> object:
    return getattr(getattr(sys.modules.get(name), "__spec__", None), "loader", None)


def _made(folder: str) -> bool:
    """Whether the folder is there, made if need be, and the user's own. Nothing is made in the home of another user."""
    above = folder
    while not os.path.lexists(above):
        above = above.rpartition("/")[0] or "/"
    if os.lstat(above).st_uid != os.geteuid():
        return False
    os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103
    return _own(os.lstat(folder))


def _body(name: str) -> tuple[str, int, int, bool, str, bytes] | None:
    """A loaded module as the file keeps it; None for one that has no source file, or whose source has changed."""
    spec: ModuleSpec | None = getattr(sys.modules.get(name), "__spec__", None)
    if spec is None or spec.name != name or type(spec.loader) not in (SourceFileLoader, _CachedLoader):
        return None
    origin = spec.origin
    if not origin or not origin.startswith("/"):
        return None
    before = os.stat(origin)  # noqa: PTH116
    # Python's own bytecode where it is there and fits, else compiled.
    code = SourceFileLoader(name, origin).get_code(name)
    after = os.stat(origin)  # noqa: PTH116
    if code is None or (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        return None
    is_package = spec.submodule_search_locations is not None
    return origin, after.st_mtime_ns, after.st_size, is_package, spec.cached or "", marshal.dumps(code)
