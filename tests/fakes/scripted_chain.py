"""A scripted source that has a second provider.

source = ScriptedChain()
source.second["IWM"] = Quote("IWM", price=100.0, source="second")   # what the other provider has
source.opinions                                                     # who was asked about which symbol
source.frozen                                                       # which providers were said to repeat themselves
source.tell(status)                                                 # the health of a provider changes
"""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.model.market.quote import Quote
from tests.fakes.scripted_source import ScriptedSource


class ScriptedChain(ScriptedSource):
    """Implements Source, ProviderChain and FreezeAware."""

    def __init__(self) -> None:
        super().__init__()
        self.second: dict[str, Quote] = {}
        self.opinions: list[tuple[str, str]] = []
        self.frozen: list[tuple[str, str]] = []
        self.tell: Callable[[FeedStatus], None] = lambda _: None

    def providers(self) -> tuple[FeedStatus, ...]:
        """See ProviderChain."""
        return ()

    def when_changed(self, call: Callable[[FeedStatus], None]) -> None:
        """See ProviderChain."""
        self.tell = call

    def insist(self) -> None:
        """See ProviderChain."""

    async def second_opinion(self, symbol: str, besides: str) -> Quote | None:
        """See ProviderChain."""
        self.opinions.append((symbol, besides))
        return self.second.get(symbol)

    def report_frozen(self, provider: str, message: str) -> None:
        """See FreezeAware."""
        self.frozen.append((provider, message))
