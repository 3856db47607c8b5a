"""Access to Nasdaq, and its limits."""

from typing import Annotated

import msgspec

from r2k_tui.config.section import PROXY, URL, Section


class NasdaqSettings(Section, frozen=True):
    """Access to Nasdaq's quotes and calendars, and their limits."""

    endpoint: Annotated[str, msgspec.Meta(pattern=URL)] = ""
    """Gateway in place of Nasdaq's host, with path and query unchanged; "" is Nasdaq itself."""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=120)] = 15.0
    """Seconds after which a request fails, and a poll of several symbols ends."""
    longest_list: Annotated[int, msgspec.Meta(ge=1, le=600)] = 60
    """Longest list of symbols to request; each takes a second."""
    calendars: bool = False
    """Whether Nasdaq's calendars of earnings, dividends, splits and IPOs are used; also on with `nasdaq` in a chain."""
    calendar_days: Annotated[int, msgspec.Meta(ge=1, le=40)] = 10
    """Sessions ahead that the calendars are asked for, once a day: two requests for each."""
    proxy: Annotated[str, msgspec.Meta(pattern=PROXY)] = ""
    """Proxy of these requests alone; "" is that of `[source]`."""
