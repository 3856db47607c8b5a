"""The constituents of the index: where their list comes from, and how they are polled."""

from __future__ import annotations

from typing import Annotated

import msgspec

from r2k_tui.config.section import URL, Section, Symbol


class UniverseSettings(Section, frozen=True):
    """The constituents of the index."""

    enabled: bool = True
    """Whether constituents are fetched and polled."""
    large_fund: Symbol = "IWB"
    """Fund of large companies, for comparing valuations."""
    chunk: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 200
    """Constituents per quote request."""
    requests_per_minute: Annotated[int, msgspec.Meta(ge=1, le=6000)] = 30
    """Maximum requests per minute for constituents, within `[limits]`."""
    history_days: Annotated[int, msgspec.Meta(ge=0, le=20000)] = 1300
    """Calendar days of closes per constituent; 0 fetches none."""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=300)] = 30.0
    """Seconds after which fetching a holdings list fails."""
    max_mb: Annotated[float, msgspec.Meta(ge=0.1, le=100)] = 8.0
    """Largest holdings list that is read, in megabytes."""
    endpoint: Annotated[str, msgspec.Meta(pattern=URL)] = ""
    """Gateway in place of the hosts of iShares, with path and query unchanged; "" is iShares itself."""
    holdings: dict[Symbol, Annotated[str, msgspec.Meta(pattern=URL)]] = msgspec.field(default_factory=dict)
    """Address of the holdings list of each fund; "" fetches none."""
    symbols: dict[Symbol, Symbol] = msgspec.field(default_factory=dict)
    """Spelling of tickers that the source spells differently from the list."""
