"""The sweep with the real client over the wire: chunks, a break in the middle, and what comes along."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.base import SourceInfo
from r2k_tui.sources.yahoo.source import YahooSource
from r2k_tui.store.store import Store
from r2k_tui.store.universe import UniverseStore
from tests.engine.stage import until
from tests.engine.universe.stage import config, universe
from tests.fakes.invented_holdings import holdings
from tests.fakes.yahoo_server import FakeYahoo, Fault

MEMBERS = ("AAA", "BBB", "MOG-A", "CCC", "DDD", "EEE")
QUOTE = "/v7/finance/quote"


def wanted(query: dict[str, str], symbol: str) -> bool:
    return symbol in query.get("symbols", "").split(",")


@pytest.mark.slow
async def test_a_sweep_over_the_wire_goes_on_after_a_break(tmp_path: Path) -> None:
    with FakeYahoo(["^RUT", "IWM", *MEMBERS[:5]]) as yahoo:
        for symbol in MEMBERS[:5]:
            quote = yahoo.quotes[symbol]
            quote.update(epsForward=2.0, epsCurrentYear=1.6, sharesOutstanding=1000, fiftyDayAverage=1.0)
            quote.update(twoHundredDayAverage=1e6, marketCap=5e9)
        yahoo.fail(QUOTE, Fault(status=500, body="out of order", only=lambda query: wanted(query, "CCC")))
        settings = config(chunk=2, history_days=0)
        store = Store(tmp_path / "r2k.sqlite3", "yahoo")
        UniverseStore(store).save_holdings(holdings(MEMBERS, retrieved_at=time.time()))
        source = YahooSource(YahooSettings(endpoint=yahoo.url), tmp_path / "cache")
        engine = Engine(
            EngineSetup(settings, SourceInfo("yahoo")), lambda: source, store, SourceFacts("yahoo"), time.time
        )
        engine.restore()
        await engine.start()
        try:
            async with asyncio.timeout(60):
                await engine.settle()
                found = await universe(engine)
                assert (found.summary.priced, found.summary.members) == (2, 6)
                assert engine.market.feeds["universe"].failures == 1
                yahoo.heal()
                sent = len(yahoo.asked(QUOTE))
                service = (await engine.services()).universe
                reader = engine.subscribe()
                service.insist()
                await until(reader, lambda frame: frame.universe is not None and frame.universe.priced == 5)
                found = await universe(engine)
        finally:
            await engine.close()
    later = [query.query["symbols"].split(",") for query in yahoo.asked(QUOTE)[sent:]]
    members = [symbols for symbols in later if symbols[0] in MEMBERS]
    assert members[:2] == [["MOG-A", "CCC"], ["DDD", "EEE"]], "the chunk that failed first, not the one that came"
    assert found.summary.unknown == ("EEE",)
    assert list(found.members.flags("above_50d")) == [1, 1, 1, 1, 1, -1]
    assert list(found.members.flags("above_200d")) == [0, 0, 0, 0, 0, -1]
    prices = found.members.column("price")
    assert found.members.column("forward_pe")[0] == pytest.approx(prices[0] / 2.0)
    assert found.summary.valuation is not None
    assert found.summary.valuation.coverage == pytest.approx(5 / 6)
    assert found.summary.valuation.earnings_growth == pytest.approx(0.25)
