"""Daily closes of volatility indices from FRED."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

import pytest

from r2k_tui.config.sections.thesis import Fred
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.sources.base import BadData, NotFound
from r2k_tui.sources.fred.client import FredClient
from r2k_tui.sources.fred.closes import FredCloses
from tests.fakes.fred_server import FredServer

DAY_S = 86400.0


@pytest.fixture
def fred() -> Iterator[FredServer]:
    with FredServer() as server:
        yield server


async def bars(fred: FredServer, symbol: str = "^RVX", since: float | None = None, interval: str = "1d") -> Bars:
    client = FredClient(Fred(endpoint=fred.endpoint, deadline_s=5.0))
    try:
        return (await FredCloses(client).bars(symbol, Interval(interval), since)).bars
    finally:
        await client.close()


async def test_closes_alone(fred: FredServer) -> None:
    fred.put("RVXCLS", [("2026-10-05", "23.4"), ("2026-10-06", ""), ("2026-10-07", "24.1")])
    found = await bars(fred)
    assert list(found.times()) == [1_791_158_400, 1_791_331_200]
    assert list(found.column("close")) == list(found.column("adj_close")) == [23.4, 24.1]
    assert all(isnan(value) for name in ("open", "high", "low", "volume") for value in found.column(name))
    assert (found.symbol, found.source, found.note) == ("^RVX", "fred", "closes alone")
    assert fred.asked == [{"id": "RVXCLS", "cosd": "1990-01-01"}], "a first day always: some windows are short"


async def test_only_what_is_new(fred: FredServer) -> None:
    fred.put("VIXCLS", [("2026-10-05", "17.3"), ("2026-10-06", "17.9")])
    found = await bars(fred, "^VIX", since=1_791_158_400 + DAY_S)
    assert list(found.column("close")) == [17.9]
    assert len(await bars(fred, "^VIX", since=1_791_158_400 + 9 * DAY_S)) == 0, "nothing new is no failure"


@pytest.mark.parametrize("value", ["0", "-3.2", "12345"])
async def test_what_is_no_volatility(fred: FredServer, value: str) -> None:
    fred.put("RVXCLS", [("2026-10-05", "23.4"), ("2026-10-06", value)])
    with pytest.raises(BadData, match="no level of volatility"):
        await bars(fred)


async def test_what_it_has_not(fred: FredServer) -> None:
    client = FredCloses(FredClient(Fred(endpoint=fred.endpoint)))
    assert [client.covers(symbol) for symbol in ("^RVX", "^VIX", "^RUT")] == [True, True, False]
    for symbol, interval in (("^RUT", "1d"), ("^VIX", "1m")):
        with pytest.raises(NotFound):
            await bars(fred, symbol, interval=interval)
    with pytest.raises(NotFound):
        await bars(fred, "^VIX")
    assert len(fred.asked) == 1, "an unknown symbol costs no request"
