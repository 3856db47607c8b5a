"""The sources by name: those of R2K and those of installed packages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from r2k_tui.config.schema import Config
from r2k_tui.sources.base import NotFound, Source, SourceInfo
from r2k_tui.sources.cboe.info import INFO as CBOE
from r2k_tui.sources.cboe_history.info import INFO as CBOE_HISTORY
from r2k_tui.sources.csv_folder.info import INFO as CSV
from r2k_tui.sources.demo.info import INFO as DEMO
from r2k_tui.sources.nasdaq.info import INFO as NASDAQ
from r2k_tui.sources.replay.info import INFO as REPLAY
from r2k_tui.sources.yahoo.info import INFO as YAHOO

if TYPE_CHECKING:
    from r2k_tui.sources.replay.recording import StoredBars

ENTRY_POINTS = "r2k_tui.sources"


class UnknownSource(Exception):
    """No source has that name."""


class SourceOptions(msgspec.Struct, frozen=True):
    """What a source is built from. `day`, `stored` (bars that the store holds) and `clock` belong to a replay."""

    config: Config
    data: Path | None
    cache: Path
    as_of: date | None = None
    day: date | None = None
    stored: StoredBars | None = None
    clock: Callable[[], float] | None = None


class SourceEntry(msgspec.Struct, frozen=True):
    """A source that can be built, and what is known of it before; `needs_data`: it reads a folder of files."""

    info: SourceInfo
    make: Callable[[SourceOptions], Source]
    needs_data: bool = False


def find(name: str) -> SourceEntry:
    """The entry of a source. Raises UnknownSource, which lists the names there are."""
    if name in _BUILT_IN:
        return _BUILT_IN[name]
    from importlib.metadata import entry_points

    installed = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    if name in installed:
        make = installed[name].load()
        return SourceEntry(_info_of(make, name), make)
    raise UnknownSource(f"no source {name!r}; there are {', '.join([*_BUILT_IN, *sorted(installed)])}")


def _info_of(make: Callable[[SourceOptions], Source], name: str) -> SourceInfo:
    """What an installed source says of itself: `info` on its factory, or `INFO` in the factory's module."""
    module = sys.modules.get(getattr(make, "__module__", ""))
    info = getattr(make, "info", None) or getattr(module, "INFO", None)
    return msgspec.structs.replace(info, name=name) if isinstance(info, SourceInfo) else SourceInfo(name)


def _yahoo(options: SourceOptions) -> Source:
    from r2k_tui.sources.yahoo.source import YahooSource

    return YahooSource(options.config.yahoo, options.cache / "yahoo")


def _cboe(options: SourceOptions) -> Source:
    from r2k_tui.sources.cboe.source import CboeSource

    return CboeSource(options.config.cboe)


def _cboe_history(options: SourceOptions) -> Source:
    from r2k_tui.sources.cboe_history.source import CboeHistorySource

    return CboeHistorySource(options.config.cboe)


def _nasdaq(options: SourceOptions) -> Source:
    from r2k_tui.sources.nasdaq.source import NasdaqSource

    return NasdaqSource(options.config.nasdaq)


def _csv(options: SourceOptions) -> Source:
    from r2k_tui.sources.csv_folder.source import CsvFolderSource

    return CsvFolderSource(options.data or Path(), report_until=options.as_of)


def _demo(options: SourceOptions) -> Source:
    from r2k_tui.sources.demo.source import DemoSource

    return DemoSource()


def _replay(options: SourceOptions) -> Source:
    from r2k_tui.sources.replay.folder import FolderRecording
    from r2k_tui.sources.replay.recording import Recording
    from r2k_tui.sources.replay.source import ReplaySource
    from r2k_tui.sources.replay.stored import StoredRecording

    if options.day is None or (options.data is None and options.stored is None):
        raise NotFound("a replay needs a day, and a folder or a store to take it from")
    stored, config = options.stored, options.config
    recording: Recording
    if options.data is not None:
        recording = FolderRecording(options.data, stored)
    elif stored is not None:
        recording = StoredRecording(stored)
    symbols = dict.fromkeys((config.market.index, *config.watchlist.symbols))
    return ReplaySource(recording, options.day, tuple(symbols), options.clock)


_BUILT_IN = {
    entry.info.name: entry
    for entry in (
        SourceEntry(YAHOO, _yahoo),
        SourceEntry(CSV, _csv, needs_data=True),
        SourceEntry(DEMO, _demo),
        SourceEntry(REPLAY, _replay),
        SourceEntry(CBOE, _cboe),
        SourceEntry(NASDAQ, _nasdaq),
        SourceEntry(CBOE_HISTORY, _cboe_history),
    )
}
