"""How Yahoo is reached."""

from typing import Annotated

import msgspec

from r2k_tui.config.section import PROXY, STREAM_URL, URL, Section


class YahooSettings(Section, frozen=True):
    """How Yahoo is reached, and when a request fails."""

    endpoint: Annotated[str, msgspec.Meta(pattern=URL)] = ""
    """Gateway in place of every Yahoo host, with path and query unchanged; "" is Yahoo itself."""
    proxy: Annotated[str, msgspec.Meta(pattern=PROXY)] = ""
    """Proxy of these requests alone; "" is that of `[source]`."""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=120)] = 15.0
    """Seconds after which a request fails."""
    max_body_mb: Annotated[float, msgspec.Meta(ge=0.1, le=500)] = 20.0
    """Largest response that is read, in megabytes after decompression; quotes, cookies and bars have lower limits."""
    stream: bool = False
    """Whether pushed prices are received too."""
    stream_endpoint: Annotated[str, msgspec.Meta(pattern=STREAM_URL)] = ""
    """WebSocket gateway in place of Yahoo's; "" is Yahoo itself."""
    stream_silence_s: Annotated[float, msgspec.Meta(ge=0.1, le=3600)] = 30.0
    """Seconds without a price, in trading hours, after which the stream reconnects."""
