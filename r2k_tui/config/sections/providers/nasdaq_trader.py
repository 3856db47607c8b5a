"""Access to the feed of trading halts."""

from typing import Annotated

import msgspec

from r2k_tui.config.section import PROXY, URL, Section


class NasdaqTraderSettings(Section, frozen=True):
    """Access to Nasdaq Trader's feed of trading halts."""

    endpoint: Annotated[str, msgspec.Meta(pattern=URL)] = ""
    """Gateway in place of Nasdaq Trader's host, with path and query unchanged; "" is Nasdaq Trader itself."""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=120)] = 10.0
    """Seconds after which a request fails."""
    proxy: Annotated[str, msgspec.Meta(pattern=PROXY)] = ""
    """Proxy of these requests alone; "" is that of `[source]`."""
