"""Recordings of the responses of a source."""

from typing import Annotated

import msgspec

from r2k_tui.config.section import Section


class RecordSettings(Section, frozen=True):
    """Location and maximum size of recordings, and continuous recording."""

    path: str = ""
    """Folder of recordings without --out; "" is `recordings` in the user's data folder."""
    max_mb: Annotated[float, msgspec.Meta(ge=0.1, le=10000)] = 50.0
    """Size at which a recording stops, in megabytes."""
    continuous: bool = False
    """Whether the engine of the monitor, and `r2k engine`, record all the time."""
    keep: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 5
    """Number of continuous recordings to keep; older ones are deleted."""
