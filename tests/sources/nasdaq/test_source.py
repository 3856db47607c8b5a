"""Nasdaq as a source, against a server on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from r2k_tui.config.sections.providers.nasdaq import NasdaqSettings
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.freshness import state_of
from r2k_tui.model.market.quote import QuoteState
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.rate_limit import Unlimited
from r2k_tui.sources.base import BadData, NotFound, PartialSource, RateLimited, SourceError, Unavailable
from r2k_tui.sources.nasdaq.pace import REQUESTS_PER_MINUTE
from r2k_tui.sources.nasdaq.source import NasdaqSource
from tests.fakes import nasdaq_server as nasdaq
from tests.fakes.http_server import HttpServer
from tests.sources.contract import SourceContract, Subject

OPEN = datetime(2026, 10, 6, 11, 46, tzinfo=ZoneInfo("America/New_York")).timestamp()
DAYS = {"10/05/2026": "241.90", "10/02/2026": "240.10", "10/01/2026": "$239.00", "09/30/2026": "238.00"}


class Clock:
    """Time that the test sets."""

    def __init__(self) -> None:
        self.now = OPEN

    def __call__(self) -> float:
        return self.now


class CountingBucket(Unlimited):
    """Bucket that counts the tokens taken and lets everything through."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = 0
        self.first: list[bool] = []

    async def take(self, *, first: bool = False) -> None:
        self.taken += 1
        self.first.append(first)


@pytest.fixture
async def server() -> AsyncIterator[HttpServer]:
    with HttpServer() as running:
        nasdaq.put_everything_unknown(running)
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bucket() -> CountingBucket:
    return CountingBucket()


@pytest.fixture
async def source(server: HttpServer, clock: Clock, bucket: CountingBucket) -> AsyncIterator[NasdaqSource]:
    made = NasdaqSource(NasdaqSettings(endpoint=server.url, deadline_s=5.0), clock, bucket)
    yield made
    await made.close()


class TestContract(SourceContract):
    @pytest.fixture
    async def subject(self, server: HttpServer, source: NasdaqSource) -> Subject:
        for symbol, last in (("IWM", 241.15), ("BRK-B", 512.0)):
            nasdaq.put_quote(server, symbol, last, OPEN)
            nasdaq.put_days(server, symbol, DAYS)
        return Subject(source, ("IWM", "BRK-B"), "ABCDE", dated=True)


def test_it_is_a_partial_source_of_us_tickers(source: NasdaqSource) -> None:
    assert isinstance(source, PartialSource)
    covered = [symbol for symbol in ("IWM", "BRK-B", "^RUT", "RTY=F", "EURUSD=X", "VOD.L") if source.covers(symbol)]
    assert covered == ["IWM", "BRK-B"]


async def test_requests_carry_the_headers_that_nasdaq_wants(server: HttpServer, source: NasdaqSource) -> None:
    nasdaq.put_quote(server, "IWM", 241.15, OPEN)
    await source.quotes(["IWM"])
    sent = server.headers[0]
    assert sent["user-agent"].startswith("Mozilla/5.0")
    assert sent["accept"] == "application/json, text/plain, */*"
    assert sent["accept-language"].startswith("en-US")
    assert (sent["origin"], sent["referer"]) == ("https://www.nasdaq.com", "https://www.nasdaq.com/")


async def test_the_class_of_a_symbol_is_found_once_and_kept(
    server: HttpServer, source: NasdaqSource, clock: Clock
) -> None:
    nasdaq.put_quote(server, "ABCD", 50.0, OPEN, asset_class="etf")
    nasdaq.put_quote(server, "IWM", 241.15, OPEN, asset_class="etf")
    await source.quotes(["ABCD", "IWM"])
    page = nasdaq.info_path("ABCD")
    assert server.asked == [
        f"{page}?assetclass=stocks",
        f"{page}?assetclass=etf",
        f"{nasdaq.info_path('IWM')}?assetclass=etf",
    ]
    clock.now += 61
    await source.quotes(["ABCD"])
    assert server.asked[3:] == [f"{page}?assetclass=etf"]


async def test_a_share_class_is_escaped_in_the_address(server: HttpServer, source: NasdaqSource) -> None:
    nasdaq.put_quote(server, "BRK-B", 512.0, OPEN)
    assert (await source.quotes(["BRK-B"])).quotes[0].price == 512.0
    assert server.asked == ["/api/quote/BRK%2FB/info?assetclass=stocks"]


