"""Samples: values of engine state that rules are evaluated on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from r2k_tui.engine.alerts.rules.rule import EVENT, GROUPS, Rule
from r2k_tui.engine.alerts.rules.state import Sample
from r2k_tui.engine.clock import Clock
from r2k_tui.model.alerts.rule import FEED_DOWN, FEED_STATE, HALTED, SCORE_FIELDS
from r2k_tui.model.calendar.days import bar_of_day
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.halts.words import halted_words
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.readings.reading import Reading, Score, ScoreKind
from r2k_tui.model.text import plural

if TYPE_CHECKING:
    from r2k_tui.engine.alerts.close_events import CloseEvent
    from r2k_tui.engine.calendar.venue_hours import HoursOf
    from r2k_tui.engine.screens.service import ScreenMembers
    from r2k_tui.engine.state.market import MarketState

_DOWN = (FeedState.FAILING, FeedState.BLOCKED)


class Computed(msgspec.Struct, frozen=True):
    """Computed values of one symbol at `time`; `events` are those of the index."""

    time: float
    readings: dict[str, Reading]
    scores: tuple[Score, ...] = ()
    events: dict[str, CloseEvent] = {}


class Sampler:
    """Sampler of the market state. Owner of the start times of topic failures."""

    def __init__(self, market: MarketState, hours_of: HoursOf, clock: Clock) -> None:
        self._market, self._hours_of, self._clock = market, hours_of, clock
        self._down: dict[str, float] = {}

    def of_quote(self, rule: Rule) -> Sample | None:
        """Sample of a field of the newest quote."""
        quote = self._market.quotes.get(rule.symbol)
        if quote is None:
            return None
        value, phase = getattr(quote, rule.field), self._phase(rule.symbol)
        if not rule.at_close and rule.op != "new_record":
            return Sample(quote.received_at, value, phase=phase)
        traded_at = quote.time if quote.time is not None else quote.received_at
        day = self._market.day_at(rule.symbol, traded_at)
        known_until = quote.received_at - quote.delay_s
        return Sample(
            time=quote.received_at,
            value=value,
            day=day.isoformat(),
            final=self._hours_of(rule.symbol).finished(day, known_until) if self._market.facts.live else True,
            phase=phase,
            record=self._record(rule, day) if rule.op == "new_record" else None,
        )

    def _record(self, rule: Rule, day: date) -> float | None:
        """Highest close before a day in the available daily bars."""
        bars = self._market.bars.get((rule.symbol, Interval.D1))
        if bars is None or rule.field != "price":
            return None
        closes = bars.until(bar_of_day(day) - 1).column("close")
        return max((close for close in closes if close == close), default=None)

    def of_computed(self, rule: Rule, computed: Computed) -> Sample | None:
        """Sample of a reading, a score or an event."""
        phase = self._phase(rule.symbol)
        if rule.field.startswith(EVENT):
            event = computed.events.get(rule.field.removeprefix(EVENT))
            if event is None:
                return None
            return Sample(computed.time, event.day, event.day, final=True, phase=phase, detail=event.detail)
        if rule.field in SCORE_FIELDS:
            name, _, what = rule.field.partition("_")
            score = next((score for score in computed.scores if score.kind is ScoreKind(name)), None)
            value = None if score is None else score.zone if what == "zone" else score.score
            if score is None:
                return None
            return Sample(computed.time, value, score.as_of[:10], self._final(rule, score.as_of), phase)
        reading = computed.readings.get(rule.field)
        if reading is None or isinstance(reading.value, dict):
            return None
        return Sample(computed.time, reading.value, reading.as_of[:10], self._final(rule, reading.as_of), phase)

    def over(self, symbol: str, day: date) -> bool:
        """Whether the session of a day is over at the time of a symbol's newest quote."""
        quote = self._market.quotes.get(symbol)
        now = self._clock() if quote is None else quote.received_at - quote.delay_s
        return self._hours_of(symbol).finished(day, now)

    def _final(self, rule: Rule, as_of: str) -> bool:
        try:
            day = date.fromisoformat(as_of[:10])
        except ValueError:
            return False
        return self._hours_of(rule.symbol).finished(day, self._clock())

    def _phase(self, symbol: str) -> Phase:
        """Phase of a symbol's market; that of New York where its hours are unknown."""
        session = self._market.session_of(symbol)
        return session.phase if session.exchange else self._market.session.phase

    def of_screen(self, now: float, found: ScreenMembers | None) -> Sample | None:
        """Sample of a saved screen: the number of its members, and which they are."""
        if found is None:
            return None
        phase = self._market.session.phase
        return Sample(now, float(found.number), phase=phase, inside=found.inside, unknown=found.unknown)

    def of_feed(self, rule: Rule) -> Sample | None:
        """Sample of a halt, of a topic's state, or of the minutes that it, or one of its group, has been failing."""
        now, phase = self._clock(), self._market.session.phase
        if rule.field == HALTED:
            return self._of_halt(rule, now)
        if rule.field.startswith(FEED_STATE):
            status = self._market.feeds.get(rule.field.removeprefix(FEED_STATE))
            return None if status is None else Sample(now, status.state.value, phase=phase)
        name = rule.field.removeprefix(FEED_DOWN)
        topics = GROUPS.get(name, (name,))
        known = [self._market.feeds[topic] for topic in topics if topic in self._market.feeds]
        for status in known:
            if status.state not in _DOWN:
                self._down.pop(status.topic, None)
            elif status.topic not in self._down:
                self._down[status.topic] = now
        down = [status for status in known if status.topic in self._down]
        if down:
            longest = min(down, key=lambda status: self._down[status.topic])
            minutes = max(0.01, (now - self._down[longest.topic]) / 60)
            words = f"{longest.topic} has been failing for {plural(round(minutes), 'minute')}: {longest.message}"
            return Sample(now, minutes, phase=phase, detail=words)
        settled = known and all(status.state is not FeedState.STARTING for status in known)
        return Sample(now, 0.0, phase=phase) if settled else None

    def _of_halt(self, rule: Rule, now: float) -> Sample | None:
        """Sample of whether a symbol is halted; None before the first reading of the feed."""
        status = self._market.feeds.get("halts")
        if status is None or status.last_success is None:
            return None
        halt = self._market.halt_of(rule.symbol, now)
        words = "" if halt is None else halted_words(rule.symbol, halt, now)
        return Sample(now, halt is not None, phase=self._phase(rule.symbol), detail=words)
