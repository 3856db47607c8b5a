"""The sources by name: those of R2K and those of installed packages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.source import ENTRY_POINTS
from r2k_tui.sources.base import NotFound, Source, SourceInfo
from r2k_tui.sources.cboe.info import INFO as CBOE
from r2k_tui.sources.cboe_history.info import INFO as CBOE_HISTORY
from r2k_tui.sources.csv_folder.info import INFO as CSV
from r2k_tui.sources.demo.info import INFO as DEMO
from r2k_tui.sources.nasdaq.info import INFO as NASDAQ
from r2k_tui.sources.replay.info import INFO as REPLAY
from r2k_tui.sources.yahoo.info import INFO as YAHOO
from r2k_tui.sources.yahoo_chart.info import INFO as YAHOO_CHART

if TYPE_CHECKING:
    from r2k_tui.sources.replay.recording import StoredBars


class UnknownSource(Exception):
    """No source has that name."""


class SourceOptions(msgspec.Struct, frozen=True):
    """What a source is built from. `day` and `stored` (bars that the store holds) belong to a replay; `clock` is the
    engine's, None for that of the machine. `publishes`: its data goes to a hub."""

    config: Config
    data: Path | None
    cache: Path
    as_of: date | None = None
    day: date | None = None
    stored: StoredBars | None = None
    clock: Callable[[], float] | None = None
    publishes: bool = False


class SourceEntry(msgspec.Struct, frozen=True):
    """A source that can be built, and what is known of it before; `needs_data`: it reads a folder of files.

    `make_provider` builds it as one provider of a chain, where it is more than that by itself.
    """

    info: SourceInfo
    make: Callable[[SourceOptions], Source]
    needs_data: bool = False
    make_provider: Callable[[SourceOptions], Source] | None = None


def find(name: str) -> SourceEntry:
    """The entry of a source. Raises UnknownSource, which lists the names there are."""
    if name in SOURCES:
        return SOURCES[name]
    from importlib.metadata import entry_points

    installed = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    if name in installed:
        make = installed[name].load()
        return SourceEntry(_info_of(make, name), make)
    raise UnknownSource(f"no source {name!r}; there are {', '.join([*SOURCES, *sorted(installed)])}")


def opt_in_providers() -> tuple[SourceInfo, ...]:
    """Providers that only the user adds to a chain, because their terms restrict automated use."""
    return tuple(entry.info for entry in SOURCES.values() if entry.info.opt_in)


def _info_of(make: Callable[[SourceOptions], Source], name: str) -> SourceInfo:
    """What an installed source says of itself: `info` on its factory, or `INFO` in the factory's module."""
    module = sys.modules.get(getattr(make, "__module__", ""))
    info = getattr(make, "info", None) or getattr(module, "INFO", None)
    return msgspec.structs.replace(info, name=name) if isinstance(info, SourceInfo) else SourceInfo(name)


def _chain(options: SourceOptions) -> Source:
    from r2k_tui.sources.chain.build import ChainPlan, ProviderEntry, build_chain

    def provider(name: str) -> ProviderEntry:
        entry = find(name)
        return ProviderEntry(entry.info, lambda: (entry.make_provider or entry.make)(options))

    plan = ChainPlan(YAHOO, options.config, options.publishes, options.clock)
    return build_chain(plan, provider, opt_in_providers())


def _yahoo(options: SourceOptions) -> Source:
    from r2k_tui.sources.yahoo.source import YahooSource

    return YahooSource(options.config.yahoo, options.cache / "yahoo")


def _yahoo_chart(options: SourceOptions) -> Source:
    from r2k_tui.sources.yahoo_chart.source import YahooChartSource

    return YahooChartSource(options.config.yahoo)


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
    if options.data is not None and options.data.is_file():
        return _recorded(options.data, options)
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


def _recorded(path: Path, options: SourceOptions) -> Source:
    from r2k_tui.sources.recording.reader import read
    from r2k_tui.sources.replay.recorded_source import RecordedSource

    return RecordedSource(read(path), options.clock)


SOURCES = {
    entry.info.name: entry
    for entry in (
        SourceEntry(YAHOO, _chain, make_provider=_yahoo),
        SourceEntry(YAHOO_CHART, _yahoo_chart),
        SourceEntry(CSV, _csv, needs_data=True),
        SourceEntry(DEMO, _demo),
        SourceEntry(REPLAY, _replay),
        SourceEntry(CBOE, _cboe),
        SourceEntry(NASDAQ, _nasdaq),
        SourceEntry(CBOE_HISTORY, _cboe_history),
    )
}