async def test_every_request_takes_a_token_of_one_a_second(
    server: HttpServer, source: NasdaqSource, bucket: CountingBucket
) -> None:
    nasdaq.put_quote(server, "IWM", 241.15, OPEN)
    nasdaq.put_days(server, "IWM", DAYS)
    await source.quotes(["IWM", "ABCDE"])
    await source.bars("IWM", Interval.D1)
    assert bucket.taken == source.requests == len(server.asked) == 4
    assert REQUESTS_PER_MINUTE == 60.0


async def test_two_requests_are_a_second_apart(server: HttpServer, clock: Clock) -> None:
    for symbol in ("AAA", "BBB"):
        nasdaq.put_quote(server, symbol, 50.0, OPEN)
    source = NasdaqSource(NasdaqSettings(endpoint=server.url, deadline_s=60.0), clock)
    loop = asyncio.get_running_loop()
    started = loop.time()
    batch = await source.quotes(["AAA", "BBB"])
    assert len(batch.quotes) == 2
    assert loop.time() - started >= 0.9
    await source.close()


async def test_quotes_go_before_the_history_of_many_symbols(
    server: HttpServer, source: NasdaqSource, bucket: CountingBucket
) -> None:
    nasdaq.put_quote(server, "IWM", 241.15, OPEN)
    nasdaq.put_days(server, "IWM", DAYS)
    await source.quotes(["IWM"])
    await source.bars("IWM", Interval.D1)
    assert bucket.first == [True, False]


class Once(Unlimited):
    """Bucket with one token, ever."""

    def __init__(self) -> None:
        super().__init__()
        self.left = 1

    async def take(self, *, first: bool = False) -> None:
        if not self.left:
            await asyncio.Event().wait()
        self.left = 0


async def test_a_call_that_waits_for_its_turn_ends_at_its_deadline_with_what_it_has(
    server: HttpServer, clock: Clock
) -> None:
    for symbol in ("AAA", "BBB"):
        nasdaq.put_quote(server, symbol, 50.0, OPEN)
    once = Once()
    source = NasdaqSource(NasdaqSettings(endpoint=server.url, deadline_s=3.0), clock, once)
    async with asyncio.timeout(30):
        batch = await source.quotes(["AAA", "BBB"])
    assert [quote.symbol for quote in batch.quotes] == ["AAA"]
    assert [(problem.symbol, problem.kind) for problem in batch.problems] == [("BBB", "unavailable")]
    once.left = 1
    assert len((await source.quotes(["AAA", "BBB"])).quotes) == 2
    assert len(server.asked) == 2
    await source.close()


async def test_a_symbol_is_requested_once_a_minute(server: HttpServer, source: NasdaqSource, clock: Clock) -> None:
    nasdaq.put_quote(server, "IWM", 241.15, OPEN)
    first = await source.quotes(["IWM"])
    clock.now += 59
    assert await source.quotes(["IWM"]) == first
    clock.now += 1
    await source.quotes(["IWM"])
    assert source.requests == 2


async def test_an_unknown_symbol_is_a_problem_that_costs_two_requests(server: HttpServer, source: NasdaqSource) -> None:
    batch = await source.quotes(["ABCDE", "^RUT"])
    assert {(problem.symbol, problem.kind) for problem in batch.problems} == {
        ("ABCDE", "not_found"),
        ("^RUT", "not_found"),
    }
    assert len(server.asked) == 2


@pytest.mark.parametrize("code", [429, 500])
async def test_the_throttle_inside_a_good_status_is_a_rate_limit(
    server: HttpServer, source: NasdaqSource, code: int
) -> None:
    nasdaq.put_throttle(server, code)
    with pytest.raises(RateLimited, match="refuses more requests"):
        await source.quotes(["IWM", "SPY", "QQQ"])
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [403, 429, 500, 503])
async def test_an_error_status_is_a_typed_error(server: HttpServer, source: NasdaqSource, status: int) -> None:
    server.answer(nasdaq.ROOT, b"no", status)
    with pytest.raises(SourceError) as caught:
        await source.quotes(["IWM"])
    assert caught.value.kind == {403: "auth_failed", 429: "rate_limited"}.get(status, "unavailable")
    assert len(server.asked) == 1


async def test_a_service_that_is_gone_is_no_unknown_symbol(server: HttpServer, source: NasdaqSource) -> None:
    server.answer(nasdaq.ROOT, b"", 404)
    with pytest.raises(Unavailable, match="the symbols are not at fault"):
        await source.quotes(["IWM"])


