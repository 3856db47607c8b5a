"""Polling intervals of every topic, and request limits of a source."""

from typing import Annotated

import msgspec

from r2k_tui.config.section import Seconds, Section


class Cadence(Section, frozen=True):
    """Seconds between two polls by phase of the session; 0 polls once per phase."""

    pre: Seconds = 0.0
    """Before the open."""
    open: Seconds = 0.0
    """While the exchange is open."""
    post: Seconds = 0.0
    """After the close."""
    closed: Seconds = 0.0
    """While the exchange is closed."""


class MarketCadence(Cadence, frozen=True):
    """Cadence of a topic that is also polled for markets that are open while New York is closed."""

    overnight: Seconds = 0.0
    """Interval while New York is closed, for watched symbols whose own market is open; 0 disables these polls."""


class PollSettings(Section, frozen=True):
    """Polling intervals of every topic."""

    quotes: MarketCadence = MarketCadence(pre=15.0, open=5.0, post=15.0, overnight=30.0)
    """Quotes of the watched symbols."""
    intraday: MarketCadence = MarketCadence(pre=120.0, open=60.0, post=120.0, overnight=120.0)
    """Intraday bars."""
    daily: Cadence = Cadence(open=1800.0, post=900.0)
    """Daily bars."""
    news: Cadence = Cadence(pre=900.0, open=600.0, post=900.0)
    """Headlines."""
    universe: Cadence = Cadence(open=60.0)
    """Quotes of all constituents."""
    macro: Cadence = Cadence(pre=10800.0, open=10800.0, post=10800.0)
    """Macroeconomic series."""


class SourceLimits(Section, frozen=True):
    """Request limits of a source, and waits after a failure."""

    requests_per_minute: Annotated[int, msgspec.Meta(ge=1, le=6000)] = 60
    """Maximum requests per minute, all topics together."""
    burst: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 30
    """Maximum burst of requests."""
    backoff_s: Annotated[float, msgspec.Meta(gt=0, le=3600)] = 5.0
    """First wait after a failure, in seconds; it doubles, with jitter."""
    backoff_max_s: Annotated[float, msgspec.Meta(gt=0, le=86400)] = 300.0
    """Maximum wait after a failure, in seconds."""
    breaker_s: Annotated[float, msgspec.Meta(gt=0, le=86400)] = 300.0
    """Minimum wait after a rate limit response, in seconds; it doubles, too."""
