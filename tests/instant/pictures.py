"""A stored picture for tests, and a program that shows it and nothing else."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from r2k_tui.instant.identity import signature
from r2k_tui.instant.notice import StoredTime
from r2k_tui.instant.picture_file import StoredPicture

ROOT = Path(__file__).resolve().parents[2]
PAINTED = b"\x1b[m\x1b[2J\x1b[HR2K ^RUT 2,467.70\x1b[3;1Ha panel"
# What the monitor does before it loads, then what it found.
_SHOW = """
import sys
sys.argv[0] = "r2k"
from r2k_tui import __main__ as program
options = program.monitor_arguments(sys.argv[1:])
if options is not None:
    program._show_stored_picture(options)
from r2k_tui.instant.launch import launched, restore
found = launched()
"""
_TELL = """
shown = found is not None and found.shown is not None
restore()
print("shown" if shown else "nothing")
"""
# Stores a picture of this very monitor.
_STORE = """
import time
from r2k_tui.instant import picture_file
from r2k_tui.instant.screen import window
import os
from tests.instant.pictures import made
restore()
picture_file.write(found.folder, made(found.identity.of_size(*window(os.environ)), {files!r}))
print("stored")
"""


def made(identity: str, files: Sequence[str] = (), age: float = 0.0) -> StoredPicture:
    """A picture that depends on these files as they are now."""
    stored = StoredTime(time.time() - age, "16:00", "Fri", "13 Nov", "2026")
    signed = [(path, signature(path)) for path in files]
    return StoredPicture(identity, stored, signed, (0, 30), 41, "1", PAINTED, b"")


def command(script: str, *arguments: object, python: Sequence[str] = ()) -> list[str]:
    """A process that runs `script` after showing the stored picture of the monitor with these arguments."""
    return [sys.executable, *python, "-c", _SHOW + script, *map(str, arguments)]


def telling(*arguments: object, python: Sequence[str] = ()) -> list[str]:
    """A process that says whether it has shown a picture."""
    return command(_TELL, *arguments, python=python)


def storing(files: Sequence[Path], *arguments: object) -> list[str]:
    """A process that stores a picture."""
    return command(_STORE.format(files=[*map(str, files)]), *arguments)


def environment(home: Path, more: Mapping[str, str] = {}) -> dict[str, str]:
    """The variables of a user with this home."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
    return {"HOME": str(home), **folders, "PYTHONPATH": str(ROOT), **more}
