"""Market state: the single owner of all market data, which records every change."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from r2k_tui.engine.clock import Clock
from r2k_tui.engine.state.event_log import EventLog, health_message, problem_messages
from r2k_tui.model.alerts.alert import ALERTS_KEPT, Alert
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.halts.table import HaltTable, halt_of
from r2k_tui.model.log import Level
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import FeedStatus, Problem
from r2k_tui.model.market.freshness import is_older
from r2k_tui.model.market.news import SymbolNews
from r2k_tui.model.market.quote import Quote, Spark, with_lasting_facts
from r2k_tui.model.market.quote_changes import WHOLE, difference
from r2k_tui.model.market.sessions import day_in, session_of
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.market.universe import MemberChanges, Summary
from r2k_tui.model.readings.reading import Reading, Score, ScoreKind
from r2k_tui.model.tally import Tally

_SYMBOLS_WITH_NEWS = 16
# A hub terminal can watch any number of nonexistent symbols in quick succession.
_NOTES_AT_ONCE, _ORIGINS_KEPT = 30, 300


@dataclass
class Changes:
    """Names of changed values. Values are read when a frame is built, so a slow reader gets the newest.

    `quotes` holds the bits of the changed fields of each quote, see `difference`. `log_from` is the number of the first
    unpublished log entry, 0 without one.
    """

    quotes: dict[str, int] = field(default_factory=dict)
    sparks: set[str] = field(default_factory=set)
    readings: set[tuple[str, str]] = field(default_factory=set)
    scores: set[ScoreKind] = field(default_factory=set)
    feeds: set[str] = field(default_factory=set)
    bars: set[tuple[str, Interval]] = field(default_factory=set)
    news: set[str] = field(default_factory=set)
    log_from: int = 0
    session: bool = False
    sessions: bool = False
    facts: bool = False
    problems: bool = False
    members: set[int] = field(default_factory=set)
    universe: bool = False
    alerts: set[int] = field(default_factory=set)
    halts: bool = False

    def add(self, other: Changes) -> None:
        """Merge other changes into these."""
        for symbol, bits in other.quotes.items():
            self.quotes[symbol] = self.quotes.get(symbol, 0) | bits
        for name in ("sparks", "readings", "scores", "feeds", "bars", "news", "members", "alerts"):
            getattr(self, name).update(getattr(other, name))
        self.log_from = min(filter(None, (self.log_from, other.log_from)), default=0)
        self.session |= other.session
        self.sessions |= other.sessions
        self.facts |= other.facts
        self.problems |= other.problems
        self.universe |= other.universe
        self.halts |= other.halts

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__)


class MemberFeed(Protocol):
    """Source of constituent data for frames."""

    @property
    def summary(self) -> Summary | None:
        """Aggregate summary of the members, None without one."""

    def changes_of(self, places: set[int]) -> MemberChanges | None:
        """Newest prices of the members at these positions."""


class MarketState:
    """Owner of quotes, bars, readings, news, statuses and log. Every change is recorded in `changes`."""

    def __init__(
        self,
        facts: SourceFacts,
        session: Session,
        clock: Clock = time.time,
        steady_clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.facts, self.session = facts, session
        # Sessions of other venues in use, by venue.
        self.sessions: dict[str, Session] = {}
        self._notes = Tally(steady_clock, _NOTES_AT_ONCE)
        self.event_log = EventLog(clock)
        self.as_of: str | None = None
        self.quotes: dict[str, Quote] = {}
        self.sparks: dict[str, Spark] = {}
        self.bars: dict[tuple[str, Interval], Bars] = {}
        self.readings: dict[str, dict[str, Reading]] = {}
        self.scores: dict[ScoreKind, Score] = {}
        self.feeds: dict[str, FeedStatus] = {}
        self.news: dict[str, SymbolNews] = {}
        self.problems: dict[tuple[str, str], tuple[Problem, ...]] = {}
        self.universe: MemberFeed | None = None
        self.alerts: dict[int, Alert] = {}
        self.halts = HaltTable()
        self.changes = Changes()

    def take_changes(self) -> Changes:
        """Changes since the last call; resets them."""
        taken, self.changes = self.changes, Changes()
        return taken

    def apply_quotes(self, quotes: Iterable[Quote]) -> list[Quote]:
        """Store newer quotes and return them, with the lasting facts that they leave out.

        An older or equal quote has no effect.
        """
        news: list[Quote] = []
        for told in quotes:
            known = self.quotes.get(told.symbol)
            quote = told if known is None else with_lasting_facts(told, known)
            bits = WHOLE if known is None else _news_in(quote, known)
            if bits:
                self.quotes[quote.symbol] = quote
                self.changes.quotes[quote.symbol] = self.changes.quotes.get(quote.symbol, 0) | bits
                news.append(quote)
        return news

    def set_bars(self, bars: Bars) -> None:
        """Store a whole series."""
        self.bars[bars.symbol, bars.interval] = bars
        self.changes.bars.add((bars.symbol, bars.interval))

    def set_spark(self, spark: Spark) -> None:
        """Store the sparkline of a symbol."""
        if self.sparks.get(spark.symbol) != spark:
            self.sparks[spark.symbol] = spark
            self.changes.sparks.add(spark.symbol)

    def set_readings(self, symbol: str, readings: Mapping[str, Reading]) -> None:
        """Merge new readings of a symbol into its existing ones."""
        known = self.readings.setdefault(symbol, {})
        changed = [key for key, reading in readings.items() if known.get(key) != reading]
        known.update(readings)
        self.changes.readings.update((symbol, key) for key in changed)

    def set_scores(self, scores: Iterable[Score]) -> None:
        """Store composite scores."""
        for score in scores:
            if self.scores.get(score.kind) != score:
                self.scores[score.kind] = score
                self.changes.scores.add(score.kind)

    def set_feed(self, status: FeedStatus) -> None:
        """Store the status of a topic and log its change."""
        before = self.feeds.get(status.topic)
        if before != status:
            self.feeds[status.topic] = status
            self.changes.feeds.add(status.topic)
            if (entry := health_message(before, status)) is not None:
                fails_or_recovers = status.failures or (before is not None and before.failures)
                (self.log if fails_or_recovers else self._log_or_count)(entry[0], status.topic, entry[1])

    def set_news(self, news: SymbolNews) -> None:
        """Store the headlines of a symbol; the oldest of too many symbols are dropped."""
        self.news[news.symbol] = news
        self.changes.news.add(news.symbol)
        while len(self.news) > _SYMBOLS_WITH_NEWS:
            oldest = min(self.news.values(), key=lambda known: known.fetched_at).symbol
            del self.news[oldest]
            self.changes.news.discard(oldest)

    def add_alert(self, alert: Alert, *, restored: bool = False) -> None:
        """Add an alert; a `restored` one is not recorded as a change. The oldest alerts are dropped."""
        self.alerts[alert.id] = alert
        if not restored:
            self.changes.alerts.add(alert.id)
        while len(self.alerts) > ALERTS_KEPT:
            oldest = next(iter(self.alerts))
            del self.alerts[oldest]
            self.changes.alerts.discard(oldest)

    def log(self, level: Level, topic: str, message: str) -> None:
        """Add a log entry."""
        entry = self.event_log.add(level, topic, message)
        self.changes.log_from = self.changes.log_from or entry.number

    def _log_or_count(self, level: Level, topic: str, message: str) -> None:
        """Log changes that depend on watched symbols: a few entries per topic, then only their count for a minute."""
        if self._notes.note(topic):
            self.log(level, topic, message)

    def log_counts(self) -> None:
        """Log the number of suppressed entries, for each topic whose minute is over."""
        for found in self._notes.due():
            self.log(Level.WARNING, found.kind, f"{found.times:,} more entries {found.when}: symbols come and go")

    def set_session(self, session: Session) -> None:
        """Store the session; log a new phase."""
        if session != self.session:
            if session.phase is not self.session.phase and self.session.last_close_at is not None:
                self.log(Level.INFO, "session", f"the exchange: {session.phase.value}")
            self.session = session
            self.changes.session = True

    def set_sessions(self, sessions: Mapping[str, Session]) -> None:
        """Store the sessions of the other venues in use, by venue."""
        if sessions != self.sessions:
            self.sessions = dict(sessions)
            self.changes.sessions = True

    def set_halts(self, halts: tuple[Halt, ...]) -> None:
        """Store the halts in effect of the symbols that terminals and members have, one for each."""
        if halts != tuple(self.halts):
            self.halts = HaltTable(halts)
            self.changes.halts = True

    def halt_of(self, symbol: str, now: float) -> Halt | None:
        """Halt of a symbol in effect at `now`, that of the whole market included; None without one."""
        return halt_of(self.halts, self.facts, symbol, self.quotes.get(symbol), now)

    def session_of(self, symbol: str) -> Session:
        """Session of a symbol, see model.market.sessions."""
        return session_of(self.facts, self.session, self.sessions, symbol, self.quotes.get(symbol))

    def day_at(self, symbol: str, time: float) -> date:
        """Day of a symbol's daily bar that `time` belongs to (seconds since the epoch)."""
        return day_in(self.facts, symbol, self.quotes.get(symbol), time)

    def set_facts(self, facts: SourceFacts, as_of: str | None) -> None:
        """Store the source facts and the newest day of its data."""
        if (facts, as_of) != (self.facts, self.as_of):
            self.facts, self.as_of = facts, as_of
            self.changes.facts = True

    def set_problems(self, origin: tuple[str, str], problems: tuple[Problem, ...]) -> None:
        """Replace the problems of `origin` (a topic and a symbol); log new and resolved ones.

        At most 300 origins are stored; the oldest are dropped.
        """
        before = self.problems.get(origin, ())
        if before == problems:
            return
        for level, words in problem_messages(before, problems):
            self._log_or_count(level, origin[0], words)
        self.problems[origin] = problems
        if not problems:
            del self.problems[origin]
        while len(self.problems) > _ORIGINS_KEPT:
            del self.problems[next(iter(self.problems))]
        self.changes.problems = True

    def all_problems(self) -> tuple[Problem, ...]:
        """All current problems, in a stable order."""
        return tuple(problem for origin in sorted(self.problems) for problem in self.problems[origin])


def _news_in(quote: Quote, known: Quote) -> int:
    """Bits of the fields in which a quote differs from the known one; 0 for an older one."""
    return 0 if is_older(quote, known) else difference(known, quote)
