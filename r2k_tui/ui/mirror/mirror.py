"""The terminal's mirror of the engine: its last known state, and nothing made up."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import msgspec

from r2k_tui.link.engine_client import RESTART, EngineEvent, Lost
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.halts.halt import MARKET, Halt
from r2k_tui.model.halts.table import HaltTable, halt_of
from r2k_tui.model.index.reconstitution import Countdown, Reconstitution, countdown
from r2k_tui.model.log import Level
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import TROUBLES, FeedStatus, Problem
from r2k_tui.model.market.freshness import doubted, is_frozen, is_older, shown_state, state_of
from r2k_tui.model.market.news import Headline, SymbolNews
from r2k_tui.model.market.quote import Quote, QuoteState, Spark
from r2k_tui.model.market.sessions import day_in, session_of
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.model.readings.reading import Reading, Score, ScoreKind
from r2k_tui.ui.actions.table import ACTIONS, NamedKeys, named_keys
from r2k_tui.ui.mirror.alerts import AlertList
from r2k_tui.ui.mirror.events import EventsMirror
from r2k_tui.ui.mirror.log import LogMirror
from r2k_tui.ui.mirror.marks import MarksMirror
from r2k_tui.ui.mirror.members import UniverseMirror
from r2k_tui.ui.mirror.notices import NoticeList
from r2k_tui.ui.mirror.quotes import QuoteTableState


@dataclass
class Mirror:
    """Owned by the app; changed by `apply`, and by `store_news` with requested headlines.

    `keys`: keys of this terminal that messages name.
    `still`: sparklines are frozen, for a slow line on which each change costs.
    `reconstitutions`: those of the settings, which replace packaged ones. `fund`: the fund of the index.
    While paused, `quotes`, `sparks` and `members` are those at the start of the pause.
    """

    facts: SourceFacts
    index: str
    wall: Callable[[], float] = time.time
    session: Session = field(default_factory=Session)
    sessions: dict[str, Session] = field(default_factory=dict)
    as_of: str | None = None
    quotes: QuoteTableState = field(default_factory=QuoteTableState)
    sparks: dict[str, Spark] = field(default_factory=dict)
    readings: dict[str, dict[str, Reading]] = field(default_factory=dict)
    scores: dict[ScoreKind, Score] = field(default_factory=dict)
    feeds: dict[str, FeedStatus] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    news: dict[str, SymbolNews] = field(default_factory=dict)
    log: LogMirror = field(default_factory=LogMirror)
    notices: NoticeList = field(default_factory=NoticeList)
    alerts: AlertList = field(default_factory=AlertList)
    members: UniverseMirror = field(default_factory=UniverseMirror)
    events: EventsMirror = field(default_factory=EventsMirror)
    readings_version: int = 0
    bars_changed: set[tuple[str, Interval]] = field(default_factory=set)
    lost: str = ""
    remedy: str = RESTART
    refused: dict[str, str] = field(default_factory=dict)
    paused_at: float | None = None
    still: bool = False
    keys: NamedKeys = field(default_factory=lambda: named_keys(ACTIONS))
    connected: bool = False
    troubled: dict[str, None] = field(default_factory=dict)
    reconstitutions: tuple[Reconstitution, ...] = ()
    halts: HaltTable = field(default_factory=HaltTable)
    fund: str = ""
    marks: MarksMirror = field(default_factory=MarksMirror)

    def __post_init__(self) -> None:
        self._live_quotes, self._live_sparks = self.quotes, self.sparks
        self._reported: set[str] = set()
        self._lost_at = 0.0

    def reconstitution(self) -> Countdown | None:
        """Countdown to the next reconstitution, from today or from the day of the analysis."""
        past = date.fromisoformat(self.as_of) if self.as_of and not self.facts.live else None
        return countdown(self.reconstitutions, past or new_york_day(self.clock()))

    @property
    def paused(self) -> bool:
        """Whether painting is paused."""
        return self.paused_at is not None

    def pause(self) -> None:
        """Pause, or resume with the latest state."""
        if self.paused:
            self.paused_at, self.quotes, self.sparks = None, self._live_quotes, self._live_sparks
        else:
            self.paused_at, self.quotes, self.sparks = self.wall(), self.quotes.copy(), self.sparks.copy()
        self.members.held = self.paused

    def clock(self) -> float:
        """Market time: the replayed moment in a replay, otherwise wall-clock time."""
        wall, replay = self.wall(), self.facts.replay
        return wall if replay is None else replay.now(wall)

    def apply(self, event: EngineEvent) -> bool:
        """Apply an event; returns True if there is something to paint."""
        if isinstance(event, Lost):
            self._lose(event)
            return True
        if self.lost:
            self._reported.clear()
            away = max(0.0, self.wall() - self._lost_at)
            self.log.note(self.clock(), Level.INFO, "engine", f"reconnected after {away:.0f} s")
        self.lost, self.connected = "", True
        if isinstance(event, Snapshot):
            self._reset(event)
        return self._apply_frame(event)

    def is_news(self, lost: Lost) -> bool:
        """Whether the person has not been notified of it yet: repeated attempts to reconnect may fail for the same
        reason.
        """
        return lost.message not in self._reported

    def _lose(self, lost: Lost) -> None:
        if not self.lost:
            self._lost_at = self.wall()
        if self.is_news(lost):
            self._reported.add(lost.message)
            self.log.note(self.clock(), Level.ERROR, "engine", f"{lost.message}; {lost.remedy}")
        self.lost, self.remedy = lost.message, lost.remedy

    def refusal(self, request: type[msgspec.Struct]) -> str:
        """Why this terminal may not make requests of this kind; "" where it may, as far as is known."""
        return self.refused.get(str(request.__struct_config__.tag), "")

    def _reset(self, snapshot: Snapshot) -> None:
        """Start over with a new engine, or after a gap: only the last good quotes stay, with their age."""
        self.facts, self.session, self.as_of = snapshot.facts, snapshot.session, snapshot.as_of
        self.refused = snapshot.refused
        self.feeds.clear()
        self.troubled.clear()
        self.readings.clear()
        self.readings_version += 1
        self.events.forget_request()
        self.members.followed = False

    def _apply_frame(self, news: Snapshot | Frame) -> bool:
        for quote in news.quotes:
            if not (isinstance(news, Snapshot) and self._is_outdated(quote)):
                self._live_quotes.put(quote)
        if isinstance(news, Frame) and news.quote_changes is not None:
            self._live_quotes.apply(news.quote_changes)
        self._live_sparks.update({spark.symbol: self._frozen_spark(spark) for spark in news.sparks})
        for result in news.readings:
            self.readings.setdefault(result.symbol, {}).update(result.readings)
        self.readings_version += bool(news.readings or news.scores)
        self.scores.update({score.kind: score for score in news.scores})
        health = self._apply_health(news.feeds)
        if news.problems is not None:
            self.problems = news.problems
        self.session = self.session if news.session is None else news.session
        self.sessions = self.sessions if news.sessions is None else news.sessions
        if news.facts is not None:
            self.facts = news.facts
        if news.halts is not None:
            self.halts = HaltTable(news.halts)
        self.as_of = news.as_of
        for headlines in news.news:
            self.store_news(headlines)
        logged = self.log.merge(news.epoch, news.log)
        alerted = self.alerts.merge(news.alerts, whole=isinstance(news, Snapshot))
        if isinstance(news, Snapshot):
            return True
        self.bars_changed.update(news.bars_changed)
        logged |= self.members.apply(news.members, news.universe)
        parts = (
            news.quotes,
            news.quote_changes,
            news.sparks,
            news.readings,
            news.scores,
            health,
            news.session,
            news.facts,
        )
        text = (
            any(parts)
            or news.halts is not None
            or news.sessions is not None
            or news.problems is not None
            or logged
            or alerted
        )
        return text or bool(news.bars_changed) or bool(news.news)

    def _apply_health(self, feeds: Sequence[FeedStatus]) -> bool:
        """Returns whether a topic says something new; its times and counts are painted with the ages."""
        is_news = False
        for status in feeds:
            is_news |= not status.says_the_same(self.feeds.get(status.topic))
            self.feeds[status.topic] = status
            if status.state not in TROUBLES:
                self.troubled.pop(status.topic, None)
            else:
                self.troubled.setdefault(status.topic)
        return is_news

    def _frozen_spark(self, spark: Spark) -> Spark:
        existing = self._live_sparks.get(spark.symbol) if self.still else None
        return spark if existing is None else msgspec.structs.replace(spark, span=existing.span, values=existing.values)

    def _is_outdated(self, quote: Quote) -> bool:
        """Whether another engine of the same source sent a later quote than this one."""
        existing = self._live_quotes.get(quote.symbol)
        same = existing is not None and existing.source == quote.source and self.facts.replay is None
        return existing is not None and same and is_older(quote, existing)

    def take_bars_changed(self) -> frozenset[tuple[str, Interval]]:
        """The series that changed since the last call."""
        changed = frozenset(self.bars_changed)
        self.bars_changed.clear()
        return changed

    def reading(self, key: str, symbol: str | None = None) -> Reading | None:
        """A reading of a symbol, by default of the index; None where it is missing."""
        return self.readings.get(symbol or self.index, {}).get(key)

    def number(self, key: str, symbol: str | None = None) -> float | None:
        """The value of a reading where it is a number."""
        reading = self.reading(key, symbol)
        return reading.number if reading is not None else None

    def quote_state(self, quote: Quote, now: float) -> QuoteState:
        """Freshness of a quote; a paused quote goes stale at once."""
        feed, session = self.feeds.get("quotes"), self.session_of(quote.symbol)
        halted = self.halt_of(quote.symbol, now) is not None
        state = state_of(quote, now, session, self.facts, feed, linked=not self.lost, halted=halted)
        in_doubt = self.doubted(quote.symbol) or is_frozen(quote.source, self.problems)
        state = shown_state(state, feed, doubted=in_doubt)
        return QuoteState.STALE if self.paused and state in (QuoteState.LIVE, QuoteState.DELAYED) else state

    def halt_of(self, symbol: str, now: float) -> Halt | None:
        """Halt of a symbol in effect at `now`, that of the whole market included; None without one."""
        return halt_of(self.halts, self.facts, symbol, self.quotes.get(symbol), now)

    def market_halt(self, now: float) -> Halt | None:
        """Halt of the whole market in effect at `now`; None without one."""
        return self.halts.of(MARKET, now)

    def session_of(self, symbol: str) -> Session:
        """Session of a symbol: that of its venue; one without an exchange where its hours are unknown."""
        return session_of(self.facts, self.session, self.sessions, symbol, self.quotes.get(symbol))

    def day_at(self, symbol: str, time: float) -> date:
        """Day of a symbol's daily bar that `time` belongs to (seconds since the epoch)."""
        return day_in(self.facts, symbol, self.quotes.get(symbol), time)

    def doubted(self, symbol: str) -> bool:
        """Whether a newer price of the symbol awaits confirmation."""
        return doubted(symbol, self.problems)

    def store_news(self, news: SymbolNews) -> None:
        """Store requested headlines, unless newer ones are here already."""
        existing = self.news.get(news.symbol)
        if existing is None or existing.fetched_at < news.fetched_at:
            self.news[news.symbol] = news

    def newest_headline(self) -> Headline | None:
        """The newest headline that has a time."""
        dated = [item for result in self.news.values() for item in result.headlines if item.time is not None]
        return max(dated, key=lambda item: item.time or 0.0, default=None)

    def failing_topics(self) -> tuple[FeedStatus, ...]:
        """Failing topics, most recent failure first."""
        return tuple(status for topic in reversed(self.troubled) if not (status := self.feeds[topic]).optional)
