"""Recordings: setup of an engine that writes one, and of an engine that replays one."""

from __future__ import annotations

import logging
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from r2k_tui import __version__
from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.bootstrap.paths import recordings_folder
from r2k_tui.config.schema import Config
from r2k_tui.engine.setup import EngineSetup, RecordSetup, ReplaySetup
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.text import clean
from r2k_tui.sources.base import NewsSource, ProviderChain, Source, SourceError
from r2k_tui.sources.streaming import StreamingSource

if TYPE_CHECKING:
    from r2k_tui.sources.recording.file import RecordingFile
    from r2k_tui.sources.recording.records import RecordingHeader
    from r2k_tui.sources.recording.writer import RecordingWriter

log = logging.getLogger(__name__)
Table = TypeVar("Table")


def record_setup(config: Config) -> RecordSetup | None:
    """Setup of continuous recording; None if the settings do not enable it."""
    settings = config.record
    if not settings.continuous:
        return None
    return RecordSetup(str(recordings_folder(config)), settings.max_mb * 1e6, settings.keep)


def recorded(source: Source, setup: EngineSetup, writer: RecordingWriter) -> Source:
    """Source whose responses are recorded."""
    from r2k_tui.sources.recording.source import RecordingSource

    return RecordingSource(source, writer, lambda started: header_of(source, setup.config, started))


def recorded_continuously(source: Source, setup: EngineSetup, record: RecordSetup) -> Source:
    """Source that is recorded in the folder of the settings; the first response creates the file."""
    from r2k_tui.sources.recording.file import RecordingFile, keep_newest, own_name
    from r2k_tui.sources.recording.writer import RecordingWriter

    def open_file() -> RecordingFile:
        folder = Path(record.folder)
        folder.mkdir(parents=True, exist_ok=True)
        file = RecordingFile(folder / own_name(source.name, f"{datetime.now():%Y%m%d-%H%M%S-%f}"))
        keep_newest(folder, record.keep)
        log.info("recording to %s", file.path)
        return file

    return recorded(source, setup, RecordingWriter(open_file, record.most_bytes))


def header_of(source: Source, config: Config, started: float | None = None) -> RecordingHeader:
    """Header of a recording: everything that its replay needs, and nothing personal."""
    from r2k_tui.sources.recording.records import SCHEMA, RecordingHeader

    can = source.capabilities
    return RecordingHeader(
        SCHEMA,
        __version__,
        source.name,
        time.time() if started is None else started,
        tuple(config.watchlist.symbols),
        can.intervals,
        simulated=can.simulated,
        live=can.live,
        always_open=can.always_open,
        extended_hours=can.extended_hours,
        news=can.news and isinstance(source, NewsSource),
        pushes=isinstance(source, StreamingSource) and source.stream() is not None,
        providers=tuple(s.topic for s in source.providers()) if isinstance(source, ProviderChain) else (),
        quote_cadence_s=can.quote_cadence_s,
        market=msgspec.to_builtins(config.market),
        poll=msgspec.to_builtins(config.poll),
        limits=msgspec.to_builtins(config.limits),
    )


def with_recording(setup: EngineSetup, path: Path, day: str | None, speed: float) -> EngineSetup:
    """The setup of a replay of the recording at `path`, under the settings of its header. Raises UsageError."""
    from r2k_tui.sources.recording.reader import read_header

    try:
        header = read_header(path)
        config = _as_recorded(setup.config, header)
    except SourceError as error:
        raise UsageError(str(error)) from None
    except msgspec.ValidationError as error:
        raise UsageError(f"{path} is no usable recording: its settings: {clean(str(error), 120)}") from None
    begins = new_york_day(header.started).isoformat()
    if day is not None and day != begins:
        raise UsageError(f"--date {day}: the recording {path} begins on {begins}")
    source = msgspec.structs.replace(setup.source, simulated=header.simulated, live=header.live)
    replay = ReplaySetup(begins, speed, begins=header.started)
    return msgspec.structs.replace(setup, config=config, source=source, replay=replay)


def _as_recorded(config: Config, header: RecordingHeader) -> Config:
    """The settings with the symbols, polls and limits of a recording. Raises msgspec.ValidationError."""
    watchlist = {"symbols": list(header.symbols), "groups": []} if header.symbols else {}
    return msgspec.structs.replace(
        config,
        watchlist=_overlaid(config.watchlist, watchlist),
        market=_overlaid(config.market, header.market),
        poll=_overlaid(config.poll, header.poll),
        limits=_overlaid(config.limits, header.limits),
    )


def _overlaid(table: Table, values: dict[str, Any]) -> Table:
    """A table of the settings with those of `values` that it knows, checked as the settings are."""
    old = msgspec.to_builtins(table)
    return msgspec.convert(old | {name: value for name, value in values.items() if name in old}, type(table))
