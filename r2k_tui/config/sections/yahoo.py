"""How Yahoo is reached."""

from __future__ import annotations

from typing import Annotated

import msgspec

from r2k_tui.config.section import STREAM_URL, URL, Section


class YahooSettings(Section, frozen=True):
    """How Yahoo is reached, and when a call is given up.

    `endpoint` takes the place of every Yahoo host (a gateway; "" is Yahoo itself): path and query stay. `deadline_s`:
    seconds after which a call fails. `proxy`: an http or socks address, "" for none. `max_body_mb`: the largest
    response that is read, in megabytes after decompression; quotes, cookies and bars have tighter limits of their own.
    `stream`: receive pushed prices too, from `stream_endpoint` (a ws or wss address; "" is Yahoo itself), and reconnect
    after `stream_silence_s` without one.
    """

    endpoint: Annotated[str, msgspec.Meta(pattern=URL)] = ""
    proxy: str = ""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=120)] = 15.0
    max_body_mb: Annotated[float, msgspec.Meta(ge=0.1, le=500)] = 20.0
    stream: bool = False
    stream_endpoint: Annotated[str, msgspec.Meta(pattern=STREAM_URL)] = ""
    stream_silence_s: Annotated[float, msgspec.Meta(ge=0.1, le=3600)] = 30.0
