"""Access to the calendars of releases of the economy."""

from typing import Annotated, Literal

import msgspec

from r2k_tui.config.section import PROXY, URL, Section

ReleaseFeed = Literal["fed", "bls", "bea"]


class ReleaseSettings(Section, frozen=True):
    """Access to the calendars of the Federal Reserve, of labor statistics (BLS) and of economic analysis (BEA)."""

    feeds: tuple[ReleaseFeed, ...] = ("fed", "bls", "bea")
    """Calendars to request once a day; without any, only the packaged table is used."""
    endpoint: Annotated[str, msgspec.Meta(pattern=URL)] = ""
    """Gateway in place of every one of their hosts, with path and query unchanged; "" is the agencies themselves."""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=120)] = 20.0
    """Seconds after which a request fails."""
    proxy: Annotated[str, msgspec.Meta(pattern=PROXY)] = ""
    """Proxy of these requests alone; "" is that of `[source]`."""
