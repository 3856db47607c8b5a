"""The base class of every table of the settings, and the types that tables share.

This module and those of the sections do without `from __future__ import annotations`: msgspec would compile every
annotation anew in each process, which takes longer than to parse the settings.
"""

from typing import Annotated, ClassVar, Literal

import msgspec

from r2k_tui.model.text import SYMBOL_PATTERN

# Who takes over an edited table while the monitor runs: the screen, a new engine, or the running engine, which is
# notified.
Reload = Literal["screen", "engine", "notify"]
SYMBOL = SYMBOL_PATTERN
RANGE = "^(1D|5D|1M|6M|YTD|1Y|5Y|MAX)$"
URL = r"^(https?://\S+)?$"
# curl's own schemes; a name or an address, a port, and perhaps a user before them.
PROXY = r"^((https?|socks4a?|socks5h?)://[^\s/]+/?)?$"
STREAM_URL = r"^(wss?://\S+)?$"
Symbol = Annotated[str, msgspec.Meta(pattern=SYMBOL)]
Amount = Annotated[float, msgspec.Meta(ge=-1e12, le=1e12)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=86400, description="seconds, 0 to 86400")]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the settings: immutable, closed to unknown keys, and with one way to reload it."""

    reload: ClassVar[Reload] = "engine"


def without_password(address: str) -> str:
    """The address with the password in it masked."""
    head, at, host = address.rpartition("@")
    scheme, _, user = head.partition("://")
    return f"{scheme}://{user.partition(':')[0]}:********@{host}" if at and ":" in user else address
