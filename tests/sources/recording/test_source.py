"""A source that is recorded behaves as it did, and what it answered is in the recording."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import (
    ClosesSource,
    FactorSource,
    FundFactsSource,
    HoldingsSource,
    MacroSource,
    NewsSource,
    NotFound,
    PartialSource,
    ProviderChain,
    QuoteBatch,
    RateLimited,
    Source,
    Unavailable,
)
from r2k_tui.sources.demo.source import DemoSource
from r2k_tui.sources.member_data import EventsSource
from r2k_tui.sources.recording.file import RecordingFile
from r2k_tui.sources.recording.reader import read
from r2k_tui.sources.recording.records import (
    BarsRecord,
    EndRecord,
    NewsRecord,
    OpinionRecord,
    QuotesRecord,
    Record,
    RecordedFailure,
    RecordingHeader,
    StatusRecord,
)
from r2k_tui.sources.recording.source import RecordingSource
from r2k_tui.sources.recording.writer import RecordingWriter
from r2k_tui.sources.streaming import StreamingSource
from tests.engine.virtual_time import START
from tests.fakes.recording_file import HEADER, minutes
from tests.fakes.scripted_source import NEWSY, ScriptedSource

OPTIONAL = (
    PartialSource,
    ProviderChain,
    NewsSource,
    HoldingsSource,
    ClosesSource,
    MacroSource,
    FactorSource,
    FundFactsSource,
    EventsSource,
    StreamingSource,
)


class Ticking:
    """A clock that shows a second more at each look."""

    now = START

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


class Bare:
    """A source with nothing optional."""

    name = identity = "bare"
    capabilities = NEWSY

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        raise NotImplementedError

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> Any:
        raise NotImplementedError

    async def close(self) -> None:
        """See Source."""


class Chain(ScriptedSource):
    """A chain of two providers."""

    call: Callable[[FeedStatus], None]

    def providers(self) -> tuple[FeedStatus, ...]:
        return (FeedStatus("first"), FeedStatus("second"))

    def when_changed(self, call: Callable[[FeedStatus], None]) -> None:
        self.call = call

    def insist(self) -> None:
        self.insisted = True

    async def second_opinion(self, symbol: str, besides: str) -> Quote | None:
        return Quote(symbol, 5.0, source="second") if besides == "first" else None


def recording(inner: Source, path: Path) -> RecordingSource:
    clock = Ticking()
    writer = RecordingWriter(lambda: RecordingFile(path), 1e6, clock)
    return RecordingSource(inner, writer, lambda _: HEADER, clock)


async def records_of(source: RecordingSource, path: Path) -> tuple[Record, ...]:
    await source.close()
    *records, end = read(path).records
    assert isinstance(end, EndRecord)
    return tuple(records)


@pytest.mark.parametrize("inner", [Bare(), ScriptedSource(), DemoSource(), Chain()], ids=lambda one: type(one).__name__)
def test_it_has_what_its_source_has_and_no_more(inner: Source, tmp_path: Path) -> None:
    source = recording(inner, tmp_path / "a")
    assert (source.name, source.identity, source.capabilities) == (inner.name, inner.identity, inner.capabilities)
    for protocol in OPTIONAL:
        assert isinstance(source, protocol) == isinstance(inner, protocol), protocol


async def test_answers_pass_through_and_are_recorded(tmp_path: Path) -> None:
    inner, path = ScriptedSource(NEWSY), tmp_path / "a"
    inner.set_price("IWM", 240.0)
    bars = minutes(0.0, 1.0, 2.0).bars
    assert bars is not None
    inner.put(bars)
    inner.tell("IWM", "Small caps rise", START)
    source = recording(inner, path)
    batch = await source.quotes(["IWM", "NONE"])
    assert batch == await inner.quotes(["IWM", "NONE"])
    assert (await source.bars("IWM", Interval.M1, 60.0)).bars == bars
    news: Any = source
    headlines = await news.news("IWM")
    assert await records_of(source, path) == (
        QuotesRecord(START + 2, START + 3, ("IWM", "NONE"), batch.quotes, batch.problems),
        BarsRecord(START + 4, START + 5, "IWM", Interval.M1, 60.0, bars),
        NewsRecord(START + 6, START + 7, "IWM", headlines),
    )
    assert inner.closed == 1


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (RateLimited("slow down", START + 60), RecordedFailure("rate_limited", "slow down", START + 60)),
        (Unavailable("gone"), RecordedFailure("unavailable", "gone")),
        (NotFound("who?"), RecordedFailure("not_found", "who?")),
        (ZeroDivisionError("oops"), RecordedFailure("defect", "ZeroDivisionError: oops")),
    ],
    ids=lambda one: getattr(one, "kind", type(one).__name__),
)
async def test_a_failure_is_raised_and_recorded(error: Exception, failure: RecordedFailure, tmp_path: Path) -> None:
    inner, path = ScriptedSource(), tmp_path / "a"
    inner.fail("quotes", error)
    inner.fail("bars", error)
    source = recording(inner, path)
    for call in (source.quotes(["IWM"]), source.bars("IWM", Interval.D1)):
        with pytest.raises(type(error)) as raised:
            await call
        assert raised.value is error
    found = await records_of(source, path)
    assert [getattr(record, "failure", None) for record in found] == [failure, failure]


async def test_a_call_that_is_given_up_is_not_an_answer(tmp_path: Path) -> None:
    inner, path = ScriptedSource(), tmp_path / "a"
    inner.hold("quotes")
    source = recording(inner, path)
    asking = asyncio.create_task(source.quotes(["IWM"]))
    await inner.reached("quotes")
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert await records_of(source, path) == ()


async def test_constituents_are_left_out(tmp_path: Path) -> None:
    inner, path = ScriptedSource(NEWSY), tmp_path / "a"
    members = tuple(f"M{number}" for number in range(200))
    for symbol in (*members, "IWM"):
        inner.set_price(symbol, 1.0)
        inner.put(Bars(symbol, Interval.D1))
    source = recording(inner, path)
    assert len((await source.quotes(members)).quotes) == 200
    await source.bars("M5", Interval.D1)
    await source.quotes(["M7"])
    await source.bars("M7", Interval.D1)
    found = await records_of(source, path)
    assert [getattr(record, "symbols", getattr(record, "symbol", None)) for record in found] == [("M7",), "M7"]


async def test_a_chain_is_recorded_with_the_health_of_its_providers(tmp_path: Path) -> None:
    inner, path = Chain(), tmp_path / "a"
    source: Any = recording(inner, path)
    heard: list[FeedStatus] = []
    assert await source.second_opinion("IWM", "first") == Quote("IWM", 5.0, source="second")
    status = FeedStatus("first", FeedState.FAILING, message="gone")
    inner.call(status)
    source.when_changed(heard.append)
    inner.call(status)
    source.insist()
    assert (heard, inner.insisted) == ([status], True)
    found = await records_of(source, path)
    assert [type(record) for record in found] == [OpinionRecord, StatusRecord, StatusRecord]


def test_nothing_asked_is_nothing_recorded(tmp_path: Path) -> None:
    asyncio.run(recording(ScriptedSource(), tmp_path / "a").close())
    assert list(tmp_path.iterdir()) == []


async def test_a_recording_that_cannot_begin_leaves_the_source_alone(tmp_path: Path) -> None:
    inner = ScriptedSource()
    inner.set_price("IWM", 240.0)
    stopped: list[bool] = []
    writer = RecordingWriter(lambda: RecordingFile(tmp_path / "a"), 1e6, on_stop=lambda: stopped.append(True))

    def broken(_: float) -> RecordingHeader:
        raise ZeroDivisionError("oops")

    source = RecordingSource(inner, writer, broken)
    for _ in range(2):
        assert [quote.price for quote in (await source.quotes(["IWM"])).quotes] == [240.0]
    assert writer.stats.stopped == "the recording cannot begin: ZeroDivisionError: oops"
    assert stopped == [True]
    await source.close()


async def test_an_answer_that_no_file_can_hold_stops_the_recording_alone(tmp_path: Path) -> None:
    inner, stopped = ScriptedSource(), threading.Event()
    inner.set_price("IWM", 240.0, volume=object())
    writer = RecordingWriter(lambda: RecordingFile(tmp_path / "a"), 1e6, on_stop=stopped.set)
    source = RecordingSource(inner, writer, lambda _: HEADER)
    assert (await source.quotes(["IWM"])).quotes
    assert await asyncio.to_thread(stopped.wait, 20)
    assert "by a defect in R2K" in writer.stats.stopped
    assert (await source.quotes(["IWM"])).quotes
    await source.close()


async def test_numbers_of_numpy_are_numbers(tmp_path: Path) -> None:
    inner, path = ScriptedSource(), tmp_path / "a"
    inner.set_price("IWM", np.float64(240.5), time=np.int64(5))
    source = recording(inner, path)
    await source.quotes(["IWM"])
    (record,) = await records_of(source, path)
    assert isinstance(record, QuotesRecord)
    assert (record.quotes[0].price, record.quotes[0].time) == (240.5, 5.0)
