"""Whether a host can be reached at all, found out by one connection, before a client of many megabytes is loaded."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from r2k_tui.sources.base import Unavailable

# Longer than a connection around the world takes. One that takes longer still is left to the client, which tries
# several addresses at once.
_WITHIN_S = 3.0
# A round of requests asks once; whoever presses a key to try again some seconds later asks anew.
_KNOWN_S = 3.0
_PORTS = {"https": 443, "http": 80}
# Variables that send a client by another way.
_PROXIES = ("https_proxy", "http_proxy", "all_proxy")

_NOT_FOUND, _REFUSED = "The address of {} cannot be found.", "No connection to {}."


class Reachability:
    """Hosts of one provider, `service` in messages; a failure is known for a few seconds."""

    def __init__(self, service: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._service, self._clock = service, clock
        self._failed: dict[str, tuple[float, str]] = {}

    def known_failure(self, address: str) -> Unavailable | None:
        """Failure of the last seconds for the host of `address`, found without asking."""
        failed_at, message = self._failed.get(urlsplit(address).netloc, (float("-inf"), ""))
        return Unavailable(message) if self._clock() - failed_at < _KNOWN_S else None

    def check(self, address: str) -> None:
        """Return where a connection to the host of `address` succeeds, or may succeed on another way.

        Blocks for seconds, so call it off the event loop. Raises Unavailable where the address is not found or every
        connection is refused.
        """
        if (known := self.known_failure(address)) is not None:
            raise known
        try:
            _connect(address)
        except TimeoutError:
            return
        except OSError as error:
            words = _NOT_FOUND if isinstance(error, socket.gaierror) else _REFUSED
            message = words.format(self._service)
            self._failed[urlsplit(address).netloc] = (self._clock(), message)
            raise Unavailable(message) from None


def _connect(address: str) -> None:
    parts = urlsplit(address)
    if parts.hostname is None or any(os.environ.get(name) or os.environ.get(name.upper()) for name in _PROXIES):
        return
    socket.create_connection((parts.hostname, parts.port or _PORTS[parts.scheme]), _WITHIN_S).close()
