"""What a record of somebody else may say: text without escapes, numbers that are some, series that are series."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import pytest

from r2k_tui.model.market.bars import Bars, Interval, pack_floats, pack_times
from r2k_tui.model.market.feed import FeedStatus, Problem
from r2k_tui.model.market.news import Headline
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.recording.cleaning import cleaned
from r2k_tui.sources.recording.records import (
    BarsRecord,
    EndRecord,
    NewsRecord,
    OpinionRecord,
    QuotesRecord,
    RecordedFailure,
    StatusRecord,
    StreamRecord,
    TicksRecord,
)
from r2k_tui.sources.streaming import Tick
from tests.cases import cases
from tests.fakes.recording_file import failed, minutes, quotes

BAD = "a\x1b]0;owned\x07\u202e[red]\nb"
LONG = "x" * 10_000


def texts(value: Any) -> list[str]:
    """All strings in a value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, msgspec.Struct):
        return [text for name in value.__struct_fields__ for text in texts(getattr(value, name))]
    if isinstance(value, dict):
        return [text for item in value.items() for text in texts(item)]
    return [text for item in value for text in texts(item)] if isinstance(value, tuple | list) else []


@pytest.mark.parametrize("bad", [BAD, LONG], ids=["escapes", "long"])
def test_no_text_escapes(bad: str) -> None:
    quote = Quote(bad, 1.0, currency=bad, name=bad, source=bad, exchange=bad)
    problem = Problem(bad, bad, bad)
    failure = RecordedFailure(bad, bad)
    records = [
        QuotesRecord(1.0, 1.0, (bad,), (quote,), (problem,), {bad: {"price": 1.0}}, failure),
        BarsRecord(1.0, 1.0, bad, Interval.D1, None, Bars(bad, Interval.D1, source=bad, note=bad), (problem,), failure),
        NewsRecord(1.0, 1.0, bad, (Headline(bad, bad, None, "javascript:x", (bad,), bad),), failure),
        OpinionRecord(1.0, 1.0, bad, bad, quote),
        StatusRecord(1.0, FeedStatus(bad, message=bad, progress=bad)),
        TicksRecord(1.0, (Tick(bad, 1.0),)),
        StreamRecord(1.0, up=False, message=bad),
    ]
    for record in records:
        for text in texts(cleaned(record)):
            assert text.isprintable() and len(text) <= 300, (type(record), text[:50])


def test_good_records_are_unchanged() -> None:
    for record in (quotes(1.0, 2400.5, 240.0), failed(1.0, "rate_limited", "no", 1e9), minutes(1.0, 1.0, math.nan)):
        assert cleaned(record) == record
    assert cleaned(EndRecord(1.0, "end")) == EndRecord(1.0, "end")


@cases("odd", [math.nan, math.inf, -math.inf, 1e300])
def test_a_number_that_is_none_is_absent(odd: float) -> None:
    record = cleaned(QuotesRecord(1.0, 1.0, ("A",), (Quote("A", odd, 5.0, volume=odd, time=odd, decimals=99),)))
    assert isinstance(record, QuotesRecord)
    (quote,) = record.quotes
    assert (quote.price, quote.previous_close, quote.volume, quote.time, quote.decimals) == (
        None,
        5.0,
        None,
        None,
        None,
    )


@pytest.mark.parametrize("odd", [math.nan, math.inf])
def test_a_required_number_that_is_none_refuses_the_record(odd: float) -> None:
    for record in (
        QuotesRecord(odd, 1.0, ("A",)),
        QuotesRecord(1.0, 1.0, ("A",), (Quote("A", 1.0, received_at=odd),)),
        TicksRecord(1.0, (Tick("A", odd),)),
        StreamRecord(1.0, up=False, wait_s=odd),
    ):
        with pytest.raises(ValueError, match="impossible number"):
            cleaned(record)


def test_only_prices_are_disputed() -> None:
    record = cleaned(QuotesRecord(1.0, 1.0, ("A",), (), (), {"A": {"bid": 1.0, "symbol": 2.0, "ask": math.inf}}))
    assert isinstance(record, QuotesRecord)
    assert record.disputed == {"A": {"bid": 1.0}}


@cases(
    ("changes", "words"),
    [
        ({"close": pack_floats([1.0])}, "different lengths"),
        ({"time": b"123"}, "different lengths"),
        ({"time": pack_times([120, 60])}, "do not ascend"),
        ({"time": pack_times([60, 60])}, "do not ascend"),
        ({"time": pack_times([60, 2**62])}, "impossible time"),
        ({"high": pack_floats([math.inf, 1.0])}, "infinite"),
    ],
)
def test_a_series_that_is_none_is_refused(changes: dict[str, bytes], words: str) -> None:
    record = minutes(1.0, 1.0, 2.0)
    assert record.bars is not None
    broken = msgspec.structs.replace(record, bars=msgspec.structs.replace(record.bars, **changes))
    with pytest.raises(ValueError, match=words):
        cleaned(broken)
