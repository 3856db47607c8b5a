"""Access to FINRA's files of short interest."""

from typing import Annotated

import msgspec

from r2k_tui.config.section import PROXY, URL, Section


class FinraSettings(Section, frozen=True):
    """Access to FINRA's files of short interest; `[universe] short_interest` turns them off."""

    endpoint: Annotated[str, msgspec.Meta(pattern=URL)] = ""
    """Gateway in place of FINRA's host, with path and query unchanged; "" is FINRA itself."""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=120)] = 30.0
    """Seconds after which a request fails."""
    proxy: Annotated[str, msgspec.Meta(pattern=PROXY)] = ""
    """Proxy of these requests alone; "" is that of `[source]`."""
