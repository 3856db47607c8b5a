"""Failures of providers as errors that can be stored: without the stack frames of the request that raised them."""

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
    """Copy of a failure, as one printable line without cause and traceback."""
    words = clean(str(error), _LONGEST)
    if isinstance(error, RateLimited):
        return type(error)(words, error.retry_at)
    return _KINDS.get(error.kind, Unavailable)(words)


def of_chain(first: SourceError, pauses: Sequence[float | None]) -> SourceError:
    """Failure of a whole chain: that of its `first` provider.

    `pauses`: for each provider, the end of the pause that its service requested, None without one. The chain is rate
    limited only if every provider is, and then until the earliest end; otherwise a pause would block requests that
    other providers still answer.
    """
    ends = [end for end in pauses if end is not None]
    if pauses and len(ends) == len(pauses):
        if isinstance(first, RateLimited):
            return type(first)(str(first), min(ends))
        return RateLimited(f"every provider asks for a pause; {first}", min(ends))
    return Unavailable(str(first)) if isinstance(first, RateLimited) else copied(first)


def short(error: SourceError) -> str:
    """Message of a failure for use within a sentence."""
    return str(error).rstrip(".")
