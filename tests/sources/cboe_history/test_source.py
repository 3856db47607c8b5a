"""Cboe's history files as a source, against a server on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from r2k_tui.config.sections.providers.cboe import CboeSettings
from r2k_tui.model.calendar.days import bar_of_day
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.freshness import state_of
from r2k_tui.model.market.quote import QuoteState
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.as_of import AsOfSource
from r2k_tui.sources.base import BadData, NotFound, PartialSource, RateLimited, SourceError, Unavailable
from r2k_tui.sources.cboe_history.source import EVERY_S, RETRY_S, CboeHistorySource
from tests.fakes import cboe_server as cboe
from tests.fakes.http_server import HttpServer
from tests.sources.contract import SourceContract, Subject

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 10, 6, 11, 2, tzinfo=NEW_YORK).timestamp()
BELL = datetime(2026, 10, 5, 16, tzinfo=NEW_YORK).timestamp()
ROWS = tuple(f"10/0{day}/2026,23.1,23.9,22.8,{22.9 + day / 10:.1f}" for day in (1, 2, 5))


class Clock:
    """Time that the test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def server() -> AsyncIterator[HttpServer]:
    with HttpServer() as running:
        cboe.put_history(running, "VIX", cboe.history_file(ROWS))
        cboe.put_history(running, "RVX", cboe.history_file(ROWS, bom=True))
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def source(server: HttpServer, clock: Clock) -> AsyncIterator[CboeHistorySource]:
    made = CboeHistorySource(CboeSettings(endpoint=server.url, deadline_s=5.0), clock)
    yield made
    await made.close()


class TestContract(SourceContract):
    @pytest.fixture
    async def subject(self, source: CboeHistorySource) -> Subject:
        return Subject(source, ("^VIX", "^RVX"), "^RUT", dated=True)


def test_it_is_a_partial_source_of_two_indices(source: CboeHistorySource) -> None:
    assert isinstance(source, PartialSource)
    assert [symbol for symbol in ("^VIX", "^RVX", "^RUT", "IWM") if source.covers(symbol)] == ["^VIX", "^RVX"]


async def test_a_file_is_requested_once_in_six_hours_whoever_asks(
    server: HttpServer, source: CboeHistorySource, clock: Clock
) -> None:
    first = await source.bars("^RVX", Interval.D1)
    clock.now += EVERY_S - 1
    assert await source.bars("^rvx", Interval.D1, float(bar_of_day(date(2026, 10, 2)))) != first
    await source.quotes(["^RVX"])
    await asyncio.gather(*(source.bars("^RVX", Interval.D1) for _ in range(5)))
    assert server.asked == [f"{cboe.FILES}/RVX_History.csv"]
    clock.now += 1
    await source.bars("^RVX", Interval.D1)
    assert source.requests == 2


async def test_the_newest_close_is_a_quote_of_its_bell_that_is_never_live(
    source: CboeHistorySource, clock: Clock
) -> None:
    (quote,) = (await source.quotes(["^RVX"])).quotes
    assert (quote.price, quote.time, quote.received_at) == (23.4, BELL, NOW)
    assert quote.previous_close == pytest.approx(23.1)
    assert (quote.delay_s, quote.cadence_s, quote.currency) == (86400.0, EVERY_S, "USD")
    facts = SourceFacts("chain", "chain", live=True, quote_cadence_s=5.0)
    for phase in Phase:
        session = Session(phase=phase, opens_at=NOW - 5500, closes_at=NOW + 18000, last_close_at=BELL)
        assert state_of(quote, NOW + 100, session, facts, None) in (QuoteState.DELAYED, QuoteState.CLOSED)


async def test_a_row_of_today_before_its_bell_is_not_dated_in_the_future(
    server: HttpServer, source: CboeHistorySource
) -> None:
    cboe.put_history(server, "RVX", cboe.history_file((*ROWS, "10/06/2026,24,24,24,24")))
    assert (await source.quotes(["^RVX"])).quotes[0].time == NOW


async def test_as_of_a_day_nothing_later_is_known(source: CboeHistorySource) -> None:
    past = AsOfSource(source, date(2026, 10, 2))
    bars = (await past.bars("^RVX", Interval.D1)).bars
    assert bars.times()[-1] == bar_of_day(date(2026, 10, 2))
    (quote,) = (await past.quotes(["^RVX"])).quotes
    assert quote.price == pytest.approx(23.1)
    with pytest.raises(NotFound):
        await AsOfSource(source, date(2026, 9, 30)).bars("^RVX", Interval.D1)


