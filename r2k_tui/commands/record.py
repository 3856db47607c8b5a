"""`r2k record`: an engine without a screen, whose source is recorded."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from r2k_tui.bootstrap.build import build_engine
from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.bootstrap.paths import recordings_folder
from r2k_tui.bootstrap.recording import recorded
from r2k_tui.commands.shared.one_shot import log_to
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, iso, print_problems, write
from r2k_tui.config.sections.watchlist import PortfolioSettings
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.market.feed import FeedStatus, Problem
from r2k_tui.model.text import plural
from r2k_tui.sources.recording.file import RecordingFile, own_name
from r2k_tui.sources.recording.writer import RecordingStats, RecordingWriter

_SPAN = re.compile(r"([1-9]\d{0,4})(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST_S = 31 * 86400
_SHOWN_EVERY_S = 1.0
_CLOSE_S = 10.0
TIME, INTERRUPT, STOPPED = "time", "interrupt", "stopped"


def run(options: Options, span: str, out: Path | None, force: bool) -> int:
    """Record until the time is over, a signal arrives, or the file is full. Returns the exit status."""
    seconds = seconds_of(span) if span else None
    setup = _setup(options)
    log_to(setup)
    path = (out or _own_path(setup)).absolute()
    file = _created(path, force=force)
    session = _Session(setup, file, seconds)
    asyncio.run(session.run())
    return _report(session, json=bool(options.json))


def seconds_of(span: str) -> int:
    """Seconds of a duration such as "30m". Raises UsageError."""
    match = _SPAN.fullmatch(span.strip())
    seconds = int(match[1]) * _SECONDS[match[2]] if match else 0
    if not 0 < seconds <= _LONGEST_S:
        raise UsageError(f"--for {span}: expected a duration such as 30m, 2h or 1d, at most 31d")
    return seconds


def _setup(options: Options) -> EngineSetup:
    """Setup of an engine without a store, holdings or constituents. Raises UsageError."""
    if options.attach:
        raise UsageError("--attach uses the engine of a hub, which does not forward the responses of its source")
    if options.store:
        raise UsageError("--store does not apply: a recording requests every bar, so that it is self-contained")
    if options.as_of:
        raise UsageError("--as-of does not apply: a recording contains what arrives now")
    setup = options.setup()
    if setup.replay is not None:
        raise UsageError("a replay is a recording already: copy the file instead")
    config = msgspec.structs.replace(
        setup.config,
        portfolio=PortfolioSettings(),
        alerts=(),
        universe=msgspec.structs.replace(setup.config.universe, enabled=False),
    )
    return msgspec.structs.replace(setup, config=config, store="")


def _own_path(setup: EngineSetup) -> Path:
    folder = recordings_folder(setup.config)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make the folder {folder}: {error.strerror}") from None
    return folder / own_name(setup.source.name, f"{datetime.now():%Y%m%d-%H%M%S-%f}")


def _created(path: Path, *, force: bool) -> RecordingFile:
    try:
        return RecordingFile(path, replace=force)
    except FileExistsError:
        raise UsageError(f"{path} exists; --force replaces it") from None
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None


class _Session:
    """One recording. `seconds` None: until a signal."""

    def __init__(self, setup: EngineSetup, file: RecordingFile, seconds: int | None) -> None:
        self.setup, self.path, self.seconds = setup, file.path, seconds
        self._file = file
        self.began = self.ended_at = time.time()
        self.ended = TIME
        self.feeds: tuple[FeedStatus, ...] = ()
        self._over = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.writer = RecordingWriter(lambda: file, setup.config.record.max_mb * 1e6, on_stop=self._stopped)

    @property
    def stats(self) -> RecordingStats:
        """Progress of the recording."""
        return self.writer.stats

    async def run(self) -> None:
        """Record to the end."""
        self._loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            self._loop.add_signal_handler(number, self._interrupted)
        engine = build_engine(self.setup, wrap=lambda source: recorded(source, self.setup, self.writer))
        line = _ProgressLine(sys.stderr.isatty())
        try:
            engine.restore()
            await engine.start()
            await self._wait(line)
        finally:
            line.erase()
            await self._close(engine)

    async def _wait(self, line: _ProgressLine) -> None:
        started = time.monotonic()
        while (left := self._left(started)) > 0 and not self._over.is_set():
            line.show(self._progress(time.monotonic() - started))
            waiting = asyncio.create_task(self._over.wait())
            await asyncio.wait({waiting}, timeout=min(left, _SHOWN_EVERY_S))
            waiting.cancel()

    def _left(self, started: float) -> float:
        return float("inf") if self.seconds is None else started + self.seconds - time.monotonic()

    async def _close(self, engine: Engine) -> None:
        self.feeds = tuple(engine.market.feeds.values())
        await asyncio.to_thread(self.writer.close, self.ended)
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_S):
                await engine.close()
        self.ended_at = time.time()
        if not self.writer.began:
            self._file.close()

    def _interrupted(self) -> None:
        if self._over.is_set():
            os._exit(128 + signal.SIGINT)  # a second one: the user does not want to wait for the source
        self.ended = INTERRUPT
        self._over.set()

    def _stopped(self) -> None:
        """Called in the writer's thread."""
        self.ended = STOPPED
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._over.set)

    def _progress(self, elapsed: float) -> str:
        stats, span = self.stats, f" of {timedelta(seconds=self.seconds)}" if self.seconds else ""
        return (
            f"recording {timedelta(seconds=int(elapsed))}{span}: {plural(stats.answers, 'answer')}, "
            f"{plural(stats.failures, 'failure')}, {stats.bytes / 1e6:.1f} MB; Ctrl+C ends it"
        )


