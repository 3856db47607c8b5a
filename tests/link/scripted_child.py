"""The program of the real child, with the scripted engine in it; its argument says how it behaves.

plain: well. prints: everything writes to stdout. hangs: looking up `SLOW` leaves a thread that never returns, and the
price of `GLD` is 1 when it has begun. garbage: bytes that are no message. silent: reads its setup and says nothing.
exits: says why on stderr and ends.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Sequence

from r2k_tui.bootstrap import engine_process
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.sources.base import QuoteBatch
from tests.fakes.scripted_source import ScriptedSource
from tests.link.scripted_engine import moving_engine, moving_source, plain_hours


def _noisy(source: ScriptedSource) -> None:
    quiet = source.before_quotes

    def noise() -> None:
        quiet()
        print("a library prints")
        os.write(1, b"\x00\x00\x00\x04 and writes past Python\n")
        sys.stdout.flush()

    source.before_quotes = noise


def _hanging(source: ScriptedSource) -> None:
    plain = source.quotes

    def hang() -> None:
        source.set_price("GLD", 1.0)
        time.sleep(600)

    async def quotes(symbols: Sequence[str]) -> QuoteBatch:
        if "SLOW" in symbols:
            await asyncio.to_thread(hang)
        return await plain(symbols)

    source.quotes = quotes  # type: ignore[method-assign]


def _build(setup: EngineSetup) -> Engine:
    source = moving_source()
    if sys.argv[1] == "prints":
        print("printed at birth")
        _noisy(source)
    if sys.argv[1] == "hangs":
        _hanging(source)
    return moving_engine(setup, source)


def main() -> None:
    """Do as the argument says."""
    way = sys.argv[1]
    if way == "exits":
        sys.exit("noise before\n\x1b[31mthe reason why")
    if way == "garbage":
        os.write(1, (12).to_bytes(4, "big") + b"not msgpack!")
        time.sleep(600)
    if way == "silent":
        os.read(0, 2**16)
        time.sleep(600)
    ExchangeHours.load = plain_hours  # type: ignore[method-assign, assignment]
    engine_process.main(_build)


if __name__ == "__main__":
    main()
