"""Access to Kenneth French's data library."""

from typing import Annotated

import msgspec

from r2k_tui.config.section import PROXY, URL, Section


class FrenchSettings(Section, frozen=True):
    """Access to Kenneth French's data library of factor returns."""

    enabled: bool = True
    """Whether the monthly files are requested, at most once a day, once a view or a command needs them."""
    endpoint: Annotated[str, msgspec.Meta(pattern=URL)] = ""
    """Gateway in place of the library's host, with path and query unchanged; "" is the library itself."""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=120)] = 20.0
    """Seconds after which a request fails."""
    proxy: Annotated[str, msgspec.Meta(pattern=PROXY)] = ""
    """Proxy of these requests alone; "" is that of `[source]`."""
