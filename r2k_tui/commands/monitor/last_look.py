"""The time of the last look, kept as a small file beside the store."""

from __future__ import annotations

import logging
from pathlib import Path

from r2k_tui.bootstrap.paths import default_store
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.ui.controllers.last_look import LookMemory, NoMemory

log = logging.getLogger(__name__)
# Beyond any clock: a number that is no time.
_LATEST = 1e11


class LookFile:
    """A file that holds one number: seconds since the epoch."""

    def __init__(self, path: Path) -> None:
        self._path, self._warned = path, False

    def read(self) -> float | None:
        """See LookMemory."""
        try:
            found = float(self._path.read_text("ascii")[:32])
        except (OSError, ValueError):
            return None
        return found if 0 < found < _LATEST else None

    def write(self, time: float) -> None:
        """See LookMemory. Logs the first failure; what was missed is then counted from this run on."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(f"{time:.0f}\n", "ascii")
        except OSError as error:
            if not self._warned:
                log.warning("the time of the last look is not kept: %s", error)
            self._warned = True


def look_memory(setup: EngineSetup, *, kiosk: bool) -> LookMemory:
    """Memory of a monitor; none for a kiosk, a day of the past, simulated data, or settings that keep no store."""
    if kiosk or setup.as_of is not None or setup.replay is not None or not setup.config.store.enabled:
        return NoMemory()
    if setup.facts.simulated:
        return NoMemory()
    return LookFile(default_store(setup.config).parent / "last_look")
