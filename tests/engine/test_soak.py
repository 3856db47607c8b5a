"""A trading week in a few seconds: nothing of what an engine holds grows with time."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.polling import Cadence, PollSettings, SourceLimits
from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.base import SourceInfo, Unavailable
from r2k_tui.store.store import Store
from tests.engine.fast_time import FastLoop
from tests.engine.stage import SYMBOLS, filled_source
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import bars_at, daily_bars, wave

pytestmark = pytest.mark.slow
_DAY_S, _DAYS = 86400.0, 7.0
_SPEED = _DAYS * _DAY_S / 16.0
_SAMPLES = 40
_PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 1e6


class Sample(NamedTuple):
    """What this process holds."""

    rss_mb: float
    threads: int
    files: int
    tasks: int


def sample() -> Sample:
    """Taken after a search for garbage, so that what only waits to be collected does not count."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    files = len(list(Path("/proc/self/fd").iterdir()))
    return Sample(pages * _PAGE_MB, threading.active_count(), files, len(asyncio.all_tasks()))


@pytest.mark.slow(seconds=20)
def test_a_week(tmp_path: Path, exchange: ExchangeHours, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)
    with asyncio.Runner(loop_factory=lambda: FastLoop(_SPEED)) as runner:
        samples, phases, polls, failures = runner.run(_week(tmp_path / "r2k.sqlite3"))
    assert phases == set(Phase), "nights, mornings, sessions, evenings"
    assert polls > 300
    assert failures > 3, "and the source was down now and then"
    # The least of each quarter: work in flight at the moment of a sample adds to it; only what is kept raises it.
    second, last = _least(samples[_SAMPLES // 4 : _SAMPLES // 2]), _least(samples[-_SAMPLES // 4 :])
    assert last.rss_mb - second.rss_mb < 8.0, samples
    assert last.threads - second.threads < 2, samples
    assert last.files - second.files < 2, samples
    assert last.tasks - second.tasks < 2, samples


def _least(samples: list[Sample]) -> Sample:
    return Sample(*(min(values) for values in zip(*samples, strict=True)))


async def _week(path: Path) -> tuple[list[Sample], set[Phase], int, int]:
    loop, source, chance = asyncio.get_running_loop(), filled_source(), Random(1)
    # So few that all of them are there before it is counted: a pool grows to its size in its own time.
    loop.set_default_executor(ThreadPoolExecutor(2))

    def clock() -> float:
        return START + loop.time()

    def move() -> None:
        now = clock()
        for symbol in SYMBOLS:
            source.set_price(symbol, 100.0 + chance.random(), time=now, received_at=now)
            source.put(bars_at([int(now) // 60 * 60 - 60 * i for i in range(30, 0, -1)], [100.0] * 30, symbol))
            day = date.fromtimestamp(now)
            source.put(daily_bars(symbol, wave(400, 90.0), day, source="scripted"))

    source.before_quotes = move
    often, slowly = Cadence(900.0, 300.0, 900.0), Cadence(3600.0, 1800.0, 3600.0)
    config = Config(
        watchlist=Watchlist(SYMBOLS),
        poll=PollSettings(quotes=often, intraday=often, daily=slowly),
        limits=SourceLimits(6000, 1000),
        universe=UniverseSettings(enabled=False),
    )
    store = Store.opened(path, "scripted")
    engine = Engine(
        EngineSetup(config, SourceInfo("scripted")), lambda: source, store, SourceFacts("scripted"), clock, chance
    )
    reader = engine.subscribe()
    samples: list[Sample] = []
    phases: set[Phase] = set()
    failures = 0
    engine.restore()
    await engine.start()
    await engine.settle()
    for number in range(_SAMPLES):
        source.heal("quotes")
        if number % 5 == 4:
            source.fail("quotes", Unavailable("no route"))
        until = (number + 1) * _DAYS * _DAY_S / _SAMPLES
        while loop.time() < until:
            frame = await reader.next_frame()
            phases |= {frame.session.phase} if frame.session else set()
            failures += sum(s.topic == "quotes" and s.state is FeedState.FAILING for s in frame.feeds)
        samples.append(sample())
    polls = source.count("quotes")
    reader.close()
    await engine.close()
    return samples, phases, polls, failures
