"""File of a recording: private to the user, and never overwritten without permission."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from r2k_tui.sources.recording.frames import MARK

# Readable only by the user: the symbols reveal what the user watches.
_MODE = 0o600
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
SUFFIX = ".r2krec"
_OWN = "r2k-"


class RecordingFile:
    """File that grows by whole frames. Raises OSError; FileExistsError where it exists and `replace` is False.

    With `replace`, the old file stays until the first frame of the new one is written.
    """

    def __init__(self, path: Path, *, replace: bool = False) -> None:
        self.path, self.size = path, 0
        self._draft = path.with_name(f".{path.name}.{os.getpid()}.part") if replace else None
        if path.is_dir():
            raise IsADirectoryError(21, os.strerror(21), str(path))
        self._descriptor = os.open(self._draft or path, _FLAGS, _MODE)

    def append(self, frame: bytes) -> None:
        """Write one frame; the first one follows the signature."""
        self._write(frame if self.size else MARK + frame)
        if self._draft is not None:
            self._draft.replace(self.path)
            self._draft = None

    def close(self) -> None:
        """Flush to the disk; a file without a frame is removed."""
        with suppress(OSError):
            os.fsync(self._descriptor)
        os.close(self._descriptor)
        if not self.size:
            with suppress(OSError):
                (self._draft or self.path).unlink()

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            done = os.write(self._descriptor, view)
            self.size += done
            view = view[done:]


def own_name(source: str, stamp: str) -> str:
    """Default name of a recording; names sort by time."""
    return f"{_OWN}{stamp}-{source}{SUFFIX}"


def keep_newest(folder: Path, keep: int) -> None:
    """Delete the oldest recordings with a name by `own_name`, so that at most `keep` are left. Raises OSError."""
    named = sorted(path for path in folder.glob(f"{_OWN}*{SUFFIX}") if path.is_file() and not path.is_symlink())
    for path in named[: max(0, len(named) - keep)]:
        path.unlink()
