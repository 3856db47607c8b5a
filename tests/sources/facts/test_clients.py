"""The clients by the settings."""

from __future__ import annotations

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.thesis import Fred
from r2k_tui.sources.facts.clients import FactClients


async def test_providers_of_volatility_are_those_of_the_settings_in_their_order() -> None:
    def names(*asked: str, endpoint: str = "http://127.0.0.1:9/graph/fredgraph.csv") -> list[str]:
        market = MarketSettings(volatility_sources=asked)  # type: ignore[arg-type]
        clients = FactClients(Config(market=market, fred=Fred(endpoint=endpoint)), lambda: 0.0)
        return [one.name for one in clients.daily_closes()]

    assert names("fred", "cboe_history") == ["fred", "cboe_history"]
    assert names("cboe_history", "fred", endpoint="") == ["cboe_history"], "FRED is off"
    assert names() == []


async def test_they_close_without_having_been_used() -> None:
    await FactClients(Config(), lambda: 0.0).close()
