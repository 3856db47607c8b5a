"""Which list of holdings counts, and that a bad one never takes the place of a good one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.engine.universe.holdings import Listing
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.holdings.errors import HoldingsError, ListTruncated, NotAList, TickersTwice, WeightsOff
from r2k_tui.store.store import Store
from r2k_tui.store.universe import UniverseStore
from tests.fakes.invented_holdings import export, holdings, row, rows
from tests.fakes.scripted_source import ScriptedSource

NOW = 1_758_211_200.0
DAY_S = 86400.0


class Fund(HTTPServer):
    """Serves one list, and counts how often it was asked."""

    body, asked = export(), 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/IWM.csv"


class _Handler(BaseHTTPRequestHandler):
    server: Fund

    def do_GET(self) -> None:
        self.server.asked += 1
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def fund() -> Iterator[Fund]:
    with Fund(("127.0.0.1", 0), _Handler) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


class Listed:
    """A listing with a store and a clock of its own."""

    def __init__(self, path: Path, url: str, *, fetches: bool = True) -> None:
        self.now, self.shelf, self.got = NOW, UniverseStore(Store(path, "x")), list[FundHoldings]()
        settings = UniverseSettings(holdings={"IWM": url} if url else {})
        self.listing = Listing(ScriptedSource(), settings, self.shelf, lambda: self.now, None, fetches)

    async def newest(self) -> FundHoldings:
        self.got.clear()
        await self.listing.newest("IWM", self.got.append)
        return self.got[-1]


async def test_it_is_fetched_once_a_day(tmp_path: Path, fund: Fund) -> None:
    listed = Listed(tmp_path / "s", fund.url)
    assert (await listed.newest()).as_of == "2025-09-17"
    listed.now += 3600
    assert len((await listed.newest()).rows) == len(rows())
    assert fund.asked == 1
    listed.now += DAY_S
    await listed.newest()
    assert fund.asked == 2
    again = Listed(tmp_path / "s", fund.url)
    again.now = listed.now + 3600
    assert (await again.newest()).origin == "iShares"
    assert fund.asked == 2, "nor after a restart"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"<html>later</html>", NotAList),
        (export()[:3000], ListTruncated),
        (export([row(f"S{i:03d}", f"C {i}", 2.0) for i in range(40)]), WeightsOff),
        (export([*rows(), row("S001", "COMPANY 1 INC", 0.0)]), TickersTwice),
        (b"\x01\x02garbage" * 1_000_000, HoldingsError),
    ],
)
async def test_the_last_good_list_stays(tmp_path: Path, fund: Fund, body: bytes, error: type[HoldingsError]) -> None:
    listed = Listed(tmp_path / "s", fund.url)
    good = await listed.newest()
    listed.now += DAY_S
    fund.body = body
    with pytest.raises(error):
        await listed.newest()
    assert listed.got == [good], "what is known is handed on before the new one is asked for"
    assert listed.shelf.holdings("IWM") == good
    with pytest.raises(error):
        await listed.newest()
    assert fund.asked == 2, "a fund that gives nonsense is left alone for a while"
    listed.now += 61
    with pytest.raises(error):
        await listed.newest()
    assert fund.asked == 3
    listed.now += 61
    with pytest.raises(error):
        await listed.newest()
    assert fund.asked == 3, "the wait doubles"
    listed.now += 60
    fund.body = export()
    assert (await listed.newest()).retrieved_at == listed.now


async def test_what_was_imported_counts_where_nothing_is_fetched(tmp_path: Path) -> None:
    listed = Listed(tmp_path / "s", "", fetches=False)
    with pytest.raises(NotFound, match="r2k universe import"):
        await listed.newest()
    mine = holdings(["A"], "2025-09-01")
    listed.shelf.save_holdings(mine)
    assert await listed.newest() == mine


async def test_a_fetched_list_older_than_the_imported_one_does_not_count(tmp_path: Path, fund: Fund) -> None:
    listed = Listed(tmp_path / "s", fund.url)
    mine = holdings(["A"], "2025-09-18")
    listed.shelf.save_holdings(mine)
    assert await listed.newest() == mine
    assert fund.asked == 1
