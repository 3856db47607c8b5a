"""Recordings made by a test: records as they say, in a file as the writer makes it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.recording.frames import MARK, packed
from r2k_tui.sources.recording.records import (
    SCHEMA,
    BarsRecord,
    EndRecord,
    QuotesRecord,
    Record,
    RecordedFailure,
    RecordingHeader,
)
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import bars_at

SYMBOLS = ("^RUT", "IWM")
HEADER = RecordingHeader(SCHEMA, "0.1", "scripted", START, SYMBOLS, (Interval.M1, Interval.D1))


def quotes(after_s: float, *prices: float, symbols: Sequence[str] = SYMBOLS, **fields: Any) -> QuotesRecord:
    """An answer `after_s` seconds after the beginning, half a second after its request: prices in order of symbols."""
    at = START + after_s
    found = tuple(
        Quote(symbol, price, price, time=at - 1, received_at=at, source="scripted", **fields)
        for symbol, price in zip(symbols, prices, strict=False)
    )
    missing = tuple(Problem(name, "not_found", f"nobody knows {name}") for name in symbols[len(prices) :])
    return QuotesRecord(at - 0.5, at, tuple(symbols), found, missing)


def failed(after_s: float, kind: str, message: str, retry_at: float | None = None) -> QuotesRecord:
    """A poll that failed."""
    at = START + after_s
    return QuotesRecord(at - 0.5, at, SYMBOLS, failure=RecordedFailure(kind, message, retry_at))


def minutes(after_s: float, *closes: float, first: int = 0, since: float | None = None) -> BarsRecord:
    """Minute bars of IWM from minute `first` before the beginning on."""
    at, begin = START + after_s, int(START) // 60 * 60 - 600 + 60 * first
    times = [begin + 60 * place for place in range(len(closes))]
    return BarsRecord(at - 0.2, at, "IWM", Interval.M1, since, bars_at(times, closes, interval=Interval.M1))


def block(*records: Record) -> bytes:
    """One block with its frame."""
    data = [msgspec.msgpack.encode(record) for record in records]
    return packed(b"".join(len(one).to_bytes(4, "big") + one for one in data))


def write_file(path: Path, *records: Record, header: Any = HEADER, ended: bool = True) -> Path:
    """A recording with one record in each block."""
    end = [EndRecord(records[-1].at if records else START, "end")] if ended else []
    head = MARK + packed(msgspec.msgpack.encode(header))
    path.write_bytes(head + b"".join(block(record) for record in (*records, *end)))
    return path
