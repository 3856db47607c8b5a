"""A chain over scripted providers, with a clock that the test sets."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from random import Random

from r2k_tui.config.sections.polling import SourceLimits
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.sources.base import Capabilities, QuoteBatch, SourceInfo
from r2k_tui.sources.chain.disagreement import Disagreement
from r2k_tui.sources.chain.provider import Provider
from r2k_tui.sources.chain.source import ChainSource
from tests.engine.virtual_time import START, settle
from tests.fakes.scripted_source import ALL, ScriptedSource

FIRST, SECOND, THIRD = "first", "second", "third"
BACKOFF_S, BACKOFF_MOST_S, BREAKER_S, DEADLINE_S = 5.0, 40.0, 300.0, 15.0
LIMITS = SourceLimits(6000, 1000, BACKOFF_S, BACKOFF_MOST_S, BREAKER_S)


class Clock:
    """Stands still until it is set, or goes with a virtual loop on top of that."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        try:
            return self.now + asyncio.get_running_loop().time()
        except RuntimeError:
            return self.now


def scripted(
    name: str,
    *,
    most: int = 20,
    covers: Callable[[str], bool] | None = None,
    intervals: tuple[Interval, ...] = ALL,
    news: bool = False,
    live: bool = True,
) -> ScriptedSource:
    """A provider; with `covers`, one that has only some symbols."""
    facts = Capabilities(SourceInfo(name, live=live), intervals=intervals, news=news, most_symbols=most)
    source = ScriptedSource(facts, name)
    if covers is not None:
        source.covers = covers  # type: ignore[attr-defined]
    return source


def provider(source: ScriptedSource, clock: Callable[[], float], limits: SourceLimits = LIMITS) -> Provider:
    """The provider of a scripted source."""
    return Provider(source, limits, DEADLINE_S, clock, Random(1))


class ChainStage:
    """The chain, what its providers told of their health, and shortcuts for its requests."""

    def __init__(self, *sources: ScriptedSource) -> None:
        self.clock = Clock()
        self.sources = {source.name: source for source in sources}
        self.members = {source.name: provider(source, self.clock) for source in sources}
        disagreement = Disagreement(0.005, self.clock)
        self.chain = ChainSource(SourceInfo("chained"), list(self.members.values()), disagreement)
        self.told: list[FeedStatus] = []
        self.chain.when_changed(self.told.append)

    def price(self, name: str, **prices: float) -> None:
        """Quotes of a provider, now."""
        for symbol, value in prices.items():
            self.sources[name].set_price(symbol, value, time=self.clock(), received_at=self.clock())

    async def quotes(self, *symbols: str) -> QuoteBatch:
        """One poll, until its probes have ended as well."""
        batch = await self.chain.quotes(symbols)
        await settle()
        return batch

    async def sources_of(self, *symbols: str) -> dict[str, str]:
        """The provider of each quote of one poll."""
        return {quote.symbol: quote.source for quote in (await self.quotes(*symbols)).quotes}

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.clock.now += seconds

    def calls(self, name: str, method: str = "quotes") -> list[tuple[str, ...]]:
        """The symbols of each call of a provider."""
        return [call.symbols for call in self.sources[name].calls if call.method == method]

    def state(self, name: str) -> FeedState:
        """The health of a provider."""
        return self.status(name).state

    def status(self, name: str) -> FeedStatus:
        """The row of a provider."""
        return next(status for status in self.chain.providers() if status.topic == name)


def two(symbols: Sequence[str] = ("IWM", "SPY")) -> ChainStage:
    """A first provider that answers any list in one request, and a second one; both have the symbols."""
    stage = ChainStage(scripted(FIRST, most=1000), scripted(SECOND))
    for name in (FIRST, SECOND):
        stage.price(name, **{symbol: 100.0 + place for place, symbol in enumerate(symbols)})
    return stage