async def test_an_unknown_symbol_may_come_with_an_error_status_too(server: HttpServer, source: NasdaqSource) -> None:
    server.answer(nasdaq.ROOT, nasdaq.envelope(None, 400, nasdaq.UNKNOWN), 400)
    assert [problem.kind for problem in (await source.quotes(["IWM"])).problems] == ["not_found"]


async def test_a_page_is_no_data(server: HttpServer, source: NasdaqSource) -> None:
    nasdaq.put_page(server)
    with pytest.raises(BadData, match="a page instead of data"):
        await source.quotes(["IWM", "SPY"])
    assert len(server.asked) == 1


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff", b'{"status": {}}', b'{"data": ' + b"[" * 100_000])
async def test_what_is_no_answer_is_bad(server: HttpServer, source: NasdaqSource, body: bytes) -> None:
    server.answer(nasdaq.ROOT, body)
    with pytest.raises(BadData):
        await source.quotes(["IWM"])


async def test_a_huge_body_and_another_host_are_refused(server: HttpServer, source: NasdaqSource, clock: Clock) -> None:
    server.answer(nasdaq.ROOT, b" " * 4_000_000)
    with pytest.raises(BadData, match="longer than"):
        await source.quotes(["IWM"])
    server.answer(nasdaq.ROOT, b"", 307, Location="https://nasdaq.evil.example/api")
    with pytest.raises(BadData, match="not one of its hosts"):
        await source.quotes(["SPY"])


async def test_a_hang_ends_at_the_deadline(server: HttpServer, clock: Clock, bucket: CountingBucket) -> None:
    nasdaq.put_hang(server)
    source = NasdaqSource(NasdaqSettings(endpoint=server.url, deadline_s=0.5), clock, bucket)
    async with asyncio.timeout(10):
        with pytest.raises(Unavailable, match="Nasdaq did not answer"):
            await source.quotes(["IWM", "SPY", "QQQ"])
    assert len(server.asked) == 1
    await source.close()


async def test_a_list_beyond_the_limit_causes_no_request_and_no_failure(
    server: HttpServer, clock: Clock, bucket: CountingBucket
) -> None:
    nasdaq.put_quote(server, "AAA", 50.0, OPEN)
    source = NasdaqSource(NasdaqSettings(endpoint=server.url, longest_list=2), clock, bucket)
    await source.quotes(["AAA"])
    batch = await source.quotes(["AAA", "BBB", "CCC", "^RUT"])
    assert [quote.symbol for quote in batch.quotes] == ["AAA"]
    assert [(problem.symbol, problem.kind) for problem in batch.problems] == [
        ("^RUT", "not_found"),
        ("BBB", "unavailable"),
        ("CCC", "unavailable"),
    ]
    assert batch.problems[1].message == "Nasdaq takes one symbol a second: a list of 3 is not requested."
    clock.now += 61
    assert (await source.quotes(["AAA", "BBB", "CCC"])).quotes == (), "an old quote is not passed off as an answer"
    assert len(server.asked) == 1
    await source.close()


async def test_a_price_without_a_time_is_never_live(server: HttpServer, source: NasdaqSource) -> None:
    untimed = nasdaq.price(241.15, -0.75, "N/A")
    nasdaq.put_page_of(server, "IWM", nasdaq.page("IWM", untimed))
    nasdaq.put_quote(server, "SPY", 660.0, OPEN)
    facts = SourceFacts("chain", "chain", live=True, quote_cadence_s=5.0)
    session = Session(phase=Phase.OPEN, opens_at=OPEN - 8000, closes_at=OPEN + 15000, last_close_at=OPEN - 70000)
    quotes = (await source.quotes(["IWM", "SPY"])).quotes
    states = [state_of(quote, OPEN + 1, session, facts, None) for quote in quotes]
    assert states == [QuoteState.DELAYED, QuoteState.LIVE]


async def test_bars_are_requested_for_a_week_more_than_asked(server: HttpServer, source: NasdaqSource) -> None:
    nasdaq.put_days(server, "IWM", DAYS)
    since = datetime(2026, 10, 2, tzinfo=ZoneInfo("UTC")).timestamp()
    bars = (await source.bars("IWM", Interval.D1, since)).bars
    assert len(bars) == 2
    assert "fromdate=2026-09-24&todate=2026-10-06&limit=9999" in server.asked[0]


@pytest.mark.parametrize(("symbol", "interval"), [("^RUT", Interval.D1), ("IWM", Interval.M1)])
async def test_bars_that_nasdaq_does_not_have_are_not_found(
    server: HttpServer, source: NasdaqSource, symbol: str, interval: Interval
) -> None:
    with pytest.raises(NotFound):
        await source.bars(symbol, interval)
    assert not server.asked
