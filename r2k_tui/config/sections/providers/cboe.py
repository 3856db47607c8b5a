"""Access to Cboe."""

from typing import Annotated

import msgspec

from r2k_tui.config.section import PROXY, URL, Section


class CboeSettings(Section, frozen=True):
    """Access to Cboe's quotes and history files."""

    endpoint: Annotated[str, msgspec.Meta(pattern=URL)] = ""
    """Gateway in place of every Cboe host, with path and query unchanged; "" is Cboe itself."""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=120)] = 15.0
    """Seconds after which a request fails."""
    proxy: Annotated[str, msgspec.Meta(pattern=PROXY)] = ""
    """Proxy of these requests alone; "" is that of `[source]`."""
