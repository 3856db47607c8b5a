"""The cadence of every topic, and the limits of what a source is asked."""

from __future__ import annotations

from typing import Annotated

import msgspec

from r2k_tui.config.section import Seconds, Section


class Cadence(Section, frozen=True):
    """Seconds between two polls in each phase of the session; 0 is one look a phase."""

    pre: Seconds = 0.0
    open: Seconds = 0.0
    post: Seconds = 0.0
    closed: Seconds = 0.0


class PollSettings(Section, frozen=True):
    """The cadence of every topic."""

    quotes: Cadence = Cadence(pre=15.0, open=5.0, post=15.0)
    intraday: Cadence = Cadence(pre=120.0, open=60.0, post=120.0)
    daily: Cadence = Cadence(open=1800.0, post=900.0)
    news: Cadence = Cadence(pre=900.0, open=600.0, post=900.0)
    universe: Cadence = Cadence(open=60.0)
    macro: Cadence = Cadence(pre=10800.0, open=10800.0, post=10800.0)


class SourceLimits(Section, frozen=True):
    """What one source is asked at most, and how long a failure is given."""

    requests_per_minute: Annotated[int, msgspec.Meta(ge=1, le=6000)] = 60
    burst: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 30
    backoff_s: Annotated[float, msgspec.Meta(gt=0, le=3600)] = 5.0
    backoff_max_s: Annotated[float, msgspec.Meta(gt=0, le=86400)] = 300.0
    breaker_s: Annotated[float, msgspec.Meta(gt=0, le=86400)] = 300.0
