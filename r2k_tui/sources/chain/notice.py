"""Words about a round of quotes: which providers fail, and who stands in for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from r2k_tui.sources.base import SourceError
from r2k_tui.sources.chain.failures import short
from r2k_tui.sources.chain.provider import Provider
from r2k_tui.sources.chain.quote_round import QuoteRound


def notice(providers: Sequence[Provider], this: QuoteRound) -> str:
    """Such as "yahoo: access denied (401); yahoo_chart serves 12 of 12"; "" where no provider failed that has any of
    the symbols."""
    failures = {p.name: error for p in providers if (error := this.failure_of(p)) is not None and _covers(p, this)}
    if not failures:
        return ""
    served = Counter(
        quote.source for symbol, quote in this.found.items() if _stands_in(providers, symbol, quote.source, failures)
    )
    words = [f"{name}: {short(error)}" for name, error in failures.items()]
    return "; ".join([*words, *(f"{name} serves {count} of {len(this.symbols)}" for name, count in served.items())])


def _covers(provider: Provider, this: QuoteRound) -> bool:
    return any(provider.covers(symbol) for symbol in this.symbols)


def _stands_in(providers: Sequence[Provider], symbol: str, source: str, failures: dict[str, SourceError]) -> bool:
    """Whether a symbol would have come from another provider, had that one not failed."""
    before = [p.name for p in providers if p.covers(symbol)]
    return any(name in failures for name in before[: before.index(source)])
