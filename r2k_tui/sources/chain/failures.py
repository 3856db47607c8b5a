"""Failures of providers as errors that are safe to keep: without the frames of the request that raised them."""

from __future__ import annotations

from collections.abc import Sequence

from r2k_tui.model.text import clean
from r2k_tui.sources.base import (
    AuthFailed,
    BadData,
    NotFound,
    ProviderOff,
    RateLimited,
    SourceError,
    Unavailable,
)

_LONGEST = 300
_KINDS: dict[str, type[SourceError]] = {
    kind.kind: kind for kind in (Unavailable, AuthFailed, BadData, NotFound, ProviderOff)
}


def copied(error: SourceError) -> SourceError:
    """The same failure in one printable line, without cause and traceback."""
    words = clean(str(error), _LONGEST)
    if isinstance(error, RateLimited):
        return type(error)(words, error.retry_at)
    return _KINDS.get(error.kind, Unavailable)(words)


def of_chain(first: SourceError, pauses: Sequence[float | None]) -> SourceError:
    """Failure of a whole chain: that of its `first` provider.

    `pauses`: for each provider of the chain the end of the pause that its service asked for, None without one. A rate
    limit counts as one only where every provider has one, and then until the earliest end; else it would stop the
    requests that other providers still answer.
    """
    ends = [end for end in pauses if end is not None]
    if pauses and len(ends) == len(pauses):
        if isinstance(first, RateLimited):
            return type(first)(str(first), min(ends))
        return RateLimited(f"every provider asks for a pause; {first}", min(ends))
    return Unavailable(str(first)) if isinstance(first, RateLimited) else copied(first)


def short(error: SourceError) -> str:
    """Words of a failure for use within a sentence."""
    return str(error).rstrip(".")
