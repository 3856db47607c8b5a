"""Contents of a recording: its header, and one record per response, failure and streamed batch. Times are UTC seconds.

Changing a struct here changes the file format: increment SCHEMA.
"""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import FeedStatus, Problem
from r2k_tui.model.market.news import Headline
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.streaming import Tick

SCHEMA = 1
# Kind of a failure caused by a defect in R2K, not by the source.
DEFECT = "defect"


class RecordingHeader(msgspec.Struct, frozen=True):
    """Header of a recording: the source, and the settings that determine its requests and their schedule.

    `providers`: those of a chain; `pushes`: the source streamed prices. `market`, `poll` and `limits` are tables of the
    settings. Nothing in it is personal: no holdings, paths or secrets.
    """

    schema: int
    version: str
    source: str
    started: float
    symbols: tuple[str, ...]
    intervals: tuple[Interval, ...]
    simulated: bool = False
    live: bool = True
    always_open: bool = False
    extended_hours: bool = False
    news: bool = False
    pushes: bool = False
    providers: tuple[str, ...] = ()
    quote_cadence_s: float | None = None
    market: dict[str, str | float | list[str] | None] = {}
    poll: dict[str, dict[str, float]] = {}
    limits: dict[str, int | float] = {}


class RecordedFailure(msgspec.Struct, frozen=True, array_like=True):
    """A SourceError as a value."""

    kind: str
    message: str
    retry_at: float | None = None


class QuotesRecord(msgspec.Struct, frozen=True, array_like=True, tag="quotes"):
    """Answer to one request for quotes; `disputed` as in QuoteBatch."""

    asked_at: float
    at: float
    symbols: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()
    problems: tuple[Problem, ...] = ()
    disputed: dict[str, dict[str, float]] = {}
    failure: RecordedFailure | None = None


class BarsRecord(msgspec.Struct, frozen=True, array_like=True, tag="bars"):
    """Answer to one request for bars; `bars` is None after a failure."""

    asked_at: float
    at: float
    symbol: str
    interval: Interval
    since: float | None
    bars: Bars | None = None
    problems: tuple[Problem, ...] = ()
    failure: RecordedFailure | None = None


class NewsRecord(msgspec.Struct, frozen=True, array_like=True, tag="news"):
    """Answer to one request for headlines."""

    asked_at: float
    at: float
    symbol: str
    headlines: tuple[Headline, ...] = ()
    failure: RecordedFailure | None = None


class OpinionRecord(msgspec.Struct, frozen=True, array_like=True, tag="opinion"):
    """Answer to one request for a second opinion; see ProviderChain."""

    asked_at: float
    at: float
    symbol: str
    besides: str
    quote: Quote | None = None
    failure: RecordedFailure | None = None


class StatusRecord(msgspec.Struct, frozen=True, array_like=True, tag="status"):
    """Change of the health of a provider of a chain."""

    at: float
    status: FeedStatus


class TicksRecord(msgspec.Struct, frozen=True, array_like=True, tag="ticks"):
    """Pushed prices that arrived together."""

    at: float
    ticks: tuple[Tick, ...]


class StreamRecord(msgspec.Struct, frozen=True, array_like=True, tag="stream"):
    """The stream has started to deliver (`up`), or stopped, for the reason in `message`."""

    at: float
    up: bool
    message: str = ""
    wait_s: float = 0.0


class DroppedRecord(msgspec.Struct, frozen=True, array_like=True, tag="dropped"):
    """Number of records dropped so far."""

    at: float
    count: int


class EndRecord(msgspec.Struct, frozen=True, array_like=True, tag="end"):
    """Last record of a complete recording."""

    at: float
    reason: str


Answer = QuotesRecord | BarsRecord | NewsRecord | OpinionRecord
Record = Answer | StatusRecord | TicksRecord | StreamRecord | DroppedRecord | EndRecord
