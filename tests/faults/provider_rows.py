"""Rows of the table of faults: what a provider of the chain or of a fact does wrong.

Each row plays its fault against the real client and gives the state that it comes to and all words that are told. The
words that docs/faults.md quotes must be among them.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from r2k_tui.config.sections.providers.finra import FinraSettings
from r2k_tui.config.sections.providers.french import FrenchSettings
from r2k_tui.config.sections.providers.nasdaq_trader import NasdaqTraderSettings
from r2k_tui.config.sections.providers.sec import SecSettings
from r2k_tui.config.sections.thesis import Fred
from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.model.macro.series import SERIES_BY_ID
from r2k_tui.model.market.feed import FeedState
from r2k_tui.sources.base import RateLimited, SourceError
from r2k_tui.sources.finra.client import FinraClient
from r2k_tui.sources.fred.client import FredClient
from r2k_tui.sources.fred.fetch import fetch_series, fetch_vintage
from r2k_tui.sources.french.client import FrenchClient
from r2k_tui.sources.holdings.fetch import FundLists
from r2k_tui.sources.nasdaq_trader.client import NasdaqTraderClient
from r2k_tui.sources.sec.client import SecClient
from r2k_tui.sources.sec.insiders import InsiderClient
from tests.fakes import cboe_server, french_server, nasdaq_server, nasdaq_trader_server
from tests.fakes.finra_server import FinraServer, file_of, path_of
from tests.fakes.fred_server import FredServer
from tests.fakes.http_server import HttpServer
from tests.fakes.invented_holdings import whole
from tests.fakes.ishares_server import IsharesServer
from tests.fakes.sec_server import INDEX as INDEX_PATH
from tests.fakes.sec_server import TOO_MANY, UNDECLARED, SecServer, daily_index, index_path, nport
from tests.fakes.yahoo_server import Fault
from tests.faults.provider_stage import ALL, FUND, INDEX, RVX, ProviderStage

V7 = "/v7/finance/quote"
DOWN, BLOCKED, WELL = FeedState.FAILING, FeedState.BLOCKED, FeedState.OK
HTML = {"Content-Type": "text/html"}
PAGE = "<!DOCTYPE html><html><head><title>Moved</title></head><body></body></html>"
NOW, PAST = 1_758_211_200.0, date(2024, 2, 1)
DFF, GDP = SERIES_BY_ID["DFF"], SERIES_BY_ID["A191RL1Q225SBEA"]
OLD = "https://www.ishares.com/us/products/239710/ishares-russell-2000-etf/1467271812596.ajax?fileType=csv"


@dataclass(frozen=True)
class Outcome:
    """The state that a fault comes to, all words that are told, and the providers of the prices by symbol."""

    state: FeedState
    words: tuple[str, ...]
    prices: dict[str, str]


@dataclass(frozen=True)
class ProviderRow:
    """One fault. `prices`: the provider of each price that is shown meanwhile."""

    name: str
    state: FeedState
    play: Callable[[Path], Awaitable[Outcome]]
    prices: dict[str, str]


def chained(
    name: str,
    of: str,
    state: FeedState,
    begin: Callable[[ProviderStage], object],
    prices: dict[str, str],
    *,
    chain: tuple[str, ...] = ALL,
    publishes: bool = False,
    healthy_polls: int = 0,
) -> ProviderRow:
    """A fault of the provider `of`, after so many polls without it."""

    async def play(folder: Path) -> Outcome:
        async with ProviderStage(folder).running(chain, publishes=publishes) as stage:
            if healthy_polls:
                await stage.polled(healthy_polls)
            begin(stage)
            seen = await stage.polled()
        return Outcome(seen.states[of], seen.words, {symbol: quote.source for symbol, quote in seen.quotes.items()})

    return ProviderRow(name, state, play, prices)


def refused(name: str, state: FeedState, call: Callable[[], Awaitable[object]]) -> ProviderRow:
    """A fault of a fact: nothing is taken, and the error says why."""

    async def play(_: Path) -> Outcome:
        try:
            await call()
        except SourceError as error:
            return Outcome(BLOCKED if isinstance(error, RateLimited) else DOWN, (str(error),), {})
        return Outcome(WELL, (), {})

    return ProviderRow(name, state, play, {})


def _yahoo(path: str, fault: Fault) -> Callable[[ProviderStage], None]:
    return lambda stage: stage.yahoo.fail(path, fault)


def _all_of_yahoo(stage: ProviderStage) -> None:
    stage.yahoo.fail("/", Fault(drop=True))


def _nasdaq(put: Callable[[Any], None]) -> Callable[[ProviderStage], None]:
    """Yahoo is gone, so that Nasdaq is asked, and fails so."""

    def begin(stage: ProviderStage) -> None:
        _all_of_yahoo(stage)
        put(stage.nasdaq)

    return begin


def _cboe(put: Callable[[Any], None]) -> Callable[[ProviderStage], None]:
    return lambda stage: put(stage.cboe)


def _elsewhere(server: Any) -> None:
    cboe_server.put_moved(server, RVX, "https://quotes.example/_RVX.json")


def _broken(stage: ProviderStage) -> None:
    def gone(*_: object) -> None:
        raise AttributeError("module 'yfinance' has no attribute '_x'")

    first = stage.chain._providers[0].source
    first.quotes = gone  # type: ignore[method-assign,assignment]


def _frozen(stage: ProviderStage) -> None:
    stage.chain.report_frozen("yahoo", "yahoo repeats itself: no price has moved since 12:01")


def _differs(stage: ProviderStage) -> None:
    _all_of_yahoo(stage)
    nasdaq_server.put_quote(stage.nasdaq, FUND, 252.0, nasdaq_server.regular_moment(time.time()))


async def _list(address: str | None, day: date | None = None, **answer: Any) -> None:
    with IsharesServer() as server:
        server.answer("/us/products", **(answer or {"body": whole()}))
        server.instead = whole()
        holdings = {"IWM": address or server.addresses["IWM"]}
        lists = FundLists(UniverseSettings(endpoint=server.url, holdings=holdings, deadline_s=10.0))
        try:
            await (lists.latest("IWM", NOW) if day is None else lists.on("IWM", day, NOW))
        finally:
            await lists.close()


async def _filing(contact: str, **answer: Any) -> None:
    with SecServer() as server:
        server.put("S000004344", "0001752724-25-000001", filed="2025-08-28", report=nport("S000004344", "2025-06-30"))
        if answer:
            server.answer(INDEX_PATH, **answer)
        client = SecClient(SecSettings(contact=contact, endpoint=server.url))
        try:
            await client.holdings("IWM", NOW)
        finally:
            await client.close()


async def _settlement(body: bytes = b"", status: int = 200) -> None:
    with FinraServer() as server:
        if body:
            server.answer(path_of("2025-08-29"), body, status)
        client = FinraClient(FinraSettings(server.url), lambda: NOW)
        try:
            await client.settlement(date(2025, 8, 31), date(2025, 9, 12))
        finally:
            await client.close()


async def _factors(body: bytes = b"", deadline_s: float = 5.0) -> None:
    """Request of the momentum factor, answered with `body`; without one, not at all."""
    with french_server.FrenchServer() as server:
        server.answer(french_server.path_of("mom"), body, hang=not body)
        client = FrenchClient(FrenchSettings(endpoint=server.url, deadline_s=deadline_s), lambda: NOW)
        try:
            await client.factor_table("mom")
        finally:
            await client.close()


def _momentum(*lines: str) -> bytes:
    """Archive of the momentum factor with these months alone."""
    return french_server.archive_of("mom", french_server.text_of("mom", list(lines)))


async def _insiders(index: bytes) -> None:
    with SecServer() as server:
        server.answer(index_path("2025-09-17"), index)
        client = InsiderClient(SecSettings(contact="joe@example.org", endpoint=server.url))
        try:
            await client.index(date(2025, 9, 17), {"1001"})
        finally:
            await client.close()


async def _series(body: bytes) -> None:
    with FredServer() as server:
        server.answer("DFF", body)
        client = FredClient(Fred(endpoint=server.endpoint, deadline_s=5.0))
        try:
            await fetch_series(client, DFF, None, NOW)
        finally:
            await client.close()


async def _vintage(column: str) -> None:
    with FredServer() as server:
        server.vintage(GDP.id, PAST.isoformat(), [("2023-10-01", "3.3")])
        server.named[GDP.id] = column
        client = FredClient(Fred(endpoint=server.endpoint, deadline_s=5.0))
        try:
            await fetch_vintage(client, GDP, PAST, NOW)
        finally:
            await client.close()


async def _halts(put: Callable[[HttpServer], None], deadline_s: float = 5.0) -> None:
    with HttpServer() as server:
        put(server)
        client = NasdaqTraderClient(NasdaqTraderSettings(server.url, deadline_s), lambda: nasdaq_trader_server.NOW)
        try:
            await client.halts()
        finally:
            await client.close()


CHARTS = {INDEX: "yahoo_chart", FUND: "yahoo_chart", RVX: "cboe"}
USUAL = {INDEX: "yahoo", FUND: "yahoo", RVX: "cboe"}
WITHOUT_CBOE = {INDEX: "yahoo", FUND: "yahoo"}
ADDED = {INDEX: "cboe", FUND: "nasdaq", RVX: "cboe"}
WITHOUT_NASDAQ = {INDEX: "cboe", RVX: "cboe"}
_429 = Fault(429, body="Too Many Requests")
_HTML = PAGE.encode()

CHAIN = (
    chained("chain: Yahoo refuses", "yahoo", BLOCKED, _yahoo(V7, _429), CHARTS),
    chained("chain: Yahoo denies access", "yahoo", DOWN, _yahoo(V7, Fault(401, body="{}")), CHARTS),
    chained("chain: Yahoo hangs", "yahoo", DOWN, _yahoo(V7, Fault(delay=20)), CHARTS),
    chained("chain: Yahoo sends a page", "yahoo", DOWN, _yahoo(V7, Fault(200, HTML, PAGE)), CHARTS),
    chained("chain: yfinance changed", "yahoo", DOWN, _broken, CHARTS),
    chained("chain: Yahoo repeats itself", "yahoo", DOWN, _frozen, CHARTS, healthy_polls=1),
    chained("chain: all of Yahoo is gone", "yahoo_chart", DOWN, _all_of_yahoo, ADDED),
    chained("chain: providers differ", "nasdaq", WELL, _differs, ADDED, healthy_polls=1),
    chained("chain: Cboe refuses", "cboe", BLOCKED, _cboe(cboe_server.put_throttle), WITHOUT_CBOE),
    chained("chain: Cboe hangs", "cboe", DOWN, _cboe(cboe_server.put_hang), WITHOUT_CBOE),
    chained("chain: Cboe sends a page", "cboe", DOWN, _cboe(cboe_server.put_page), WITHOUT_CBOE),
    chained("chain: Cboe leads elsewhere", "cboe", DOWN, _cboe(_elsewhere), WITHOUT_CBOE),
    chained(
        "chain: an index that Cboe no longer has",
        *("cboe", WELL, _cboe(lambda server: cboe_server.put_unknown(server, RVX)), WITHOUT_CBOE),
    ),
    chained("chain: Nasdaq refuses", "nasdaq", BLOCKED, _nasdaq(nasdaq_server.put_throttle), WITHOUT_NASDAQ),
    chained("chain: Nasdaq hangs", "nasdaq", DOWN, _nasdaq(nasdaq_server.put_hang), WITHOUT_NASDAQ),
    chained("chain: Nasdaq sends a page", "nasdaq", DOWN, _nasdaq(nasdaq_server.put_page), WITHOUT_NASDAQ),
    chained("chain: left out of a hub", "yahoo", WELL, lambda _: None, WITHOUT_CBOE, publishes=True),
)
FACTS = (
    refused("holdings: address out of use", DOWN, partial(_list, OLD, body=_HTML)),
    refused("holdings: page", DOWN, partial(_list, None, body=_HTML)),
    refused("holdings: cut short", DOWN, partial(_list, None, body=whole(stocks=1700))),
    refused("holdings: another fund", DOWN, partial(_list, None, body=whole("iShares Russell 1000 ETF", stocks=1000))),
    refused("holdings: another day", DOWN, partial(_list, None, date(2025, 6, 30))),
    refused("SEC: no address of yours", DOWN, partial(_filing, "")),
    refused("SEC: undeclared tool", DOWN, partial(_filing, "joe@example.org", body=UNDECLARED, status=403)),
    refused("FINRA: no file", DOWN, _settlement),
    refused("FINRA: page", DOWN, partial(_settlement, _HTML)),
    refused("FINRA: another header", DOWN, partial(_settlement, b"symbolCode|shares\nAAA|5\n")),
    refused("FINRA: no lines", DOWN, partial(_settlement, file_of("2025-08-29", others=0))),
    refused("FINRA: another day", DOWN, partial(_settlement, file_of("2025-08-15"))),
    refused("SEC: too many requests", BLOCKED, partial(_filing, "joe@example.org", body=TOO_MANY, status=403)),
    refused("insiders: another header", DOWN, partial(_insiders, daily_index([], "Form Type|Company Name|CIK"))),
    refused("insiders: index cut off", DOWN, partial(_insiders, daily_index([]) + b"1001|ACME INC|4|2025")),
    refused("insiders: pages for filings", DOWN, partial(_insiders, _HTML)),
    refused("FRED: ZIP", DOWN, partial(_series, b"PK\x03\x04\x14\x00 daily.csv quarterly.csv")),
    refused("FRED: page", DOWN, partial(_series, _HTML)),
    refused("ALFRED: another vintage", DOWN, partial(_vintage, f"{GDP.id}_20240301")),
    refused("halts: page", DOWN, partial(_halts, nasdaq_trader_server.put_page)),
    refused("halts: cut off", DOWN, partial(_halts, nasdaq_trader_server.put_malformed)),
    refused("halts: document type", DOWN, partial(_halts, nasdaq_trader_server.put_bomb)),
    refused("halts: too long", DOWN, partial(_halts, nasdaq_trader_server.put_huge)),
    refused("halts: hangs", DOWN, partial(_halts, nasdaq_trader_server.put_hang, deadline_s=0.3)),
    refused("ALFRED: the present values", DOWN, partial(_vintage, GDP.id)),
    refused("factors: page", DOWN, partial(_factors, _HTML)),
    refused("factors: archive cut off", DOWN, partial(_factors, french_server.archive_of("mom")[:200])),
    refused("factors: several files", DOWN, partial(_factors, french_server.packed({"a.csv": b"", "b.csv": b""}))),
    refused("factors: unpacks to too much", DOWN, partial(_factors, french_server.packed({"a.csv": bytes(9_000_000)}))),
    refused("factors: another file", DOWN, partial(_factors, french_server.archive_of("ff3"))),
    refused("factors: daily returns", DOWN, partial(_factors, _momentum("20250828,   0.11", "20250829,   0.12"))),
    refused("factors: row cut off", DOWN, partial(_factors, _momentum("202507,   1.10", "202508"))),
    refused("factors: month missing", DOWN, partial(_factors, _momentum("202505,   1.10", "202507,   0.20"))),
    refused("factors: month to come", DOWN, partial(_factors, _momentum("202508,   1.10", "202509,   0.20"))),
    refused("factors: hangs", DOWN, partial(_factors, deadline_s=0.3)),
)
PROVIDERS = (*CHAIN, *FACTS)