class _ProgressLine:
    """Progress line on a terminal, overwritten with each update and erased at the end."""

    def __init__(self, visible: bool) -> None:
        self._visible, self._drawn = visible, 0

    def show(self, text: str) -> None:
        """Replace the text of the line."""
        if self._visible:
            sys.stderr.write("\r" + text.ljust(self._drawn))
            sys.stderr.flush()
            self._drawn = len(text)

    def erase(self) -> None:
        """Leave an empty line."""
        self.show("")
        if self._drawn == 0 and self._visible:
            sys.stderr.write("\r")


def _report(session: _Session, *, json: bool) -> int:
    stats, problems = session.stats, _problems(session)
    if json:
        data = {
            "file": str(session.path) if stats.bytes else None,
            "started": iso(session.began),
            "ended": iso(session.ended_at),
            "ended_by": session.ended,
            **{name: getattr(stats, name) for name in ("bytes", "answers", "quotes", "bars", "failures", "dropped")},
        }
        write(envelope("record", session.setup.facts, data, None, problems))
    print_problems(problems)
    if not json or sys.stderr.isatty():
        print(_summary(session), file=sys.stderr)
    if not stats.quotes and not stats.bars:
        return 3
    return 1 if problems else 0


def _problems(session: _Session) -> tuple[Problem, ...]:
    stats = session.stats
    found = []
    if stats.dropped:
        found.append(Problem("", "partial", f"{plural(stats.dropped, 'answer')} could not be recorded"))
    if stats.stopped:
        found.append(Problem("", "partial", stats.stopped))
    if not stats.quotes and not stats.bars and not stats.stopped:
        why = next((feed.message for feed in session.feeds if feed.message), "nothing arrived")
        found.append(Problem("", "no_data", f"no quotes and no bars: {why}"))
    return tuple(found)


def _summary(session: _Session) -> str:
    stats = session.stats
    elapsed = timedelta(seconds=round(session.ended_at - session.began))
    if not stats.answers:
        return f"r2k: nothing was recorded in {elapsed}"
    return (
        f"r2k: recorded {elapsed} to {session.path}: {plural(stats.answers, 'answer')}, "
        f"{plural(stats.failures, 'failure')}, {stats.bytes / 1e6:.2f} MB; "
        f"play it: r2k --source replay --data {session.path}"
    )
