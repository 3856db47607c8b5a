"""A recording as a source: each answer and each failure at its moment, and nothing that was not recorded."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.model.market.news import Headline
from r2k_tui.sources.base import NewsSource, NotFound, ProviderChain, RateLimited, Unavailable
from r2k_tui.sources.recording.reader import ReadRecording
from r2k_tui.sources.recording.records import (
    BarsRecord,
    DroppedRecord,
    EndRecord,
    NewsRecord,
    Record,
    RecordedFailure,
)
from r2k_tui.sources.replay import recorded_source
from r2k_tui.sources.replay.recorded_source import RecordedSource
from r2k_tui.sources.streaming import StreamingSource
from tests.engine.virtual_time import START, settle
from tests.fakes.invented_bars import bars_at
from tests.fakes.recording_file import HEADER, SYMBOLS, failed, minutes, quotes
from tests.sources.contract import SourceContract, Subject
from tests.sources.replay.recordings import Clock

OTHER = BarsRecord(START, START + 1, "SPY", Interval.D1, None, failure=RecordedFailure("not_found", "who is SPY?"))


class Played:
    """A recording and a clock that a test moves."""

    def __init__(self, *records: Record, flaw: str = "", **header: Any) -> None:
        self.clock = Clock(START)
        ordered = tuple(sorted(records, key=lambda record: record.at))
        read = ReadRecording(msgspec.structs.replace(HEADER, **header), ordered, flaw)
        self.source = RecordedSource(read, self.clock)

    async def move(self, after_s: float) -> None:
        """Set the clock to so many seconds after the beginning."""
        self.clock.now = START + after_s
        self.source.clock_moved()
        await settle()


async def test_a_poll_is_in_flight_until_its_answer_arrived() -> None:
    played = Played(quotes(1.0, 1.0, 2.0), quotes(6.0, 3.0, 4.0), EndRecord(START + 9, "end"))
    for second, price in ((1.0, 1.0), (6.0, 3.0)):
        asking = asyncio.create_task(played.source.quotes(SYMBOLS))
        await played.move(second - 0.1)
        assert not asking.done()
        await played.move(second)
        batch = await asking
        assert [quote.price for quote in batch.quotes] == [price, price + 1]
        assert batch.quotes[0].received_at == START + second
    last = asyncio.create_task(played.source.quotes(SYMBOLS))
    await played.move(99.0)
    assert not last.done(), "nothing came after it"
    last.cancel()


async def test_failures_are_raised_again_with_their_times() -> None:
    played = Played(failed(1.0, "rate_limited", "slow down", START + 61), failed(2.0, "unavailable", "no route"))
    await played.move(1.0)
    with pytest.raises(RateLimited, match="slow down") as raised:
        await played.source.quotes(SYMBOLS)
    assert raised.value.retry_at == START + 61
    await played.move(2.0)
    with pytest.raises(Unavailable, match="no route"):
        await played.source.quotes(SYMBOLS)


async def test_a_missing_symbol_is_missing_again() -> None:
    played = Played(quotes(1.0, 1.0))
    await played.move(1.0)
    batch = await played.source.quotes(SYMBOLS)
    assert [problem.message for problem in batch.problems] == ["nobody knows IWM"]


async def test_one_symbol_is_answered_at_once() -> None:
    played = Played(quotes(1.0, 1.0, 2.0))
    batch = await played.source.quotes(["IWM"])
    assert [problem.message for problem in batch.problems] == ["no quote of IWM was recorded by 12:00:00"]
    await played.move(1.0)
    for _ in range(2):
        batch = await played.source.quotes(["IWM"])
        assert [(quote.symbol, quote.price) for quote in batch.quotes] == [("IWM", 2.0)]
        assert batch.problems == ()


async def test_what_was_not_recorded_is_named() -> None:
    played = Played(quotes(1.0, 1.0, 2.0))
    await played.move(1.0)
    batch = await played.source.quotes([*SYMBOLS, "N\x1b[31mEW"])
    assert [(problem.symbol, problem.kind) for problem in batch.problems] == [("N[31mEW", "not_found")]
    batch = await played.source.quotes(["NEW", "OTHER", "THIRD", "IWM"])
    assert [quote.symbol for quote in batch.quotes] == ["IWM"]
    assert [problem.symbol for problem in batch.problems] == ["NEW", "OTHER", "THIRD"]
    with pytest.raises(NotFound, match="no 1d bars of NEW were recorded"):
        await played.source.bars("NEW", Interval.D1)


async def test_bars_are_those_that_had_arrived() -> None:
    played = Played(minutes(1.0, 1.0, 2.0), minutes(60.0, 2.5, 3.0, first=1, since=1.0), minutes(200.0, 9.0))
    asking = asyncio.create_task(played.source.bars("IWM", Interval.M1))
    await played.move(1.0)
    assert list((await asking).bars.column("close")) == [1.0, 2.0]
    await played.move(60.0)
    bars = (await played.source.bars("IWM", Interval.M1)).bars
    assert list(bars.column("close")) == [1.0, 2.5, 3.0]
    assert list((await played.source.bars("IWM", Interval.M1, bars.times()[1])).bars.column("close")) == [2.5, 3.0]
    await played.move(200.0)
    assert list((await played.source.bars("IWM", Interval.M1)).bars.column("close")) == [9.0], "a whole new history"


async def test_failed_bars_fail_again() -> None:
    played = Played(OTHER)
    await played.move(1.0)
    for _ in range(2):
        with pytest.raises(NotFound, match="who is SPY"):
            await played.source.bars("SPY", Interval.D1)


async def test_nobody_waits_for_a_clock_that_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorded_source, "_HELD_S", 0.01)
    played = Played(minutes(30.0, 1.0))
    with pytest.raises(NotFound, match="no 1m bars of IWM were recorded by"):
        await played.source.bars("IWM", Interval.M1)


async def test_headlines() -> None:
    news = NewsRecord(START, START + 1, "IWM", (Headline("Small caps rise"),))
    played = Played(news, news=True)
    source: Any = played.source
    assert isinstance(source, NewsSource)
    await played.move(1.0)
    assert await source.news("IWM") == news.headlines
    assert await source.news("SPY") == ()


def test_it_has_what_the_recorded_source_had_and_no_more() -> None:
    plain, rich = Played().source, Played(news=True, pushes=True, providers=("a", "b")).source
    for protocol in (NewsSource, StreamingSource, ProviderChain):
        assert not isinstance(plain, protocol)
        assert isinstance(rich, protocol)
    chain: Any = rich
    assert chain.providers() == (FeedStatus("a"), FeedStatus("b"))


async def test_what_is_missing_in_the_recording_is_said_with_the_quotes() -> None:
    played = Played(quotes(1.0, 1.0, 2.0), DroppedRecord(START + 2, 3), flaw="it was cut off")
    await played.move(1.0)
    batch = await played.source.quotes(SYMBOLS)
    assert [problem.message for problem in batch.problems] == ["it was cut off", "3 answers could not be recorded"]
    assert {problem.kind for problem in batch.problems} == {"partial"}


async def test_a_recording_cut_off_before_its_first_quote_says_so_first() -> None:
    played = Played(minutes(1.0, 1.0), flaw="it was cut off")
    await played.move(2.0)
    batch = await played.source.quotes(("IWM",))
    assert batch.problems[0].message == "it was cut off"
    assert batch.problems[1].kind == "not_found"


def test_its_time_is_that_of_the_recording() -> None:
    played = Played(quotes(1.0, 1.0), quotes(6.0, 1.0))
    source = played.source
    assert (source.begins, source.ends) == (START, START + 6)
    assert [source.next_bar(START + second) for second in (0, 1, 5.5, 6)] == [START + 1, START + 6, START + 6, None]


def test_it_is_judged_as_its_source_was_and_has_no_limits() -> None:
    capabilities = Played(simulated=True, always_open=True, quote_cadence_s=2.0).source.capabilities
    assert (capabilities.remote, capabilities.checked) == (False, True)
    assert (capabilities.simulated, capabilities.always_open, capabilities.quote_cadence_s) == (True, True, 2.0)
    assert capabilities.intervals == HEADER.intervals
    assert not capabilities.keeps_store


async def test_at_the_end_without_a_clock(tmp_path: Path) -> None:
    read = ReadRecording(HEADER, (quotes(1.0, 1.0, 2.0), quotes(6.0, 3.0, 4.0)))
    source = RecordedSource(read)
    assert [quote.price for quote in (await source.quotes(SYMBOLS)).quotes] == [3.0, 4.0]
    await source.close()


async def test_a_look_up_is_not_taken_for_a_poll() -> None:
    looked_up = quotes(3.0, 9.0, symbols=("IWM",))
    played = Played(quotes(1.0, 1.0, 2.0), looked_up, quotes(6.0, 3.0, 4.0))
    await played.move(1.0)
    assert len((await played.source.quotes(SYMBOLS)).quotes) == 2
    asking = asyncio.create_task(played.source.quotes(SYMBOLS))
    await played.move(3.0)
    assert not asking.done()
    batch = await played.source.quotes(["IWM"])
    assert [quote.price for quote in batch.quotes] == [9.0], "the newest for it alone"
    await played.move(6.0)
    assert [quote.price for quote in (await asking).quotes] == [3.0, 4.0]


class TestRecordedContract(SourceContract):
    @pytest.fixture
    async def subject(self) -> AsyncIterator[Subject]:
        polls = [quotes(float(second), 2400.0, 240.0) for second in (1, 2)]
        named = [
            msgspec.structs.replace(
                poll, quotes=tuple(msgspec.structs.replace(quote, source="replay") for quote in poll.quotes)
            )
            for poll in polls
        ]
        series = [
            BarsRecord(
                START,
                START + 1,
                symbol,
                interval,
                None,
                bars_at(times, range(1, 11), symbol, interval, source="replay"),
            )
            for symbol in SYMBOLS
            for interval, times in ((Interval.M1, range(0, 600, 60)), (Interval.D1, range(0, 864000, 86400)))
        ]
        news = NewsRecord(START, START + 1, "IWM", (Headline("Small caps rise", "Wire", 5.0, "", (), "replay"),))
        header = msgspec.structs.replace(HEADER, news=True)
        source = RecordedSource(ReadRecording(header, (*series, news, *named)))
        yield Subject(source, SYMBOLS, "NO-SUCH")
        await source.close()
