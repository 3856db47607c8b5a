"""Connection settings of Yahoo."""

from __future__ import annotations

import msgspec


class YahooSettings(msgspec.Struct, frozen=True):
    """Connection settings of Yahoo.

    `endpoint` replaces each of Yahoo's hosts (a gateway; "" is Yahoo itself); path and query stay. `deadline_s`:
    seconds after which a call fails. `proxy`: an http or socks address, "" for none. `max_body_mb`: longest response
    in megabytes after decompression; quotes, cookies and bars have lower limits of their own. `stream`: receive pushed
    prices as well, from `stream_endpoint` (a ws or wss address; "" is Yahoo itself), and drop the connection after
    `stream_silence_s` without one.
    """

    endpoint: str = ""
    deadline_s: float = 15.0
    proxy: str = ""
    max_body_mb: float = 20
    stream: bool = False
    stream_endpoint: str = ""
    stream_silence_s: float = 30.0
