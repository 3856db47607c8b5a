"""The sources by name: those of R2K and those of installed packages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from r2k_tui.config.schema import Config
from r2k_tui.sources.base import NotFound, Source

if TYPE_CHECKING:
    from r2k_tui.sources.replay.recording import BarShelf

ENTRY_POINTS = "r2k_tui.sources"


class UnknownSource(Exception):
    """No source of that name is here."""


class SourceOptions(msgspec.Struct, frozen=True):
    """What a source is built from. `day`, `shelf` (bars that the store has kept) and `clock` belong to a replay."""

    config: Config
    data: Path | None
    cache: Path
    as_of: date | None = None
    day: date | None = None
    shelf: BarShelf | None = None
    clock: Callable[[], float] | None = None


class SourceEntry(msgspec.Struct, frozen=True):
    """A source that can be built; the flags say of it what a screen must know before it is loaded."""

    name: str
    make: Callable[[SourceOptions], Source]
    live: bool = True
    simulated: bool = False
    keeps_store: bool = True
    needs_data: bool = False


def find(name: str) -> SourceEntry:
    """The entry of a source. Raises UnknownSource, which names those there are."""
    if name in _BUILT_IN:
        return _BUILT_IN[name]
    from importlib.metadata import entry_points

    installed = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    if name in installed:
        return SourceEntry(name, installed[name].load())
    raise UnknownSource(f"no source {name!r}; there are {', '.join([*_BUILT_IN, *sorted(installed)])}")


def _yahoo(options: SourceOptions) -> Source:
    from r2k_tui.sources.yahoo.settings import YahooSettings
    from r2k_tui.sources.yahoo.source import YahooSource

    settings = msgspec.convert(msgspec.structs.asdict(options.config.yahoo), YahooSettings)
    return YahooSource(settings, options.cache / "yahoo")


def _csv(options: SourceOptions) -> Source:
    from r2k_tui.sources.csv_folder.source import CsvFolderSource

    return CsvFolderSource(options.data or Path(), told_until=options.as_of)


def _demo(options: SourceOptions) -> Source:
    from r2k_tui.sources.demo.source import DemoSource

    return DemoSource()


def _replay(options: SourceOptions) -> Source:
    from r2k_tui.sources.replay.folder import FolderRecording
    from r2k_tui.sources.replay.recording import Recording
    from r2k_tui.sources.replay.source import ReplaySource
    from r2k_tui.sources.replay.stored import StoredRecording

    if options.day is None or (options.data is None and options.shelf is None):
        raise NotFound("a replay needs a day, and a folder or a store to take it from")
    shelf, config = options.shelf, options.config
    recording: Recording
    if options.data is not None:
        recording = FolderRecording(options.data, shelf)
    elif shelf is not None:
        recording = StoredRecording(shelf)
    symbols = dict.fromkeys((config.market.index, *config.watchlist.symbols))
    return ReplaySource(recording, options.day, tuple(symbols), options.clock)


_BUILT_IN = {
    "yahoo": SourceEntry("yahoo", _yahoo),
    "csv": SourceEntry("csv", _csv, live=False, keeps_store=False, needs_data=True),
    "demo": SourceEntry("demo", _demo, simulated=True, keeps_store=False),
    "replay": SourceEntry("replay", _replay, keeps_store=False),
}
