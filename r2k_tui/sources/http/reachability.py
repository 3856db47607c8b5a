"""Whether a host can be reached at all, found out by one connection, before a client of many megabytes is loaded."""

from __future__ import annotations

import os
import socket
from urllib.parse import urlsplit

from r2k_tui.sources.base import Unavailable

# Longer than a connection around the world takes. One that takes longer still is left to the client, which tries
# several addresses at once.
_WITHIN_S = 3.0
_PORTS = {"https": 443, "http": 80}
# Variables that send a client by another way.
_PROXIES = ("https_proxy", "http_proxy", "all_proxy")


def check_reachable(address: str, service: str) -> None:
    """Return where a connection to the host of `address` succeeds, or may succeed on another way.

    Blocks for seconds, so call it off the event loop. Raises Unavailable, with `service` as its name, where the address
    is not found or every connection is refused.
    """
    parts = urlsplit(address)
    if parts.hostname is None or any(os.environ.get(name) or os.environ.get(name.upper()) for name in _PROXIES):
        return
    try:
        socket.create_connection((parts.hostname, parts.port or _PORTS[parts.scheme]), _WITHIN_S).close()
    except TimeoutError:
        return
    except socket.gaierror:
        raise Unavailable(f"The address of {service} cannot be found.") from None
    except OSError:
        raise Unavailable(f"No connection to {service}.") from None
