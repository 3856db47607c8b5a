"""Clients of the providers of facts, from the settings. They load and connect on their first request."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.config.schema import Config
from r2k_tui.sources.cboe_history.source import CboeHistorySource
from r2k_tui.sources.facts.table import CBOE_HISTORY, FRED
from r2k_tui.sources.facts.volatility import DailyCloses
from r2k_tui.sources.finra.client import FinraClient
from r2k_tui.sources.fred.client import FredClient
from r2k_tui.sources.fred.closes import FredCloses
from r2k_tui.sources.french.client import FrenchClient
from r2k_tui.sources.holdings.fetch import FundLists
from r2k_tui.sources.nasdaq_trader.client import NasdaqTraderClient
from r2k_tui.sources.sec.client import SecClient
from r2k_tui.sources.sec.insiders import InsiderClient


class FactClients:
    """One client of each provider beyond the market source; `close` ends their threads."""

    def __init__(self, config: Config, clock: Callable[[], float]) -> None:
        self._config = config
        self.history = CboeHistorySource(config.cboe, clock)
        self.fred = FredClient(config.fred)
        self.lists, self.filings = FundLists(config.universe), SecClient(config.sec)
        self.short_interest = FinraClient(config.finra, clock)
        self.halts = NasdaqTraderClient(config.nasdaq_trader, clock)
        self.insiders = InsiderClient(config.sec, clock)
        self.factors = FrenchClient(config.french, clock)

    def has_short_interest(self) -> bool:
        """Whether the settings turn short interest on."""
        return self._config.universe.enabled and self._config.universe.short_interest

    @property
    def halts_on(self) -> bool:
        """Whether the settings have trading halts polled."""
        return self._config.universe.enabled and self._config.universe.halts

    def daily_closes(self) -> tuple[DailyCloses, ...]:
        """Providers of volatility besides the market source, in the order of `[market] volatility_sources`."""
        made: dict[str, DailyCloses] = {CBOE_HISTORY: self.history}
        if self._config.fred.endpoint:
            made[FRED] = FredCloses(self.fred)
        return tuple(made[name] for name in self._config.market.volatility_sources if name in made)

    async def close(self) -> None:
        """Stop the threads without waiting for requests in flight."""
        clients = (self.history, self.fred, self.lists, self.filings, self.short_interest, self.halts, self.insiders)
        for client in (*clients, self.factors):
            await client.close()
