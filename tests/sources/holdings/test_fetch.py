"""Fetching a list over HTTP, from a server on loopback that behaves in every way that servers do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date

import pytest

from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.holdings.errors import AddressMoved, HoldingsError, ListTruncated, NotAList, OtherDay
from r2k_tui.sources.holdings.fetch import FundLists
from tests.fakes.invented_holdings import export, rows, whole
from tests.fakes.ishares_server import STUB, IsharesServer

NOW = 1_758_211_200.0  # 2025-09-18
DAY = date(2025, 6, 30)
OLD = "https://www.ishares.com/us/products/239710/ishares-russell-2000-etf/1467271812596.ajax?fileType=csv"


@pytest.fixture
def ishares() -> Iterator[IsharesServer]:
    with IsharesServer() as server:
        yield server


def settings(ishares: IsharesServer, **changes: object) -> UniverseSettings:
    return UniverseSettings(**{"endpoint": ishares.url, "holdings": ishares.addresses, "deadline_s": 10.0, **changes})  # type: ignore[arg-type]


def fetch(ishares: IsharesServer, fund: str = "IWM", day: date | None = None, **changes: object) -> FundHoldings:
    async def fetched() -> FundHoldings:
        lists = FundLists(settings(ishares, **changes))
        try:
            return await (lists.latest(fund, NOW) if day is None else lists.on(fund, day, NOW))
        finally:
            await lists.close()

    return asyncio.run(fetched())


def test_a_list(ishares: IsharesServer) -> None:
    ishares.put("IWM", whole())
    found = fetch(ishares)
    assert (found.fund, found.as_of, found.retrieved_at, found.origin) == ("IWM", "2025-09-17", NOW, "iShares")
    kinds = {row.ticker: row.is_equity for row in found.rows}
    assert (kinds["S000"], kinds["XTSLA"], kinds["RTYZ5"]) == (True, False, False)
    assert ishares.asked == ["/us/products/239710/ishares-russell-2000-etf/latest-holdings.csv"]


def test_the_shares_may_stand_under_their_former_name(ishares: IsharesServer) -> None:
    ishares.put("IWM", whole().replace(b"Quantity", b"Shares"))
    assert fetch(ishares).rows[0].shares == 1000.0


@pytest.mark.parametrize(
    ("fund", "title", "stocks"),
    [("IWB", "1000", 1010), ("IWN", "2000 Value", 1430), ("IWO", "2000 Growth", 1110), ("IWM", "2000", 1930)],
)
def test_each_fund_is_known_by_its_title(ishares: IsharesServer, fund: str, title: str, stocks: int) -> None:
    ishares.put(fund, whole(f"iShares Russell {title} ETF", stocks=stocks))
    assert fetch(ishares, fund).fund == fund


@pytest.mark.parametrize(
    ("status", "error"), [(403, AuthFailed), (404, NotFound), (429, RateLimited), (500, Unavailable)]
)
def test_refusals(ishares: IsharesServer, status: int, error: type[SourceError]) -> None:
    ishares.newest("IWM", status=status)
    with pytest.raises(error, match="iShares"):
        fetch(ishares)


def test_a_page_instead_of_a_list(ishares: IsharesServer) -> None:
    ishares.put("IWM", b"<html><title>Please accept our terms</title></html>")
    with pytest.raises(NotAList, match="a page instead of data: “Please accept our terms”"):
        fetch(ishares)


@pytest.mark.parametrize("status", [200, 404])
def test_an_address_that_went_out_of_use_comes_with_the_line_to_write(ishares: IsharesServer, status: int) -> None:
    ishares.answer("/us/products/239710", b"<html><title>iShares</title></html>", status)
    with pytest.raises(AddressMoved) as caught:
        fetch(ishares, holdings={"IWM": OLD})
    assert str(caught.value).endswith(f'delete the line, or write IWM = "{ishares.addresses["IWM"]}"')


def test_fewer_stocks_than_the_fund_has(ishares: IsharesServer) -> None:
    ishares.put("IWM", whole(stocks=1700))
    with pytest.raises(ListTruncated, match="holds 1,705 stocks, and the fund at least 1,800"):
        fetch(ishares)


def test_a_list_that_breaks_off(ishares: IsharesServer) -> None:
    ishares.put("IWM", whole()[: len(whole()) // 2])
    with pytest.raises(ListTruncated):
        fetch(ishares)


def test_more_than_is_read(ishares: IsharesServer) -> None:
    ishares.put("IWM", b"x" * 10_000_000)
    with pytest.raises(NotAList, match=r"longer than 1\.0 MB"):
        fetch(ishares, max_mb=1.0)


def test_a_server_that_says_nothing(ishares: IsharesServer) -> None:
    ishares.newest("IWM", hang=True)
    with pytest.raises(Unavailable, match=r"did not answer within 0\.3 s"):
        fetch(ishares, deadline_s=0.3)


def test_the_list_of_another_fund(ishares: IsharesServer) -> None:
    ishares.put("IWB", whole())
    with pytest.raises(BadData, match="gives the list of IWM"):
        fetch(ishares, "IWB")


def test_a_list_of_a_day_to_come(ishares: IsharesServer) -> None:
    ishares.put("IWM", whole(day="Sep 19, 2025"))
    with pytest.raises(OtherDay, match="2025-09-19, which is still to come"):
        fetch(ishares)


def test_nobody_listens(ishares: IsharesServer) -> None:
    with pytest.raises(Unavailable, match="No connection to iShares"):
        fetch(ishares, endpoint="http://127.0.0.1:9")


def test_another_host(ishares: IsharesServer) -> None:
    ishares.answer("/us/products/239710", status=302, location="https://elsewhere.example/list.csv")
    with pytest.raises(HoldingsError, match=r"elsewhere\.example, which is not one of its hosts"):
        fetch(ishares)


def test_the_list_of_a_past_day(ishares: IsharesServer) -> None:
    ishares.put_past("IWM", "20250630", whole(day="Jun 30, 2025"))
    assert fetch(ishares, day=DAY).as_of == "2025-06-30"
    assert "portfolioId=239710" in ishares.asked[0]
    assert "asOfDate=20250630" in ishares.asked[0]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (whole(day="Sep 17, 2025"), "requested the list of IWM of 2025-06-30, got 2025-09-17"),
        (STUB, r"requested the list of IWM of 2025-06-30, got none \(3 bytes\)"),
        (b"", r"got none \(0 bytes\)"),
    ],
)
def test_another_day_than_the_one_asked_for_is_refused(ishares: IsharesServer, body: bytes, words: str) -> None:
    ishares.instead = body
    with pytest.raises(OtherDay, match=words):
        fetch(ishares, day=DAY)


def test_a_past_list_is_not_asked_for_where_the_list_is_not_of_ishares(ishares: IsharesServer) -> None:
    for holdings in ({}, {"IWM": ""}, {"IWM": "https://mirror.example/iwm.csv"}):
        with pytest.raises(NotFound):
            fetch(ishares, day=DAY, holdings=holdings)
    assert ishares.asked == []


def test_an_import_may_be_short(ishares: IsharesServer) -> None:
    from r2k_tui.sources.holdings.parse import parse_holdings

    assert len(parse_holdings(export(rows(40)), "IWM.csv").equities()) == 45
