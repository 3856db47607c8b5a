"""Engines that are killed: each is forked from one process, works for a moment, and is gone; then its store is read.

python -m tests.engine.killed FOLDER COUNT SEED
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import sys
import time
from datetime import date
from pathlib import Path
from random import Random

import r2k_tui.engine.services  # noqa: F401  (loaded once, for all that are forked)
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.polling import Cadence, PollSettings, SourceLimits
from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.base import SourceInfo
from r2k_tui.store.store import Store
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import daily_bars
from tests.fakes.scripted_source import ScriptedSource
from tests.pty.processes import Process

TODAY = date(2025, 9, 18)
SYMBOLS = ("^RUT", "IWM", "SPY")
_BARS, _LONGEST_S, _LOOK_S = 60, 0.05, 0.005
_OFTEN = Cadence(0.005, 0.005, 0.005, 0.005)


def forget_calendar() -> None:
    """One of a few days, at hand at once."""
    import numpy as np

    opens = [START - 12600.0 + 86400.0 * day for day in range(-5, 6)]
    hours = ExchangeHours(opens, [bell + 23400.0 for bell in opens], np.array(["2025-09-18"], "datetime64[D]"))
    ExchangeHours.load = lambda _: hours  # type: ignore[method-assign, assignment]


def busy_source() -> ScriptedSource:
    """Every answer has other prices, and now and then another history: all of its bars have one close."""
    source, count = ScriptedSource(), [0]

    def move() -> None:
        count[0] += 1
        for symbol in SYMBOLS:
            source.set_price(symbol, 100.0 + count[0] % 7, time=START + count[0], received_at=START + count[0])
            source.put(daily_bars(symbol, [100.0 + count[0] % 7] * _BARS, TODAY, source="scripted"))

    source.before_quotes = move
    move()
    return source


def live(path: Path) -> None:
    """Be an engine until killed."""
    begun = time.monotonic()
    config = Config(
        watchlist=Watchlist(SYMBOLS),
        poll=PollSettings(quotes=_OFTEN, daily=_OFTEN, intraday=_OFTEN),
        limits=SourceLimits(6000, 1000),
        universe=UniverseSettings(enabled=False),
    )
    store = Store.opened(path, "scripted")

    def clock() -> float:
        return START + time.monotonic() - begun

    engine = Engine(
        EngineSetup(config, SourceInfo("scripted")), busy_source, store, SourceFacts("scripted"), clock, Random(1)
    )

    async def run() -> None:
        engine.restore()
        await engine.start()
        await asyncio.Event().wait()

    asyncio.run(run())


def state_of(path: Path) -> tuple[str, int, int]:
    """What is wrong with a file ("" if nothing), and how many quotes and series it has."""
    if not path.exists():
        return "", 0, 0
    store = Store(path, "scripted")
    try:
        verdict = store._connection.execute("PRAGMA integrity_check").fetchone()[0]
        wrong = "" if verdict == "ok" else str(verdict)
        wrong = wrong or store.notice
        series = 0
        for symbol in SYMBOLS:
            bars = store.bars(symbol, Interval.D1)
            if bars is None:
                continue
            series += 1
            if len(bars) != _BARS or len(set(bars.column("close"))) != 1:
                wrong = wrong or f"half a write: {len(bars)} bars, {len(set(bars.column('close')))} closes"
        return wrong, len(store.quotes()), series
    finally:
        store.close()


def _wait_for_work(pid: int, seconds: float) -> None:
    """Let a process have so much of a processor: on a busy machine it would not come to write within a time."""
    engine = Process(pid, 0, "")
    time.sleep(seconds)
    while engine.cpu_s() < seconds:
        time.sleep(_LOOK_S)


def main(folder: Path, count: int, seed: int) -> int:
    """Kill engines; returns how many stores were not as they should be."""
    forget_calendar()
    chance, path, failed, known = random.Random(seed), folder / f"{seed}.sqlite3", 0, (0, 0)
    for number in range(count):
        pid = os.fork()
        if pid == 0:
            try:
                live(path)
            finally:
                os._exit(1)
        _wait_for_work(pid, chance.uniform(0.0, _LONGEST_S))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        try:
            wrong, quotes, series = state_of(path)
        except sqlite3.Error as error:
            wrong, quotes, series = str(error), 0, 0
        if not wrong and (quotes < known[0] or series < known[1]):
            wrong = f"lost: {known} before, {(quotes, series)} now"
        known = max(known[0], quotes), max(known[1], series)
        if wrong:
            failed += 1
            print(f"{number}: {wrong}", flush=True)
    print(f"{count} killed, {known[0]} quotes and {known[1]} series kept, {failed} stores wrong", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(min(1, main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
