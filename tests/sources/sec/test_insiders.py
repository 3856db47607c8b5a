"""The SEC over HTTP for purchases of insiders: one request for each list, index and filing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from typing import TypeVar

import pytest

from r2k_tui.config.sections.providers.sec import SecSettings
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, Unavailable
from r2k_tui.sources.sec.daily_index import IndexEntry
from r2k_tui.sources.sec.insiders import InsiderClient, UnreadableFiling, why_no_insiders
from r2k_tui.sources.sec.pace import RequestPace
from tests.fakes.insider_statements import owner, statement, trade
from tests.fakes.sec_server import UNDECLARED, SecServer, index_path

DAY = "2025-09-17"
T = TypeVar("T")


@pytest.fixture
def sec() -> Iterator[SecServer]:
    with SecServer() as server:
        server.put_companies((1001, "AAA"), (1002, "BBB"))
        body = statement(1001, (owner(9001),), (trade("2025-09-15", "100", "12.5"),))
        server.put_statement(DAY, 1001, "0000000001-25-000001", body)
        yield server


def using(sec: SecServer, call: Callable[[InsiderClient], Awaitable[T]], deadline_s: float = 10.0) -> T:
    async def used() -> T:
        settings = SecSettings("joe@example.org", sec.url, deadline_s, requests_per_second=1000.0)
        client = InsiderClient(settings, pace=RequestPace())
        try:
            return await call(client)
        finally:
            await client.close()

    return asyncio.run(used())


def entries(sec: SecServer, deadline_s: float = 10.0) -> tuple[IndexEntry, ...]:
    return using(sec, lambda client: client.index(date(2025, 9, 17), {"1001"}), deadline_s)


def test_a_purchase_in_three_requests(sec: SecServer) -> None:
    companies = using(sec, lambda client: client.companies({}))
    assert companies.issuers(["AAA"]) == {"1001": ("AAA",)}
    (entry,) = entries(sec)
    found = using(sec, lambda client: client.filing(entry, ("AAA",)))
    assert (found.symbol, found.purchases[0].price) == ("AAA", 12.5)
    assert len(sec.asked) == 3
    assert {headers["user-agent"] for headers in sec.headers} == {"R2K joe@example.org"}


def test_faults(sec: SecServer) -> None:
    (entry,) = entries(sec)
    path = f"/Archives/{entry.path}"
    with pytest.raises(NotFound):
        using(sec, lambda client: client.index(date(2025, 9, 20), {"1001"}))
    sec.answer(path, b"<SEC-DOCUMENT>\nnothing")
    with pytest.raises(UnreadableFiling, match="no statement of ownership"):
        using(sec, lambda client: client.filing(entry, ("AAA",)))
    sec.answer(path, b"<SEC-DOCUMENT>" + b"x" * 4_000_001)
    with pytest.raises(BadData, match=r"longer than 4\.0 MB"):
        using(sec, lambda client: client.filing(entry, ("AAA",)))
    sec.answer(index_path(DAY), UNDECLARED, 403)
    with pytest.raises(AuthFailed, match="Undeclared Automated Tool"):
        entries(sec)
    sec.answer(index_path(DAY), b"<html><title>Busy</title></html>")
    with pytest.raises(BadData, match="“Busy”"):
        entries(sec)
    sec.answer(index_path(DAY), hang=True)
    with pytest.raises(Unavailable, match="did not answer"):
        entries(sec, 0.3)


def test_without_an_address_it_is_off_and_says_what_to_write() -> None:
    assert '[sec] contact = "you@example.org"' in why_no_insiders(SecSettings())
    assert "[sec] insiders = true" in why_no_insiders(SecSettings("joe@example.org", insiders=False))
    assert why_no_insiders(SecSettings("joe@example.org")) == ""
