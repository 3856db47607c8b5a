"""The source, its pace in a replay, the address of Yahoo, and the store."""

from __future__ import annotations

from typing import Annotated

import msgspec

from r2k_tui.config.section import STREAM_URL, URL, Section
from r2k_tui.model.calendar.replay import FASTEST


class SourceChoice(Section, frozen=True):
    """Where the numbers come from."""

    name: Annotated[str, msgspec.Meta(min_length=1)] = "yahoo"
    data: str = ""


class ReplayPace(Section, frozen=True):
    """How a recorded day is played: `speed` times as fast as it went."""

    speed: Annotated[float, msgspec.Meta(gt=0, le=FASTEST)] = 60.0


class Yahoo(Section, frozen=True):
    """The way to Yahoo."""

    endpoint: Annotated[str, msgspec.Meta(pattern=URL)] = ""
    proxy: str = ""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=120)] = 15.0
    max_body_mb: Annotated[float, msgspec.Meta(ge=0.1, le=500)] = 20.0
    stream: bool = False
    stream_endpoint: Annotated[str, msgspec.Meta(pattern=STREAM_URL)] = ""
    stream_silence_s: Annotated[float, msgspec.Meta(ge=0.1, le=3600)] = 30.0


class StoreChoice(Section, frozen=True):
    """Where the last picture is kept."""

    path: str = ""
    enabled: bool = True
