"""The client of FRED and ALFRED: which addresses it asks, by the settings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from r2k_tui.config.sections.thesis import Fred
from r2k_tui.sources.base import BadData
from r2k_tui.sources.fred.client import FredClient
from tests.fakes.http_server import HttpServer


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with HttpServer() as made:
        yield made


async def test_a_gateway_with_a_path_serves_both(server: HttpServer) -> None:
    server.answer("/far/graph/fredgraph.csv", b"a")
    server.answer("/far/graph/alfredgraph.csv", b"b")
    client = FredClient(Fred(endpoint=f"{server.url}/far/graph/fredgraph.csv", deadline_s=5.0))
    try:
        found = await client.series("DFF", {"cosd": "2020-01-01"}), await client.vintage("DFF", {"cosd": "2020-01-01"})
    finally:
        await client.close()
    assert found == (b"a", b"b")
    assert server.asked[1] == "/far/graph/alfredgraph.csv?id=DFF&cosd=2020-01-01"


def test_the_twin_of_the_real_address_is_alfred() -> None:
    client = FredClient(Fred(endpoint="https://fred.stlouisfed.org/graph/fredgraph.csv"))
    assert client._vintage_address() == "https://alfred.stlouisfed.org/graph/alfredgraph.csv"


async def test_it_follows_to_no_other_host(server: HttpServer) -> None:
    server.answer("/graph/fredgraph.csv", status=307, location="https://elsewhere.example/fredgraph.csv")
    client = FredClient(Fred(endpoint=f"{server.url}/graph/fredgraph.csv", deadline_s=5.0))
    try:
        with pytest.raises(BadData, match=r"elsewhere\.example, which is not one of its hosts"):
            await client.series("DFF", {})
    finally:
        await client.close()
    assert len(server.asked) == 1
