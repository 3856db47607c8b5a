"""Typed errors of failed connections. Pure."""

from __future__ import annotations

from r2k_tui.sources.base import BadData, SourceError, Unavailable

# curl's codes.
_TIMEOUT = 28
# A transfer cut short, one that cannot be unpacked or ends behind its data, and headers without end.
_CORRUPT = frozenset({18, 23, 61, 100})
_NO_PROXY_ADDRESS, _NO_ADDRESS, _NO_CONNECTION, _PROXY_HANDSHAKE = 5, 6, 7, 97
_CERTIFICATE, _NO_TLS = frozenset({51, 58, 60, 77, 83, 91}), frozenset({35, 53, 54, 59, 66, 80})
# The response of a proxy that does not let the request through has no code of its own.
_DENIED = "connect tunnel failed"
_OVER_PROXY = " over proxy "

# Statuses of a request that is longer than the service takes.
TOO_LONG = frozenset({413, 414, 431})


def transport_error(error: OSError, service: str, deadline_s: float) -> SourceError:
    """Error of a failed connection or transfer, by curl's code; `deadline_s` in seconds, for the message."""
    code = getattr(error, "code", None)
    if code == _TIMEOUT or isinstance(error, TimeoutError) or type(error).__name__ == "Timeout":
        return Unavailable(f"{service} did not answer within {deadline_s:g} s.")
    if code in _CORRUPT:
        return BadData(f"{service}'s response is corrupt.")
    return proxy_error(error, service) or Unavailable(_words(code, service))


def proxy_error(error: OSError, service: str) -> SourceError | None:
    """Error of a proxy on the way to the service; None where the failure is not the proxy's."""
    code, words = getattr(error, "code", None), str(error).casefold()
    if code == _NO_PROXY_ADDRESS:
        return Unavailable("The address of the proxy cannot be found.")
    if code == _NO_CONNECTION and _OVER_PROXY in words:
        return Unavailable("No connection to the proxy.")
    if code == _PROXY_HANDSHAKE or _DENIED in words:
        return Unavailable(f"The proxy denies access to {service}.")
    return None


def _words(code: object, service: str) -> str:
    if code == _NO_ADDRESS:
        return f"The address of {service} cannot be found."
    if code in _CERTIFICATE:
        return f"{service}'s certificate is invalid."
    return f"No secure connection to {service}." if code in _NO_TLS else f"No connection to {service}."
