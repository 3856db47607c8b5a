"""Query for bars, and the record of what a provider does not have."""

from __future__ import annotations

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BarBatch, NotFound
from r2k_tui.sources.chain.failover import ProviderQuery
from r2k_tui.sources.chain.health import ProviderTopic
from r2k_tui.sources.chain.provider import Provider


def bar_query(symbol: str, interval: Interval, since: float | None) -> ProviderQuery[BarBatch]:
    """Query for the bars of one symbol. An empty answer counts only for a request since a given time."""
    key = (symbol, interval)

    def on_missing(provider: Provider) -> None:
        words = f"{provider.name} has no {interval} bars of {clean(symbol, 32)}."
        provider.missing_bars.add(key, Problem(symbol, NotFound.kind, words))

    return ProviderQuery(
        ProviderTopic.BARS,
        symbol,
        lambda provider: provider.source.bars(symbol, interval, since),
        has_any=lambda batch: len(batch.bars) > 0 or since is not None,
        is_known_missing=lambda provider: provider.missing_bars.has(key),
        on_missing=on_missing,
        on_found=lambda provider: provider.missing_bars.forget(key),
    )
