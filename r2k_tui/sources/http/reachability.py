"""Whether a host can be reached at all, found out by one connection, before a client of many megabytes is loaded."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from r2k_tui.sources.base import Unavailable

# Longer than a connection around the world takes. One that takes longer still is left to the client, which tries
# several addresses at once.
_WITHIN_S = 3.0
# A round of requests asks once; whoever presses a key to try again some seconds later asks anew.
_KNOWN_S = 3.0
_PORTS = {"https": 443, "http": 80}
_NOT_FOUND, _REFUSED = "The address of {} cannot be found.", "No connection to {}."
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class _Target(NamedTuple):
    """Where a client connects to first, and its name in messages."""

    host: str
    port: int
    named: str


class Reachability:
    """Hosts of one provider, `service` in messages; a failure is known for a few seconds.

    `proxy`: address of the proxy of the settings; "" leaves it to the environment, as curl does.
    """

    def __init__(self, service: str, proxy: str = "", clock: Callable[[], float] = time.monotonic) -> None:
        self._service, self._proxy, self._clock = service, proxy, clock
        self._failed: dict[str, tuple[float, str]] = {}

    def known_failure(self, address: str) -> Unavailable | None:
        """Failure of the last seconds for the host of `address`, found without asking."""
        failed_at, message = self._failed.get(urlsplit(address).netloc, (float("-inf"), ""))
        return Unavailable(message) if self._clock() - failed_at < _KNOWN_S else None

    def check(self, address: str) -> None:
        """Return where a connection to the host of `address`, or to its proxy, succeeds or may succeed.

        Blocks for seconds, so call it off the event loop. Raises Unavailable where an address is not found or every
        connection is refused.
        """
        if (known := self.known_failure(address)) is not None:
            raise known
        if (target := self._target(address)) is None:
            return
        try:
            socket.create_connection((target.host, target.port), _WITHIN_S).close()
        except TimeoutError:
            return
        except OSError as error:
            words = _NOT_FOUND if isinstance(error, socket.gaierror) else _REFUSED
            message = words.format(target.named)
            self._failed[urlsplit(address).netloc] = (self._clock(), message)
            raise Unavailable(message) from None

    def _target(self, address: str) -> _Target | None:
        """None where only the client knows: a proxy without a port, or one with exceptions."""
        host = urlsplit(address)
        proxy = self._proxy or ("" if host.hostname in _LOOPBACK else _proxy_of_environment(host.scheme))
        if not proxy:
            return _target_of(address, self._service)
        if not self._proxy and _variable("no_proxy"):
            return None
        return _target_of(proxy if "://" in proxy else f"http://{proxy}", "the proxy", ports={})


def _target_of(address: str, named: str, ports: Mapping[str, int] = _PORTS) -> _Target | None:
    parts = urlsplit(address)
    port = parts.port or ports.get(parts.scheme)
    return _Target(parts.hostname, port, named) if parts.hostname and port else None


def _proxy_of_environment(scheme: str) -> str:
    # HTTP_PROXY in capitals is a header of a request to a CGI script, which curl does not read.
    own = os.environ.get("http_proxy", "") if scheme == "http" else _variable(f"{scheme}_proxy")
    return own or _variable("all_proxy")


def _variable(name: str) -> str:
    return os.environ.get(name) or os.environ.get(name.upper(), "")
