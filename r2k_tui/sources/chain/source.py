"""The chain as a Source: providers in order, each replacing the failed ones before it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import msgspec

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.dividends import DividendRecord
from r2k_tui.model.market.feed import FeedStatus, Problem
from r2k_tui.model.market.news import Headline
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import ProviderOffer
from r2k_tui.sources.base import (
    BarBatch,
    DividendSource,
    FundFactsSource,
    NewsSource,
    NotFound,
    ProviderOff,
    QuoteBatch,
    SourceError,
    SourceInfo,
)
from r2k_tui.sources.chain.bar_query import bar_query
from r2k_tui.sources.chain.capabilities import joined
from r2k_tui.sources.chain.disagreement import Disagreement
from r2k_tui.sources.chain.failover import Failover, ProviderQuery
from r2k_tui.sources.chain.failures import of_chain
from r2k_tui.sources.chain.health import ProviderTopic
from r2k_tui.sources.chain.late import LateRequests
from r2k_tui.sources.chain.notice import notice
from r2k_tui.sources.chain.probes import Probes
from r2k_tui.sources.chain.provider import LONG_LIST, Provider
from r2k_tui.sources.chain.quote_request import ask_quotes, usable_quotes
from r2k_tui.sources.chain.quote_round import QuoteRound
from r2k_tui.sources.streaming import QuoteStream

Answer = TypeVar("Answer")
QUOTES = ProviderTopic.QUOTES
# The refusal of so few symbols is not about their number.
_SHORTEST_LIST = 20


class ChainSource:
    """Source of quotes, bars and headlines of several providers, under one name.

    `left_out`: why providers of the settings are not in it. `offers`: providers that the user may add. Every quote says
    its provider in `source`.
    """

    def __init__(
        self,
        info: SourceInfo,
        providers: Sequence[Provider],
        disagreement: Disagreement,
        left_out: Sequence[Problem] = (),
        offers: Sequence[ProviderOffer] = (),
    ) -> None:
        self.name = self.identity = info.name
        self.capabilities = joined(info, [provider.capabilities for provider in providers])
        self._providers, self._disagreement, self._left_out = tuple(providers), disagreement, tuple(left_out)
        self._offers = tuple(offers)
        # A provider that has only closes is asked for bars alone.
        self._quoting = tuple(p for p in providers if p.capabilities.live) or self._providers
        self._probes, self._late = Probes(), LateRequests()

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """Quotes of all `symbols`, each from its first provider that serves and has it. Raises SourceError."""
        if len(symbols) > LONG_LIST:
            return await self.bulk_quotes(symbols)
        this = QuoteRound(self._quoting, symbols, self._late)
        await this.run()
        self._disagreement.take(this.found.values())
        self._probe_beside(this)
        if this.symbols and not this.was_answered:
            raise self._failure(this)
        batch = this.batch()
        problems = (*batch.problems, *self._off(), *self._disagreement.problems(this.symbols), *self._left_out)
        return msgspec.structs.replace(batch, problems=problems, notice=notice(self._quoting, this))

    async def bulk_quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """See BulkSource. Raises the error of the first provider that takes such lists."""
        able = [p for p in self._quoting if p.takes_long_lists and p.most_symbols >= len(symbols)]
        query = ProviderQuery[QuoteBatch](
            QUOTES,
            "",
            lambda provider: usable_quotes(provider, symbols),
            shortens=len(symbols) > _SHORTEST_LIST,
        )
        return await Failover(able or self._quoting[:1], query, self._probes).run()

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """Bars of the first provider that serves and has them; they name it. Raises SourceError."""
        return await self._bars(self._providers, symbol, interval, since)

    async def bulk_bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See BulkSource. Providers whose terms want a decision are not asked for thousands of symbols."""
        asked = [provider for provider in self._providers if not provider.capabilities.info.opt_in]
        return await self._bars(asked, symbol, interval, since)

    async def _bars(
        self, providers: Sequence[Provider], symbol: str, interval: Interval, since: float | None
    ) -> BarBatch:
        query = bar_query(symbol, interval, since)
        having = [p for p in providers if interval in p.capabilities.intervals and p.covers(symbol)]
        return await self._first(having, query)

    async def news(self, symbol: str) -> tuple[Headline, ...]:
        """See NewsSource."""

        async def call(provider: Provider) -> tuple[Headline, ...]:
            return await provider.source.news(symbol) if isinstance(provider.source, NewsSource) else ()

        having = [p for p in self._providers if p.capabilities.news and isinstance(p.source, NewsSource)]
        return await self._first(having, ProviderQuery(ProviderTopic.NEWS, symbol, call))

    async def dividends(self, symbol: str) -> DividendRecord:
        """See DividendSource. Raises NotFound where no provider has a record of them."""

        async def call(provider: Provider) -> DividendRecord:
            source = provider.source
            return await source.dividends(symbol) if isinstance(source, DividendSource) else DividendRecord(symbol)

        having = [provider for provider in self._providers if isinstance(provider.source, DividendSource)]
        if not having:
            raise NotFound("No provider of the chain has a record of dividends.")
        return await self._first(having, ProviderQuery(ProviderTopic.FUNDS, symbol, call))

    async def fund_price_earnings(self, symbol: str) -> float | None:
        """See FundFactsSource."""

        async def call(provider: Provider) -> float | None:
            source = provider.source
            return await source.fund_price_earnings(symbol) if isinstance(source, FundFactsSource) else None

        having = [provider for provider in self._providers if isinstance(provider.source, FundFactsSource)]
        return await self._first(having, ProviderQuery(ProviderTopic.FUNDS, symbol, call))

    def stream(self) -> QuoteStream | None:
        """Stream of the first provider that has one; see StreamingSource."""
        return next((stream for provider in self._providers if (stream := provider.stream()) is not None), None)

    def providers(self) -> tuple[FeedStatus, ...]:
        """See ProviderChain."""
        return tuple(provider.status for provider in self._providers)

    def when_changed(self, call: Callable[[FeedStatus], None]) -> None:
        """See ProviderChain."""
        for provider in self._providers:
            provider.on_change = call

    def insist(self) -> None:
        """See ProviderChain."""
        for provider in self._providers:
            provider.insist()

    def report_frozen(self, provider: str, message: str) -> None:
        """See FreezeAware. Where nobody can stand in, nothing changes: its last prices stay, with their age."""
        for member in self._quoting:
            if member.name == provider and len(self._quoting) > 1:
                member.repeats(message)

    def offers(self) -> tuple[ProviderOffer, ...]:
        """See ExtensibleChain."""
        return self._offers

    async def second_opinion(self, symbol: str, besides: str) -> Quote | None:
        """See ProviderChain."""
        for provider in self._quoting:
            if provider.name == besides or not self._can_tell(provider, symbol):
                continue
            try:
                batch = await ask_quotes(provider, [symbol])
            except SourceError:
                continue  # part of the provider's health
            self._disagreement.take(batch.quotes)
            if batch.quotes:
                return batch.quotes[0]
        return None

    async def close(self) -> None:
        """Cancel probes and late requests, and close every provider, whatever the others do."""
        await self._probes.close()
        await self._late.close()
        await asyncio.gather(*(provider.close() for provider in self._providers))

    async def _first(self, providers: Sequence[Provider], query: ProviderQuery[Answer]) -> Answer:
        try:
            return await Failover(providers, query, self._probes).run()
        except NotFound:
            raise
        except SourceError as error:
            raise of_chain(error, self._pauses()) from None

    def _probe_beside(self, this: QuoteRound) -> None:
        """Probe providers that failed, beside the answer of those that stand in for them."""
        for place, provider in enumerate(self._quoting):
            if this.was_asked(provider) or not provider.is_due(QUOTES):
                continue
            later = {other.name for other in self._quoting[place + 1 :]}
            served = [s for s, quote in this.found.items() if quote.source in later and self._may_give(provider, s)]
            if served:
                call = partial(self._probe, provider, served[: provider.most_symbols])
                self._probes.start(provider, QUOTES, call)

    async def _probe(self, provider: Provider, symbols: list[str]) -> None:
        self._disagreement.take((await ask_quotes(provider, symbols, probe=True)).quotes)

    def _can_tell(self, provider: Provider, symbol: str) -> bool:
        return provider.serves(QUOTES) and self._may_give(provider, symbol)

    def _may_give(self, provider: Provider, symbol: str) -> bool:
        return provider.covers(symbol) and not provider.missing_quotes.has(symbol)

    def _failure(self, this: QuoteRound) -> SourceError:
        failures = (this.failure_of(provider) for provider in self._quoting)
        first = next((error for error in failures if error is not None), None)
        return of_chain(first or NotFound(f"No provider has {' '.join(this.symbols)}."), self._pauses())

    def _pauses(self) -> list[float | None]:
        return [provider.pause_until for provider in self._providers]

    def _off(self) -> tuple[Problem, ...]:
        """Problems of providers that do not work here."""
        errors = (provider.health[QUOTES].error for provider in self._providers)
        return tuple(Problem("", error.kind, str(error)) for error in errors if isinstance(error, ProviderOff))
