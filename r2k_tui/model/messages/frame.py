"""What an engine tells its terminals: a snapshot once, then frames of what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.log import LogEntry
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedStatus, Problem
from r2k_tui.model.market.news import SymbolNews
from r2k_tui.model.market.quote import Quote, Spark
from r2k_tui.model.market.quote_changes import QuoteChanges
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.market.universe import MemberChanges, Summary
from r2k_tui.model.readings.reading import Score, SymbolReadings


class Frame(msgspec.Struct, frozen=True, tag="frame"):
    """What changed since the frame before; `seq` counts from 1 within one `epoch` (one life of an engine).

    A quote is in `quotes` as a whole, or in `quote_changes` with what changed in it since the reader was last told.
    `from_seq` is the first frame folded into this one: a slow reader gets several at once. Without changes it is a
    heartbeat.
    """

    epoch: str
    seq: int
    from_seq: int
    published_at: float
    quotes: tuple[Quote, ...] = ()
    quote_changes: QuoteChanges | None = None
    sparks: tuple[Spark, ...] = ()
    readings: tuple[SymbolReadings, ...] = ()
    scores: tuple[Score, ...] = ()
    feeds: tuple[FeedStatus, ...] = ()
    bars_changed: tuple[tuple[str, Interval], ...] = ()
    session: Session | None = None
    facts: SourceFacts | None = None
    problems: tuple[Problem, ...] | None = None
    as_of: str | None = None
    news: tuple[SymbolNews, ...] = ()
    log: tuple[LogEntry, ...] = ()
    members: MemberChanges | None = None
    universe: Summary | None = None
    alerts: tuple[Alert, ...] = ()


class Snapshot(msgspec.Struct, frozen=True, tag="snapshot"):
    """Everything the engine knows that a screen shows; frames with a higher `seq` follow it.

    `refused` names, by their tags, the requests that this terminal may not make, with why.
    """

    epoch: str
    seq: int
    published_at: float
    facts: SourceFacts
    session: Session
    as_of: str | None = None
    quotes: tuple[Quote, ...] = ()
    sparks: tuple[Spark, ...] = ()
    readings: tuple[SymbolReadings, ...] = ()
    scores: tuple[Score, ...] = ()
    feeds: tuple[FeedStatus, ...] = ()
    problems: tuple[Problem, ...] = ()
    news: tuple[SymbolNews, ...] = ()
    log: tuple[LogEntry, ...] = ()
    alerts: tuple[Alert, ...] = ()
    refused: dict[str, str] = {}


def changed_quotes(news: Snapshot | Frame, quotes: Mapping[str, Quote]) -> Iterator[Quote]:
    """The quotes that `news` tells of, as they are now, to a reader that has `known`."""
    yield from news.quotes
    if isinstance(news, Frame) and news.quote_changes is not None:
        yield from news.quote_changes.applied(quotes)
