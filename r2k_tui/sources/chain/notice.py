"""Status message about a round of quotes: which providers failed, and which ones replaced them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from r2k_tui.sources.base import SourceError
from r2k_tui.sources.chain.failures import short
from r2k_tui.sources.chain.provider import Provider
from r2k_tui.sources.chain.quote_round import QuoteRound


def notice(providers: Sequence[Provider], this: QuoteRound) -> str:
    """Message such as "yahoo: access denied (401); yahoo_chart serves 12 of 12"; "" without a failover."""
    failed: dict[str, SourceError] = {}
    served: Counter[str] = Counter()
    for symbol in this.symbols:
        failures = _before(providers, this, symbol)
        failed |= failures
        if failures and symbol in this.found:
            served[this.found[symbol].source] += 1
    words = [f"{p.name}: {short(failed[p.name])}" for p in providers if p.name in failed]
    words += [f"{p.name} serves {served[p.name]} of {len(this.symbols)}" for p in providers if p.name in served]
    return "; ".join(words)


def _before(providers: Sequence[Provider], this: QuoteRound, symbol: str) -> dict[str, SourceError]:
    """Failures of the providers before the one that serves a symbol; that of the first if none does."""
    covering = [provider for provider in providers if provider.covers(symbol)]
    quote = this.found.get(symbol)
    before = covering[:1] if quote is None else takewhile(lambda provider: provider.name != quote.source, covering)
    return {p.name: error for p in before if (error := this.failure_of(p)) is not None}
