"""Records keep their value on the way through a file."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.news import Headline
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.recording.records import (
    DroppedRecord,
    EndRecord,
    NewsRecord,
    OpinionRecord,
    Record,
    RecordingHeader,
    StatusRecord,
    StreamRecord,
    TicksRecord,
)
from r2k_tui.sources.streaming import Tick, TradingHours
from tests.cases import cases
from tests.fakes.recording_file import HEADER, failed, minutes, quotes

EACH: list[Record] = [
    quotes(1.0, 2400.5, 240.25),
    failed(2.0, "rate_limited", "no", 1e9),
    minutes(3.0, 1.0, 2.0),
    NewsRecord(1.0, 2.0, "IWM", (Headline("Small caps rise"),)),
    OpinionRecord(1.0, 2.0, "IWM", "yahoo", Quote("IWM", 1.0)),
    StatusRecord(1.0, FeedStatus("yahoo", FeedState.FAILING)),
    TicksRecord(1.0, (Tick("IWM", 1.0, hours=TradingHours.PRE),)),
    StreamRecord(1.0, up=False, message="gone", wait_s=3.0),
    DroppedRecord(1.0, 5),
    EndRecord(1.0, "end"),
]


@cases("record", EACH)
def test_a_record_comes_back_as_it_was(record: Record) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(record), type=Record) == record


def test_every_kind_of_record_is_tried() -> None:
    assert {type(record) for record in EACH} == set(Record.__args__)  # type: ignore[attr-defined]


def test_the_header_comes_back_as_it_was() -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(HEADER), type=RecordingHeader) == HEADER
