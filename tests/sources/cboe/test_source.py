"""Cboe as a source, against a server on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from r2k_tui.config.sections.providers.cboe import CboeSettings
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.freshness import state_of
from r2k_tui.model.market.quote import QuoteState
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.base import BadData, NotFound, PartialSource, RateLimited, SourceError, Unavailable
from r2k_tui.sources.cboe.source import CboeSource
from tests.fakes import cboe_server as cboe
from tests.fakes.http_server import HttpServer
from tests.sources.contract import SourceContract, Subject

OPEN = datetime(2026, 10, 6, 11, 2, 11, tzinfo=ZoneInfo("America/New_York")).timestamp()
FIRST_MINUTE = datetime(2026, 10, 6, 9, 31, tzinfo=ZoneInfo("America/New_York")).timestamp()
DAYS = {"2026-09-30": 17.0, "2026-10-01": 17.4, "2026-10-02": 17.2, "2026-10-05": 17.9}


class Clock:
    """Time that the test sets."""

    def __init__(self) -> None:
        self.now = OPEN

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def server() -> AsyncIterator[HttpServer]:
    with HttpServer() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def source(server: HttpServer, clock: Clock) -> AsyncIterator[CboeSource]:
    made = CboeSource(CboeSettings(endpoint=server.url, deadline_s=5.0), clock)
    yield made
    await made.close()


class TestContract(SourceContract):
    @pytest.fixture
    async def subject(self, server: HttpServer, source: CboeSource) -> Subject:
        for symbol, price in (("^VIX", 17.31), ("^RUT", 2411.5)):
            cboe.put_quote(server, symbol, price, OPEN)
            cboe.put_days(server, symbol, DAYS, OPEN)
            cboe.put_minutes(server, symbol, [0.0, price, price * 1.01], FIRST_MINUTE)
        return Subject(source, ("^VIX", "^RUT"), "^GVZ", dated=True)


def test_it_is_a_partial_source_of_indices(source: CboeSource) -> None:
    assert isinstance(source, PartialSource)
    covered = [symbol for symbol in ("^RUT", "^VIX", "^RVX", "IWM", "RTY=F", "^IRX", "BRK-B") if source.covers(symbol)]
    assert covered == ["^RUT", "^VIX", "^RVX"]


async def test_what_it_does_not_cover_is_never_requested(server: HttpServer, source: CboeSource) -> None:
    batch = await source.quotes(["IWM", "[red]\x1b[2J"])
    assert [(problem.symbol, problem.kind) for problem in batch.problems] == [
        ("IWM", "not_found"),
        ("[red][2J", "not_found"),
    ]
    assert not server.asked


async def test_two_indices_are_two_requests_and_three_are_one(
    server: HttpServer, source: CboeSource, clock: Clock
) -> None:
    for symbol in ("^RUT", "^VIX"):
        cboe.put_quote(server, symbol, 20.0, OPEN)
    cboe.put_list(server, {"^RUT": 2411.5, "^VIX": 17.31, "^RVX": 22.1}, OPEN)
    await source.quotes(["^RUT", "^VIX"])
    assert server.asked == [cboe.quote_path("^RUT"), cboe.quote_path("^VIX")]
    clock.now += 61
    batch = await source.quotes(["^RUT", "^VIX", "^RVX"])
    assert server.asked[2:] == [cboe.LIST]
    assert [quote.price for quote in batch.quotes] == [2411.5, 17.31, 22.1]


async def test_an_index_that_the_list_lacks_is_requested_by_itself(server: HttpServer, source: CboeSource) -> None:
    cboe.put_list(server, {"^RUT": 2411.5, "^VIX": 17.31}, OPEN)
    cboe.put_quote(server, "^RVX", 22.1, OPEN)
    batch = await source.quotes(["^RUT", "^VIX", "^RVX"])
    assert server.asked == [cboe.LIST, cboe.quote_path("^RVX")]
    assert len(batch.quotes) == 3
    assert batch.problems == ()


async def test_without_the_list_each_index_is_requested_by_itself(server: HttpServer, source: CboeSource) -> None:
    for symbol in ("^RUT", "^VIX", "^GSPC"):
        cboe.put_quote(server, symbol, 20.0, OPEN)
    assert len((await source.quotes(["^RUT", "^VIX", "^GSPC"])).quotes) == 3
    assert len(server.asked) == 4


async def test_an_index_is_requested_once_a_minute_and_keeps_its_arrival_in_between(
    server: HttpServer, source: CboeSource, clock: Clock
) -> None:
    cboe.put_quote(server, "^VIX", 17.31, OPEN)
    first = await source.quotes(["^VIX"])
    for _ in range(11):
        clock.now += 5
        assert await source.quotes(["^VIX"]) == first
    assert first.quotes[0].received_at == OPEN
    assert first.quotes[0].cadence_s == 60.0
    assert source.requests == 1
    clock.now += 5
    assert (await source.quotes(["^VIX"])).quotes[0].received_at == OPEN + 60
    assert source.requests == 2


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("age", [0.0, 59.0, 170.0])
async def test_no_quote_is_live_at_any_hour(server: HttpServer, source: CboeSource, phase: Phase, age: float) -> None:
    cboe.put_quote(server, "^VIX", 17.31, OPEN)
    cboe.put_quote(server, "^RUT", 2411.5, OPEN, last_trade_time=None)
    facts = SourceFacts("chain", "chain", live=True, quote_cadence_s=5.0)
    session = Session(phase=phase, opens_at=OPEN - 5500, closes_at=OPEN + 18000, last_close_at=OPEN - 68000)
    for quote in (await source.quotes(["^VIX", "^RUT"])).quotes:
        assert state_of(quote, OPEN + age, session, facts, None) in (QuoteState.DELAYED, QuoteState.CLOSED)


async def test_the_new_address_is_followed(server: HttpServer, source: CboeSource) -> None:
    cboe.put_moved(server, "^VIX", "https://cdn-api.cboe.com/new/_VIX.json")
    server.answer("/new/_VIX.json", cboe.document(cboe.entry("^VIX", 17.31, OPEN), OPEN))
    assert (await source.quotes(["^VIX"])).quotes[0].price == 17.31


async def test_a_chain_of_moves_is_followed_relative_ones_too(server: HttpServer, source: CboeSource) -> None:
    cboe.put_moved(server, "^VIX", "https://cdn-api.cboe.com/a/_VIX.json")
    server.answer("/a/_VIX.json", status=307, Location="../b/_VIX.json")
    server.answer("/b/_VIX.json", status=307, Location="/c/_VIX.json")
    server.answer("/c/_VIX.json", cboe.document(cboe.entry("^VIX", 17.31, OPEN), OPEN))
    assert (await source.quotes(["^VIX"])).quotes[0].price == 17.31
    assert len(server.asked) == 4


@pytest.mark.parametrize("target", ["https://cboe.evil.example/_VIX.json", "http://127.0.0.1:9/_VIX.json"])
async def test_any_other_host_is_not(server: HttpServer, source: CboeSource, target: str) -> None:
    cboe.put_moved(server, "^VIX", target)
    with pytest.raises(BadData, match="not one of its hosts"):
        await source.quotes(["^VIX"])
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [403, 404])
async def test_an_unknown_index_is_a_problem_and_is_left_alone_for_a_while(
    server: HttpServer, source: CboeSource, clock: Clock, status: int
) -> None:
    cboe.put_quote(server, "^VIX", 17.31, OPEN)
    cboe.put_unknown(server, "^RVX", status)
    for _ in range(3):
        batch = await source.quotes(["^VIX", "^RVX"])
        assert [(problem.symbol, problem.kind) for problem in batch.problems] == [("^RVX", "not_found")]
        assert [quote.symbol for quote in batch.quotes] == ["^VIX"]
        clock.now += 61
    assert server.asked.count(cboe.quote_path("^RVX")) == 1


async def test_a_refusal_that_is_not_the_stores_own_is_no_unknown_symbol(
    server: HttpServer, source: CboeSource
) -> None:
    server.answer(cboe.quote_path("^VIX"), b"Forbidden", 403)
    with pytest.raises(SourceError, match="Cboe denies access"):
        await source.quotes(["^VIX"])


async def test_the_throttle_is_a_rate_limit(server: HttpServer, source: CboeSource) -> None:
    cboe.put_throttle(server)
    with pytest.raises(RateLimited, match="Cboe refuses more requests"):
        await source.quotes(["^VIX", "^RUT", "^RVX"])
    assert source.requests == 1


async def test_a_page_is_no_data_and_no_index_is_asked_after_it(server: HttpServer, source: CboeSource) -> None:
    cboe.put_page(server)
    with pytest.raises(BadData, match="a page instead of data: “Market data”"):
        await source.quotes(["^VIX", "^RUT"])
    assert source.requests == 1


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b'{"data": ' + b"[" * 100_000, b"\xff\xfe", b"1e999"])
async def test_what_is_no_document_is_bad(server: HttpServer, source: CboeSource, body: bytes) -> None:
    server.answer(cboe.quote_path("^VIX"), body)
    with pytest.raises(BadData):
        await source.quotes(["^VIX"])


async def test_a_huge_body_is_refused(server: HttpServer, source: CboeSource) -> None:
    server.answer(cboe.quote_path("^VIX"), b" " * 9_000_000)
    with pytest.raises(BadData, match="longer than"):
        await source.quotes(["^VIX"])


async def test_a_hang_ends_at_the_deadline(server: HttpServer, clock: Clock) -> None:
    cboe.put_hang(server)
    source = CboeSource(CboeSettings(endpoint=server.url, deadline_s=0.5), clock)
    with pytest.raises(Unavailable, match="Cboe did not answer"):
        await source.quotes(["^VIX"])
    await source.close()


async def test_a_price_of_nothing_before_the_open_is_a_problem_of_its_index_alone(
    server: HttpServer, source: CboeSource
) -> None:
    cboe.put_quote(server, "^VIX", 17.31, OPEN, current_price=0.0, close=0.0)
    batch = await source.quotes(["^VIX"])
    assert batch.quotes == ()
    assert [problem.kind for problem in batch.problems] == ["bad_data"]


async def test_requests_look_like_a_browsers(server: HttpServer, source: CboeSource) -> None:
    cboe.put_quote(server, "^VIX", 17.31, OPEN)
    await source.quotes(["^VIX"])
    assert server.headers[0]["accept"] == "application/json"
    assert server.headers[0]["user-agent"].startswith("Mozilla/5.0")


async def test_intervals_that_cboe_does_not_have_are_not_found(server: HttpServer, source: CboeSource) -> None:
    with pytest.raises(NotFound, match=r"no bars of 5m of \^VIX"):
        await source.bars("^VIX", Interval.M5)
    assert not server.asked
