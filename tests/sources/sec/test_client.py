"""The SEC over HTTP: two requests for a list, each with the user's address."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterator
from datetime import date

import pytest

from r2k_tui.config.sections.providers.sec import SecSettings
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, Unavailable
from r2k_tui.sources.holdings.errors import ListTruncated
from r2k_tui.sources.sec.client import SecClient
from tests.fakes.invented_holdings import holdings
from tests.fakes.sec_server import INDEX, SecServer, nport

SERIES = "S000004344"
CONTACT = "joe@example.org"


@pytest.fixture
def sec() -> Iterator[SecServer]:
    with SecServer() as server:
        server.put(SERIES, "0001752724-25-000001", "2025-05-29", nport(SERIES, "2025-03-31"))
        server.put(SERIES, "0001752724-25-000002", "2025-08-28", nport(SERIES, "2025-06-30"))
        yield server


def fetch(
    sec: SecServer,
    fund: str = "IWM",
    until: date | None = None,
    like: FundHoldings | None = None,
    contact: str = CONTACT,
    deadline_s: float = 10.0,
) -> FundHoldings:
    async def fetched() -> FundHoldings:
        client = SecClient(SecSettings(contact, sec.url, deadline_s, requests_per_second=1000.0))
        try:
            return await client.holdings(fund, 5.0, until=until, like=like)
        finally:
            await client.close()

    return asyncio.run(fetched())


def test_the_newest_report(sec: SecServer) -> None:
    found = fetch(sec)
    assert (found.as_of, len(found.rows)) == ("2025-06-30", 1930)
    assert len(sec.asked) == 3, "an index, a report, and the list of companies"
    assert {headers["user-agent"] for headers in sec.headers} == {f"R2K {CONTACT}"}
    assert "type=NPORT-P" in sec.asked[0] and f"CIK={SERIES}" in sec.asked[0]


def test_each_request_names_the_user_and_a_packed_report_is_read(sec: SecServer) -> None:
    report = nport(SERIES, "2025-06-30")
    path = "/Archives/edgar/data/1100663/000175272425000002/primary_doc.xml"
    sec.answer(path, gzip.compress(report), Content_Encoding="gzip")
    assert fetch(sec).as_of == "2025-06-30"
    assert {headers["user-agent"] for headers in sec.headers} == {"R2K joe@example.org"}
    assert all("gzip" in headers["accept-encoding"] for headers in sec.headers)


def test_on_a_past_day_only_what_was_public(sec: SecServer) -> None:
    assert fetch(sec, until=date(2025, 8, 27)).as_of == "2025-03-31"
    assert "dateb=20250827" in sec.asked[0]
    with pytest.raises(NotFound, match="no public NPORT-P of IWM by 2025-05-28"):
        fetch(sec, until=date(2025, 5, 28))


def test_tickers_by_the_names_of_a_list_that_has_them(sec: SecServer) -> None:
    found = fetch(sec, like=holdings(["COMPANY1", "Z"]))
    assert not any(row.symbol for row in found.rows), "its names differ"
    import msgspec

    known = holdings(["AAA"])
    known = msgspec.structs.replace(known, rows=(msgspec.structs.replace(known.rows[0], name="COMPANY 7 INC"),))
    assert [row.name for row in fetch(sec, like=known).rows if row.symbol == "AAA"] == ["Company 7 Inc."]


def test_tickers_by_the_names_of_the_sec_s_own_list(sec: SecServer) -> None:
    twice = ("TWOA", "Company 3 Inc."), ("TWOB", "COMPANY 3 INC")
    sec.put_tickers(("ONE", "COMPANY 1 INC"), ("BRK/B", "Company 2 Inc"), *twice, ("../x", "Company 4 Inc"))
    found = {row.name: (row.ticker, row.symbol) for row in fetch(sec).rows if row.symbol}
    assert found == {"Company 1 Inc.": ("ONE", "ONE"), "Company 2 Inc.": ("BRK/B", "BRK-B")}


@pytest.mark.parametrize(
    "body", [b"[]", b"{}", b'{"0": 7}', b"<html>no</html>", b'{"0": {"ticker": 5, "title": null}}']
)
def test_without_that_list_the_members_have_no_ticker(sec: SecServer, body: bytes) -> None:
    sec.answer("/files/company_tickers.json", body)
    found = fetch(sec)
    assert len(found.rows) == 1930 and not any(row.symbol for row in found.rows)


def test_without_an_address_nothing_is_asked(sec: SecServer) -> None:
    with pytest.raises(NotFound, match=r"off: \[sec\] contact is empty"):
        fetch(sec, contact="")
    with pytest.raises(NotFound, match="no series of IWN"):
        fetch(sec, "IWN")
    assert sec.asked == []


def test_faults(sec: SecServer) -> None:
    report = "/Archives/edgar/data/1100663/000175272425000002/primary_doc.xml"
    sec.answer(report, nport(SERIES, "2025-06-30", stocks=1200))
    with pytest.raises(ListTruncated, match="1,200 stocks"):
        fetch(sec)
    sec.answer(report, b"<html><title>Undeclared Automated Tool</title></html>", 403)
    with pytest.raises(AuthFailed, match="SEC denies access"):
        fetch(sec)
    sec.answer(report, b"<html><title>Busy</title></html>")
    with pytest.raises(BadData, match="a page instead of data: “Busy”"):
        fetch(sec)
    sec.answer(report, b"x" * 17_000_000)
    with pytest.raises(BadData, match=r"longer than 16\.0 MB"):
        fetch(sec)
    sec.answer(INDEX, status=302, location="https://elsewhere.example/")
    with pytest.raises(BadData, match=r"elsewhere\.example"):
        fetch(sec)
    sec.answer(INDEX, hang=True)
    with pytest.raises(Unavailable, match="did not answer"):
        fetch(sec, deadline_s=0.3)
