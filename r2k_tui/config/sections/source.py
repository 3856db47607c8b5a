"""The source, the speed of a replay, and the store."""

from __future__ import annotations

from typing import Annotated

import msgspec

from r2k_tui.config.section import Section
from r2k_tui.model.calendar.replay import FASTEST


class SourceChoice(Section, frozen=True):
    """The source of the data."""

    name: Annotated[str, msgspec.Meta(min_length=1)] = "yahoo"
    """Name of the source."""
    data: str = ""
    """Folder of the csv and replay sources."""


class ReplayPace(Section, frozen=True):
    """The speed of a replay."""

    speed: Annotated[float, msgspec.Meta(gt=0, le=FASTEST)] = 60.0
    """Multiple of real time."""


class StoreChoice(Section, frozen=True):
    """The store, which keeps data between runs."""

    path: str = ""
    """File; "" is the default in the user's data folder."""
    enabled: bool = True
    """Whether data is kept."""
