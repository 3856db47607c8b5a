"""The engine over a chain: the real client of Yahoo, and a scripted provider that stands in for it, delayed."""

from __future__ import annotations

from pathlib import Path
from random import Random

from r2k_tui.model.market.freshness import state_of
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.sources.base import Capabilities, Source, SourceInfo
from r2k_tui.sources.chain.disagreement import Disagreement
from r2k_tui.sources.chain.provider import Provider
from r2k_tui.sources.chain.source import ChainSource
from r2k_tui.sources.yahoo.info import INFO
from tests.fakes.scripted_source import ALL, ScriptedSource
from tests.faults.stage import CONFIG, DEADLINE_S, FUND, INDEX, Stage

SUBSTITUTE, DELAY_S = "substitute", 900.0


class ChainStage(Stage):
    """See the module. `shown`: provider and state of each quote that the engine told, as it came."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.substitute = ScriptedSource(Capabilities(SourceInfo(SUBSTITUTE), intervals=ALL), SUBSTITUTE)
        self.substitute.before_quotes = self._move
        # Polls of quotes that had ended when the substitute was asked for the first time.
        self.polls_before: int | None = None
        self.shown: list[tuple[str, QuoteState]] = []
        # None: the substitute has no quotes; else seconds of its delay.
        self.delay_s: float | None = DELAY_S

    def make_source(self) -> Source:
        sources: tuple[Source, ...] = (self.yahoo_source, self.substitute)
        members = [Provider(source, CONFIG.limits, DEADLINE_S, self.clock, Random(1)) for source in sources]
        return ChainSource(INFO, members, Disagreement(0.005, self.clock))

    def _move(self) -> None:
        """Quotes of the substitute: the prices of Yahoo's server, with the time of their trade."""
        if self.polls_before is None:
            self.polls_before = self.polls
        if self.delay_s is None:
            self.substitute.known.clear()
            return
        now = self.clock()
        for symbol in (INDEX, FUND):
            price = self.yahoo.quotes[symbol]["regularMarketPrice"]
            when = {"time": now - self.delay_s, "received_at": now, "delay_s": self.delay_s}
            self.substitute.set_price(symbol, price, previous_close=price, currency="USD", **when)

    def _hear(self, told: Frame | Snapshot) -> None:
        super()._hear(told)
        changed = {quote.symbol for quote in told.quotes}
        if isinstance(told, Frame) and told.quote_changes is not None:
            changed |= set(self.engine.market.quotes)
        market, now = self.engine.market, self.clock()
        for symbol in changed & set(market.quotes):
            quote = market.quotes[symbol]
            state = state_of(quote, now, market.session, market.facts, market.feeds.get("quotes"))
            self.shown.append((quote.source, state))

    @property
    def polls(self) -> int:
        """Polls of quotes that have ended."""
        return self.engine.market.feeds["quotes"].requests

    def provider_of(self, symbol: str) -> str:
        """The provider of the price that the engine has."""
        return self.quote(symbol).source

    def quote(self, symbol: str) -> Quote:
        """The quote that the engine has."""
        return self.engine.market.quotes[symbol]

    def from_only(self, provider: str) -> bool:
        """Whether every symbol of the watchlist has a price of this provider."""
        return all(self.provider_of(symbol) == provider for symbol in (INDEX, FUND))
