"""How Cboe is reached."""

from __future__ import annotations

from typing import Annotated

import msgspec

from r2k_tui.config.section import URL, Section


class CboeSettings(Section, frozen=True):
    """How Cboe is reached, for its quotes and its history files, and when a request fails."""

    endpoint: Annotated[str, msgspec.Meta(pattern=URL)] = ""
    """Gateway in place of every Cboe host, with path and query unchanged; "" is Cboe itself."""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=120)] = 15.0
    """Seconds after which a request fails."""
