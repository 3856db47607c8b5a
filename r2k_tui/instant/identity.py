"""What a stored picture belongs to: only the same monitor, in the same terminal, of the same user, is shown it."""

from __future__ import annotations

import os
import sys

from r2k_tui import __version__

try:
    # `hashlib` takes as long to load as everything else here together.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Variables that decide what is drawn, in which colors and characters, and where settings and data are.
_VARIABLES = (
    "COLORTERM",
    "FORCE_COLOR",
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "NO_COLOR",
    "PYTHONIOENCODING",
    "PYTHONUTF8",
    "TERM",
    "TERM_PROGRAM",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
)
_PREFIXES = ("R2K_", "TEXTUAL")
# Options and variables that may name a file from the working directory on.
_FILES = frozenset(("config", "data", "store", "R2K_CONFIG"))
_BYTES = 20
_ABSENT = "absent"


def digest(data: bytes) -> str:
    """Digest of some bytes, in hexadecimal."""
    return blake2b(data, digest_size=_BYTES).hexdigest()


def signature(path: str) -> str:
    """What changes when a file is written, or replaced by another one under the same name."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return _ABSENT
    return f"{found.st_dev}:{found.st_ino}:{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}"


def all_unchanged(files: Iterable[tuple[str, str]]) -> bool:
    """Whether every file still has the signature beside its path."""
    return all(signature(path) == kept for path, kept in files)


class MonitorIdentity:
    """Everything but the size of the window that a picture belongs to, as a digest: variables may hold secrets."""

    def __init__(self, options: Sequence[Sequence[tuple[str, object]]], environment: Mapping[str, str]) -> None:
        named = [(name, environment[name]) for name in _VARIABLES if name in environment]
        own = sorted((name, value) for name, value in environment.items() if name.startswith(_PREFIXES))
        package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        # Installing another version, or the same one anew, replaces these.
        build = [signature(place) for place in (package, os.path.join(package, "__init__.py"))]
        files = [str(value) for part in options for name, value in part if name in _FILES]
        files += [value for name, value in own if name in _FILES]
        here = "" if all(path.startswith("/") for path in files) else os.getcwd()
        parts = (__version__, build, sys.version, here, os.geteuid(), options, named, own)
        self._base = repr(parts).encode("utf-8", "surrogateescape")

    def of_size(self, columns: int, rows: int) -> str:
        """The identity of a picture in a window of this size."""
        return digest(b"%d x %d of %s" % (columns, rows, self._base))