async def test_the_file_read_before_stays_in_use_with_words_and_is_tried_again_sooner(
    server: HttpServer, source: CboeHistorySource, clock: Clock
) -> None:
    good = await source.bars("^RVX", Interval.D1)
    cboe.put_page(server)
    clock.now += EVERY_S
    for _ in range(2):
        kept = await source.bars("^RVX", Interval.D1)
        assert kept.bars == good.bars
        assert [problem.symbol for problem in kept.problems] == ["^RVX"]
        assert kept.problems[0].message.endswith("“Market data”. The file read before stays in use.")
    assert source.requests == 2
    assert (await source.quotes(["^RVX"])).quotes[0].received_at == NOW
    cboe.put_history(server, "RVX", cboe.history_file(ROWS))
    clock.now += RETRY_S
    assert (await source.bars("^RVX", Interval.D1)).problems == ()


async def test_a_failure_without_a_file_is_raised_and_not_repeated_at_once(
    server: HttpServer, source: CboeHistorySource, clock: Clock
) -> None:
    cboe.put_throttle(server)
    for _ in range(3):
        with pytest.raises(RateLimited):
            await source.bars("^RVX", Interval.D1)
    assert source.requests == 1
    clock.now += RETRY_S
    with pytest.raises(RateLimited):
        await source.quotes(["^RVX"])
    assert source.requests == 2


@pytest.mark.parametrize("status", [403, 404])
async def test_a_file_that_is_not_there_is_not_found(
    server: HttpServer, source: CboeHistorySource, status: int
) -> None:
    cboe.put_history(server, "RVX", cboe.ACCESS_DENIED, status)
    with pytest.raises(NotFound, match="no file of RVX"):
        await source.bars("^RVX", Interval.D1)
    batch = await source.quotes(["^VIX", "^RVX"])
    assert [quote.symbol for quote in batch.quotes] == ["^VIX"]
    assert [(problem.symbol, problem.kind) for problem in batch.problems] == [("^RVX", "not_found")]


async def test_one_file_that_fails_does_not_take_the_other_with_it(
    server: HttpServer, source: CboeHistorySource, clock: Clock
) -> None:
    cboe.put_history(server, "RVX", b"", 503)
    batch = await source.quotes(["^RVX", "^VIX", "^RUT"])
    assert [quote.symbol for quote in batch.quotes] == ["^VIX"]
    assert [problem.kind for problem in batch.problems] == ["unavailable", "not_found"]
    clock.now -= 3600
    with pytest.raises(Unavailable):
        await source.quotes(["^RVX", "^RUT"])
    assert source.requests == 3, "a clock set back makes a request due"


async def test_another_refusal_is_no_missing_file(server: HttpServer, source: CboeHistorySource) -> None:
    cboe.put_history(server, "RVX", b"no", 403)
    with pytest.raises(SourceError, match="denies access"):
        await source.bars("^RVX", Interval.D1)


async def test_the_new_address_is_followed_and_no_other(server: HttpServer, source: CboeHistorySource) -> None:
    path = f"{cboe.FILES}/RVX_History.csv"
    server.answer(path, b"", 307, Location="https://cdn-api.cboe.com/moved.csv")
    server.answer("/moved.csv", cboe.history_file(ROWS))
    assert len((await source.bars("^RVX", Interval.D1)).bars) == 3
    server.answer(f"{cboe.FILES}/VIX_History.csv", b"", 307, Location="https://evil.example/VIX.csv")
    with pytest.raises(BadData, match="not one of its hosts"):
        await source.bars("^VIX", Interval.D1)


async def test_a_huge_body_and_a_hang_end(server: HttpServer, clock: Clock) -> None:
    cboe.put_history(server, "RVX", b" " * 5_000_000)
    source = CboeHistorySource(CboeSettings(endpoint=server.url, deadline_s=5.0), clock)
    with pytest.raises(BadData, match="longer than"):
        await source.bars("^RVX", Interval.D1)
    await source.close()
    cboe.put_hang(server)
    slow = CboeHistorySource(CboeSettings(endpoint=server.url, deadline_s=0.4), clock)
    with pytest.raises(Unavailable, match="did not answer"):
        await slow.bars("^VIX", Interval.D1)
    await slow.close()


@pytest.mark.parametrize(
    ("symbol", "interval"), [("^RUT", Interval.D1), ("^VIX", Interval.M1), ("../VIX", Interval.D1)]
)
async def test_what_is_not_published_is_never_requested(
    server: HttpServer, source: CboeHistorySource, symbol: str, interval: Interval
) -> None:
    with pytest.raises(NotFound):
        await source.bars(symbol, interval)
    assert not server.asked
