"""Recorded days, and a clock that a test sets."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from r2k_tui.sources.replay.folder import FolderRecording
from r2k_tui.sources.replay.source import ReplaySource
from tests.fakes.recorded_day import DAY, at

SYMBOLS = ("^RUT", "IWM")


class Clock:
    """Stands where it is set."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def replay(folder: Path, clock: str | Clock | None = None, day: date = DAY) -> ReplaySource:
    moment = Clock(at(clock, day)) if isinstance(clock, str) else clock
    return ReplaySource(_recording(folder), day, SYMBOLS, moment)


@lru_cache(maxsize=4)
def _recording(folder: Path) -> FolderRecording:
    """The recording of a folder, whose files are read again where they have changed only."""
    return FolderRecording(folder)


async def quote(source: ReplaySource, symbol: str = "IWM") -> Any:
    (one,) = (await source.quotes((symbol,))).quotes
    return one
