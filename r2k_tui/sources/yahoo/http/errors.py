"""Mapping of the client's exceptions to the typed errors."""

from __future__ import annotations

import logging

from r2k_tui.sources.base import AuthFailed, BadData, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.http.transport import proxy_error, transport_error
from r2k_tui.sources.yahoo.http.client_changed import client_change

logger = logging.getLogger(__name__)

# Matched by class name, without imports: the client loads only on first use, and a class that moves within the client
# must not break the border.
_BY_NAME: dict[str, tuple[type[SourceError], str]] = {
    "YFRateLimitError": (RateLimited, "Yahoo refuses more requests for now."),
    "YFTzMissingError": (NotFound, "Yahoo does not know the symbol; it may be delisted."),
    "YFPricesMissingError": (BadData, "Yahoo answered without prices."),
    "YFTickerMissingError": (NotFound, "Yahoo does not know the symbol; it may be delisted."),
    "YFInvalidPeriodError": (BadData, "Yahoo does not serve bars for this period."),
    "YFDataException": (Unavailable, "Yahoo has a server error."),
    "DNSError": (Unavailable, "The address of Yahoo cannot be found."),
    "ProxyError": (Unavailable, "The proxy denies access to Yahoo."),
    "CertificateVerifyError": (Unavailable, "Yahoo's certificate is invalid."),
    "SSLError": (Unavailable, "No secure connection to Yahoo."),
    "IncompleteRead": (BadData, "Yahoo's response was cut off."),
    "InvalidURL": (Unavailable, "Yahoo's address is malformed."),
    "PeeweeException": (Unavailable, "Yahoo's own cache on this machine failed."),
}
_BY_STATUS: dict[int, tuple[type[SourceError], str]] = {
    401: (AuthFailed, "Yahoo denies access (401)."),
    403: (AuthFailed, "Yahoo denies access (403)."),
    404: (NotFound, "Yahoo does not know this."),
    429: (RateLimited, "Yahoo refuses more requests for now."),
}


def typed(error: BaseException, deadline_s: float) -> SourceError:
    """Typed error for any exception below the border; `deadline_s` in seconds, for the message."""
    if isinstance(error, SourceError):
        return error
    logger.debug("Yahoo's client failed", exc_info=error)
    if (change := client_change(error)) is not None:
        return change
    status = getattr(getattr(error, "response", None), "status_code", None)
    if type(error).__name__ == "HTTPError" and status in _BY_STATUS:
        return _made(_BY_STATUS[status])
    if isinstance(error, OSError) and (proxied := proxy_error(error, "Yahoo")) is not None:
        return proxied
    for ancestor in type(error).__mro__:
        if ancestor.__name__ in _BY_NAME:
            return _made(_BY_NAME[ancestor.__name__])
    if isinstance(error, OSError):
        return transport_error(error, "Yahoo", deadline_s)
    if isinstance(error, MemoryError):
        return Unavailable("There is not enough memory for Yahoo's answer.")
    return BadData("Yahoo's answer does not have the shape that its client expects.")


def is_cache_failure(error: BaseException) -> bool:
    """Whether the client's own cache on disk failed (damaged, locked, disk full)."""
    return any(ancestor.__name__ == "PeeweeException" for ancestor in type(error).__mro__)


def _made(kind: tuple[type[SourceError], str]) -> SourceError:
    return kind[0](kind[1])
