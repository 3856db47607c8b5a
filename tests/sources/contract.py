"""What every source must do, whatever stands behind it.

A test module subclasses `SourceContract` under a name that starts with `Test` and gives the fixture `subject`:

    class TestMySource(SourceContract):
        @pytest.fixture
        async def subject(self) -> AsyncIterator[Subject]:
            source = MySource(...)
            yield Subject(source, ("AAA", "BBB"), "NO-SUCH")
            await source.close()
"""

from __future__ import annotations

import asyncio
import math
import time
from itertools import pairwise
from typing import Any, NamedTuple

import pytest

from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import BarBatch, NewsSource, NotFound, QuoteBatch, Source, SourceError

HOSTILE_SYMBOLS = ("", " ", "\x1b]0;x\x07", "../../etc/passwd", "A" * 500, "%2e%2e", "🚀", "A&B=C?D#E", "[/]", "None")
# Long before any price, far after every bar, and what no clock says.
ODD_TIMES = (0.0, -1e12, 1e12, 4e9, math.nan, math.inf)
DAY = 86400


class Subject(NamedTuple):
    """A source with symbols that it knows (with quotes and bars of every interval) and one that it does not.

    `dated`: its server sends a Date header.
    """

    source: Source
    known: tuple[str, ...]
    unknown: str
    dated: bool = False


async def escapes(call: Any) -> Any:
    """Await `call`; a SourceError is returned, every other exception is let through to fail the test."""
    try:
        return await call
    except SourceError as error:
        return error


def check_columns(bars: Bars) -> None:
    """Columns of one length, times ascending and unique, every bar with a usable close."""
    times = list(bars.times())
    assert all(len(bars.column(name)) == len(times) for name in PRICE_COLUMNS), "columns differ in length"
    assert all(a < b for a, b in pairwise(times)), "times are not ascending and unique"
    closes = bars.column("close")
    assert all(math.isfinite(close) and close > 0 for close in closes), "a bar without a usable close"
    for name in ("open", "high", "low", "adj_close"):
        assert all(math.isnan(v) or (math.isfinite(v) and v > 0) for v in bars.column(name)), f"an odd {name}"
    for opened, high, low, close in zip(*(bars.column(n) for n in ("open", "high", "low", "close")), strict=True):
        slack = 1e-4 * close
        known = [value for value in (opened, close) if not math.isnan(value)]
        assert math.isnan(high) or max(known) <= high + slack, "a price above the high"
        assert math.isnan(low) or min(known) >= low - slack, "a price below the low"
    if not bars.interval.intraday:
        assert all(time % DAY == 0 for time in times), "a daily bar that is not at midnight UTC"


