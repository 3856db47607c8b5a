"""Updates from an engine to its terminals: one snapshot, then frames of changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.halts.halt import Halt
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
    """Changes since the previous frame; `seq` counts from 1 within one `epoch` (one run of an engine).

    A quote is in `quotes` as a whole, or in `quote_changes` with the fields that changed since the reader's last
    frame. `from_seq` is the first frame conflated into this one: a slow reader gets several at once. A frame without
    changes is a heartbeat. `halts` replaces the halts in effect, as far as they concern watched symbols and members;
    one without a symbol is of the whole market. `session` is that of New York, `sessions` those of the other venues in
    use.
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
    sessions: dict[str, Session] | None = None
    halts: tuple[Halt, ...] | None = None


class Snapshot(msgspec.Struct, frozen=True, tag="snapshot"):
    """Whole state of an engine as a screen shows it; frames with a higher `seq` follow it.

    `refused` holds the tags of the requests that this terminal may not make, each with the reason.
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
    sessions: dict[str, Session] = {}
    halts: tuple[Halt, ...] = ()


def changed_quotes(news: Snapshot | Frame, quotes: Mapping[str, Quote]) -> Iterator[Quote]:
    """New or updated quotes in `news`, for a reader that has `quotes`."""
    yield from news.quotes
    if isinstance(news, Frame) and news.quote_changes is not None:
        yield from news.quote_changes.applied(quotes)
