"""How Yahoo is reached."""

from __future__ import annotations

import msgspec


class YahooSettings(msgspec.Struct, frozen=True):
    """The way to Yahoo.

    `endpoint` takes the place of every one of Yahoo's hosts (a gateway; "" is Yahoo itself): path and query stay.
    `deadline_s`: seconds after which a call has failed. `proxy`: an http or socks address, "" for none.
    `max_body_mb`: the longest answer that is read, in megabytes after decompression; quotes, cookies and bars have
    closer limits of their own. `stream`: listen to pushed prices as well, at `stream_endpoint` (a ws or wss address; ""
    is Yahoo itself), and give the connection up after `stream_silence_s` without one.
    """

    endpoint: str = ""
    deadline_s: float = 15.0
    proxy: str = ""
    max_body_mb: float = 20
    stream: bool = False
    stream_endpoint: str = ""
    stream_silence_s: float = 30.0
