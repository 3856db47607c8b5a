"""What is asked of a provider for bars, and what it is remembered not to have."""

from __future__ import annotations

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BarBatch, NotFound
from r2k_tui.sources.chain.failover import Wanted
from r2k_tui.sources.chain.health import ProviderTopic
from r2k_tui.sources.chain.provider import Provider


def wanted_bars(symbol: str, interval: Interval, since: float | None) -> Wanted[BarBatch]:
    """Bars of one symbol. No bars since a time are an answer; a whole history without any is none."""
    key = (symbol, interval)

    def without(provider: Provider) -> None:
        words = f"{provider.name} has no {interval} bars of {clean(symbol, 32)}."
        provider.bar_omissions.note(key, Problem(symbol, NotFound.kind, words))

    return Wanted(
        ProviderTopic.BARS,
        symbol,
        lambda provider: provider.source.bars(symbol, interval, since),
        has_any=lambda batch: len(batch.bars) > 0 or since is not None,
        omitted=lambda provider: provider.bar_omissions.has(key),
        without=without,
        given=lambda provider: provider.bar_omissions.forget(key),
    )
