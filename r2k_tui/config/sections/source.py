"""The source, its pace in a replay, the address of Yahoo, and the store."""

from __future__ import annotations

from typing import Annotated

import msgspec

from r2k_tui.config.section import Section
from r2k_tui.model.calendar.replay import FASTEST


class SourceChoice(Section, frozen=True):
    """Where the numbers come from."""

    name: Annotated[str, msgspec.Meta(min_length=1)] = "yahoo"
    data: str = ""


class ReplayPace(Section, frozen=True):
    """How a recorded day is played: `speed` times as fast as it went."""

    speed: Annotated[float, msgspec.Meta(gt=0, le=FASTEST)] = 60.0


class StoreChoice(Section, frozen=True):
    """Where the last picture is kept."""

    path: str = ""
    enabled: bool = True
