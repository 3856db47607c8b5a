"""Cache folder that no other process, and no other source of this process, uses at the same time."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from pathlib import Path

_SLOTS = 64


class CacheFolder:
    """Folder under `parent`, locked until `release`.

    The client stores SQLite files there, which two processes must not share. A released folder, or one of a dead
    process, is reused with its contents; without any on disk, a temporary folder serves.
    """

    def __init__(self, parent: Path) -> None:
        self._lock = -1
        self._temporary = False
        self.path = self._claim(parent)

    def _claim(self, parent: Path) -> Path:
        for slot in range(_SLOTS):
            folder = parent / f"yahoo-{slot}"
            try:
                folder.mkdir(parents=True, exist_ok=True)
                if self._try_lock(folder / "lock"):
                    return folder
            except OSError:
                break
        self._temporary = True
        return Path(tempfile.mkdtemp(prefix="r2k-yahoo-"))

    def _try_lock(self, file: Path) -> bool:
        lock = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return False
        self._lock = lock
        return True

    def empty(self) -> None:
        """Remove the client's files, for example when they are damaged."""
        for file in self.path.glob("*.db*"):
            with contextlib.suppress(OSError):
                file.unlink()

    def release(self) -> None:
        """Release the folder to others. Idempotent."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1
        if self._temporary:
            shutil.rmtree(self.path, ignore_errors=True)
