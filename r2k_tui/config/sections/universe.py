"""The constituents of the index: whose list, and how gently the source is polled for them."""

from __future__ import annotations

from typing import Annotated

import msgspec

from r2k_tui.config.section import URL, Section, Symbol


class UniverseSettings(Section, frozen=True):
    """The members of the index: whose list, and how gently the source is asked for them."""

    enabled: bool = True
    large_fund: Symbol = "IWB"
    chunk: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 200
    requests_per_minute: Annotated[int, msgspec.Meta(ge=1, le=6000)] = 30
    history_days: Annotated[int, msgspec.Meta(ge=0, le=20000)] = 1300
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=300)] = 30.0
    max_mb: Annotated[float, msgspec.Meta(ge=0.1, le=100)] = 8.0
    holdings: dict[Symbol, Annotated[str, msgspec.Meta(pattern=URL)]] = msgspec.field(default_factory=dict)
    symbols: dict[Symbol, Symbol] = msgspec.field(default_factory=dict)
