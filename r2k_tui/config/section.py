"""What every table of the settings is made of."""

from __future__ import annotations

from typing import Annotated

import msgspec

from r2k_tui.model.text import SYMBOL_PATTERN

SYMBOL = SYMBOL_PATTERN
Symbol = Annotated[str, msgspec.Meta(pattern=SYMBOL)]
Amount = Annotated[float, msgspec.Meta(ge=-1e12, le=1e12)]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file: immutable, and closed to keys that do not exist."""


Seconds = Annotated[float, msgspec.Meta(ge=0, le=86400, description="seconds, 0 to 86400")]


RANGE = "^(1D|5D|1M|6M|YTD|1Y|5Y|MAX)$"


URL = r"^(https?://\S+)?$"


STREAM_URL = r"^(wss?://\S+)?$"
