"""Typed errors of failed connections. Pure."""

from __future__ import annotations

from r2k_tui.sources.base import BadData, SourceError, Unavailable

_TIMEOUT = 28
# A transfer cut short, one that cannot be unpacked or ends behind its data, and headers without end.
_CORRUPT = frozenset({18, 23, 61, 100})

# Statuses of a request that is longer than the service takes.
TOO_LONG = frozenset({413, 414, 431})


def transport_error(error: OSError, service: str, deadline_s: float) -> SourceError:
    """Error of a failed connection or transfer, by curl's code; `deadline_s` in seconds, for the message."""
    code = getattr(error, "code", None)
    if code == _TIMEOUT or isinstance(error, TimeoutError) or type(error).__name__ == "Timeout":
        return Unavailable(f"{service} did not answer within {deadline_s:g} s.")
    if code in _CORRUPT:
        return BadData(f"{service}'s response is corrupt.")
    return Unavailable(f"No connection to {service}.")