class SourceContract:
    """The tests; `subject` comes from the subclass."""

    @pytest.fixture
    async def subject(self) -> Any:
        raise NotImplementedError("the subclass gives the fixture `subject`")

    async def test_names_itself(self, subject: Subject) -> None:
        source = subject.source
        assert source.name, "a source has a name"
        assert source.name == source.name.lower().strip(), "a name is short, lower case"
        assert source.identity, "a source has an identity"
        assert source.capabilities.intervals, "a source has at least one interval"
        assert all(isinstance(interval, Interval) for interval in source.capabilities.intervals)

    async def test_quotes_of_known_symbols(self, subject: Subject) -> None:
        batch = await subject.source.quotes(subject.known)
        assert isinstance(batch, QuoteBatch)
        assert sorted(quote.symbol for quote in batch.quotes) == sorted(subject.known), "one quote for each symbol"
        assert batch.problems == (), f"problems with known symbols: {batch.problems}"
        for quote in batch.quotes:
            self.check_quote(subject.source, quote)

    async def test_quotes_tell_when_the_service_sent_them(self, subject: Subject) -> None:
        begun = time.time() - 1.0
        for _ in range(2):
            served = (await subject.source.quotes(subject.known)).served
            assert set(served) == ({subject.source.name} if subject.dated else set())
            assert all(begun <= moment <= time.time() for moment in served.values())

    def check_quote(self, source: Source, quote: Quote) -> None:
        """Every quote says what it is, where it is from and how old it is; no price is zero or odd."""
        assert quote.source == source.name, "a quote names its source"
        assert quote.time is not None, "a quote has the time of its price"
        assert quote.time > 0, "a quote has the time of its price"
        assert quote.received_at > 0, "a quote has the time of its arrival"
        assert quote.delay_s >= 0, "a delay is not negative"
        prices = ("price", "previous_close", "open", "day_high", "day_low", "bid", "ask", "pre_price", "post_price")
        for field in prices:
            value = getattr(quote, field)
            assert value is None or (math.isfinite(value) and value > 0), f"{quote.symbol} {field} is {value}"
        assert quote.price is not None, "a quote has a price"

    async def test_unknown_symbol_is_a_problem_among_good_quotes(self, subject: Subject) -> None:
        batch = await subject.source.quotes((subject.unknown, *subject.known))
        assert sorted(quote.symbol for quote in batch.quotes) == sorted(subject.known), "the known ones still come"
        assert [(p.symbol, p.kind) for p in batch.problems] == [(subject.unknown, "not_found")]
        assert batch.problems[0].message, "a problem says what is wrong"

    async def test_only_an_unknown_symbol_is_not_an_error(self, subject: Subject) -> None:
        batch = await subject.source.quotes((subject.unknown,))
        assert batch.quotes == ()
        assert [(p.symbol, p.kind) for p in batch.problems] == [(subject.unknown, "not_found")]

    async def test_no_symbols_no_quotes(self, subject: Subject) -> None:
        assert await subject.source.quotes(()) == QuoteBatch(quotes=())

    async def test_bars_of_every_interval(self, subject: Subject) -> None:
        symbol = subject.known[0]
        for interval in subject.source.capabilities.intervals:
            batch = await subject.source.bars(symbol, interval)
            assert isinstance(batch, BarBatch)
            assert len(batch.bars) > 0, f"no bars of {interval}"
            assert (batch.bars.symbol, batch.bars.interval) == (symbol, interval)
            assert batch.bars.source == subject.source.name, "bars name their source"
            check_columns(batch.bars)

    async def test_intraday_bars_are_their_own_adjusted_close(self, subject: Subject) -> None:
        for interval in subject.source.capabilities.intervals:
            if interval.intraday:
                bars = (await subject.source.bars(subject.known[0], interval)).bars
                assert bars.adj_close == bars.close, f"{interval}: adj_close differs from close"

    async def test_since_is_honoured(self, subject: Subject) -> None:
        symbol = subject.known[0]
        for interval in subject.source.capabilities.intervals:
            everything = (await subject.source.bars(symbol, interval)).bars
            since = everything.times()[max(0, len(everything) - 5)]
            tail = (await subject.source.bars(symbol, interval, float(since))).bars
            assert tail.times()[0] == since, f"{interval}: starts at {tail.times()[0]}, asked from {since}"
            check_columns(tail)
            expected = everything.since(since)
            # The newest bar may still move, and a new one may have begun.
            settled = len(expected) - 1
            assert list(tail.times()[:settled]) == list(expected.times()[:settled])
            assert list(tail.column("close")[:settled]) == list(expected.column("close")[:settled])

    async def test_unknown_bars_are_not_found(self, subject: Subject) -> None:
        for interval in subject.source.capabilities.intervals:
            with pytest.raises(NotFound) as caught:
                await subject.source.bars(subject.unknown, interval)
            assert str(caught.value), "an error says what is wrong"
            assert "\n" not in str(caught.value), "an error is one line"

    @pytest.mark.parametrize("symbol", HOSTILE_SYMBOLS)
    async def test_hostile_symbols_raise_only_source_errors(self, subject: Subject, symbol: str) -> None:
        batch = await escapes(subject.source.quotes((symbol,)))
        assert isinstance(batch, QuoteBatch | SourceError)
        assert not getattr(batch, "quotes", ()), "a quote of a symbol that does not exist"
        answer = await escapes(subject.source.bars(symbol, subject.source.capabilities.intervals[-1]))
        assert isinstance(answer, NotFound), f"expected NotFound, got {answer!r}"
        assert str(answer).isprintable(), "an error holds no control characters"

    @pytest.mark.parametrize("since", ODD_TIMES)
    async def test_odd_times_raise_only_source_errors(self, subject: Subject, since: float) -> None:
        for interval in subject.source.capabilities.intervals:
            answer = await escapes(subject.source.bars(subject.known[0], interval, since))
            assert isinstance(answer, BarBatch | SourceError)
            if isinstance(answer, BarBatch):
                check_columns(answer.bars)

    async def test_headlines_are_plain_and_newest_first(self, subject: Subject) -> None:
        source = subject.source
        if not source.capabilities.news:
            return
        assert isinstance(source, NewsSource)
        for symbol in (*subject.known, *HOSTILE_SYMBOLS):
            answer = await escapes(source.news(symbol))
            assert isinstance(answer, tuple | SourceError)
            found = answer if isinstance(answer, tuple) else ()
            assert list(found) == sorted(found, key=lambda item: item.time or 0.0, reverse=True)
            for item in found:
                assert item.title, "a headline has words"
                assert item.source == source.name, "a headline names its source"
                assert all(text.isprintable() for text in (item.title, item.publisher, item.url))

    async def test_calls_may_overlap(self, subject: Subject) -> None:
        source, known = subject.source, subject.known
        interval = source.capabilities.intervals[-1]
        answers = await asyncio.gather(
            source.quotes(known),
            source.bars(known[0], interval),
            source.quotes(known),
            source.bars(known[-1], interval),
        )
        assert answers[1].bars.symbol == known[0]
        assert answers[3].bars.symbol == known[-1]
        assert {quote.symbol for quote in answers[0].quotes} == {quote.symbol for quote in answers[2].quotes}

    async def test_close_is_idempotent(self, subject: Subject) -> None:
        await subject.source.close()
        await subject.source.close()
