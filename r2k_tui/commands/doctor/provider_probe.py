"""Probe of the providers of quotes: one request to each, and the contents of its response."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

import msgspec

from r2k_tui.bootstrap.source import make_provider
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import PartialSource, QuoteBatch, Source, SourceError
from r2k_tui.sources.registry import UnknownSource, opt_in_providers

# Fields of a quote that the screens show.
_FIELDS = ("price", "previous_close", "open", "day_high", "day_low", "volume", "bid", "ask", "currency", "time")
_FUTURE = "RTY=F"
# Providers that take one symbol per request: one symbol is enough for a probe.
_ONE_EACH = frozenset({"nasdaq"})


class ProviderProbe(msgspec.Struct, frozen=True):
    """Outcome of one probe. `answered` is None for a provider that is not in the chain, and was not asked.

    `newest_at`: time of the newest price (seconds since the epoch). `symbols`: those with a price.
    `without_answer`: those without. `missing_fields`: fields that no quote has.
    """

    provider: str
    answered: bool | None
    seconds: float = 0.0
    newest_at: float | None = None
    delay_s: float | None = None
    symbols: tuple[str, ...] = ()
    without_answer: tuple[str, ...] = ()
    missing_fields: tuple[str, ...] = ()
    words: str = ""


async def probe_providers(setup: EngineSetup) -> list[ProviderProbe]:
    """Probes of the providers of the chain, side by side, and a row for each that the user may add to it."""
    chain = setup.config.source.chain
    symbols = probed_symbols(setup.config.market)
    probes = await asyncio.gather(*(_probe(setup, name, symbols) for name in chain))
    left = [info for info in opt_in_providers() if info.name not in chain]
    return [*probes, *(ProviderProbe(i.name, None, words=f"not in [source] chain: {i.terms}") for i in left)]


def probed_symbols(market: MarketSettings) -> tuple[str, ...]:
    """Symbols of `[market]` and the index future; none of the user's own lists."""
    roles = (
        *(market.index, market.small_fund, market.large_index, market.large_fund, market.implied_volatility),
        *(market.implied_volatility_fallback, market.high_yield, market.treasury, market.bill),
    )
    return tuple(dict.fromkeys((*roles, _FUTURE)))


async def _probe(setup: EngineSetup, name: str, symbols: Sequence[str]) -> ProviderProbe:
    started = time.monotonic()
    try:
        source = await asyncio.to_thread(make_provider, setup, name)
    except (SourceError, UnknownSource) as error:
        return ProviderProbe(name, answered=False, words=str(error))
    try:
        batch = await source.quotes(asked := _asked(source, symbols))
    except SourceError as error:
        return ProviderProbe(name, answered=False, seconds=time.monotonic() - started, words=str(error))
    finally:
        await source.close()
    return _of_batch(name, batch, asked, time.monotonic() - started)


def _asked(source: Source, symbols: Sequence[str]) -> list[str]:
    covered = [symbol for symbol in symbols if not isinstance(source, PartialSource) or source.covers(symbol)]
    return covered[:1] if source.name in _ONE_EACH else covered


def _of_batch(name: str, batch: QuoteBatch, asked: Sequence[str], seconds: float) -> ProviderProbe:
    priced = [quote for quote in batch.quotes if quote.price is not None]
    given = {quote.symbol for quote in priced}
    times = [quote.time for quote in priced if quote.time is not None]
    words = "" if priced else batch.problems[0].message if batch.problems else "no price came"
    return ProviderProbe(
        name,
        answered=bool(priced),
        seconds=seconds,
        newest_at=max(times, default=None),
        delay_s=max((quote.delay_s for quote in priced), default=None),
        symbols=tuple(symbol for symbol in asked if symbol in given),
        without_answer=tuple(symbol for symbol in asked if symbol not in given),
        missing_fields=tuple(field for field in _FIELDS if priced and all(_lacks(quote, field) for quote in priced)),
        words=words,
    )


def _lacks(quote: Quote, field: str) -> bool:
    return getattr(quote, field) in (None, "")
