"""Request for quotes to one provider: the response is checked, and missing symbols are cached."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil

import msgspec

from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BadData, NotFound, QuoteBatch
from r2k_tui.sources.chain.health import ProviderTopic
from r2k_tui.sources.chain.negative_cache import MOST_KEPT
from r2k_tui.sources.chain.provider import Provider

# A response that lacks at least this many symbols it had before, and has no others, is a failure of the service.
_ENOUGH_LOST = 2


async def ask_quotes(provider: Provider, symbols: Sequence[str], *, probe: bool = False) -> QuoteBatch:
    """Usable quotes of `symbols` from one provider, each marked with it. Raises SourceError.

    Unknown symbols are added to its negative cache. A `probe` fails while the feed is frozen.
    """
    requests = ceil(len(symbols) / provider.most_symbols)
    call = partial(moving_quotes if probe else usable_quotes, provider, symbols)
    batch = await provider.ask(ProviderTopic.QUOTES, call, requests=requests)
    _remember(provider, symbols, batch)
    return batch


async def usable_quotes(provider: Provider, symbols: Sequence[str]) -> QuoteBatch:
    """Usable quotes of one provider, without its limits. Raises BadData if every symbol that it had is missing."""
    batch = _usable(await provider.source.quotes(symbols), symbols, provider.name)
    if not batch.quotes and _lost(provider, symbols):
        raise BadData(batch.problems[0].message if batch.problems else f"{provider.name} sent no quotes.")
    return batch


async def moving_quotes(provider: Provider, symbols: Sequence[str]) -> QuoteBatch:
    """Usable quotes. Raises BadData while the feed of a provider that was reported as frozen stays frozen."""
    batch = await usable_quotes(provider, symbols)
    if (words := provider.repetition.words) and provider.repetition.goes_on(batch.quotes):
        raise BadData(words)
    return batch


def _usable(batch: QuoteBatch, symbols: Sequence[str], name: str) -> QuoteBatch:
    """The requested quotes that have a price, marked with their provider."""
    wanted = set(symbols)
    quotes = tuple(_marked(quote, name) for quote in batch.quotes if quote.symbol in wanted and quote.price is not None)
    return msgspec.structs.replace(batch, quotes=quotes)


def _marked(quote: Quote, name: str) -> Quote:
    return quote if quote.source == name else msgspec.structs.replace(quote, source=name)


def _lost(provider: Provider, symbols: Sequence[str]) -> bool:
    """Whether symbols are missing that the provider had before: the service fails, not the symbols."""
    return sum(symbol in provider.answered for symbol in symbols) >= _ENOUGH_LOST


def _remember(provider: Provider, symbols: Sequence[str], batch: QuoteBatch) -> None:
    came = {quote.symbol for quote in batch.quotes}
    provider.repetition.take(batch.quotes)
    said = {problem.symbol: problem for problem in reversed(batch.problems)}
    for symbol in symbols:
        if symbol in came:
            if len(provider.answered) < MOST_KEPT:
                provider.answered.add(symbol)
            provider.missing_quotes.forget(symbol)
        else:
            shown = clean(symbol, 32)
            words = f"{provider.name} does not know {shown or 'an empty symbol'}."
            problem = said.get(symbol) or said.get(shown) or Problem(shown, NotFound.kind, words)
            # Anything else passes, such as a price that is not usable, or a symbol whose turn comes with the next call.
            if problem.kind == NotFound.kind:
                provider.missing_quotes.add(symbol, problem)
