"""The sources by name: those of R2K and those of installed packages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from r2k_tui.config import Config
from r2k_tui.sources.base import Source

ENTRY_POINTS = "r2k_tui.sources"


class UnknownSource(Exception):
    """No source of that name is here."""


class SourceOptions(msgspec.Struct, frozen=True):
    """What a source is built from."""

    config: Config
    data: Path | None
    cache: Path
    as_of: date | None = None


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
    from r2k_tui.sources.yahoo import YahooSettings, YahooSource

    settings = msgspec.convert(msgspec.structs.asdict(options.config.yahoo), YahooSettings)
    return YahooSource(settings, options.cache / "yahoo")


def _csv(options: SourceOptions) -> Source:
    from r2k_tui.sources.csv_folder import CsvFolderSource

    return CsvFolderSource(options.data or Path())


def _demo(options: SourceOptions) -> Source:
    from r2k_tui.sources.demo import DemoSource

    return DemoSource()


_BUILT_IN = {
    "yahoo": SourceEntry("yahoo", _yahoo),
    "csv": SourceEntry("csv", _csv, live=False, keeps_store=False, needs_data=True),
    "demo": SourceEntry("demo", _demo, simulated=True, keeps_store=False),
}
