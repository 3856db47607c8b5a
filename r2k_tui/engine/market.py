"""The state of the market as the engine knows it: one owner, and a note of everything that changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from r2k_tui.model.bars import Bars, Interval
from r2k_tui.model.feed import FeedStatus, Problem
from r2k_tui.model.frame import SourceFacts
from r2k_tui.model.quote import Quote, Spark
from r2k_tui.model.reading import Reading, Score, ScoreKind
from r2k_tui.model.session import Session


@dataclass
class Changes:
    """Names of what changed; the values are looked up when a frame is made, so a late reader gets the newest."""

    quotes: set[str] = field(default_factory=set)
    sparks: set[str] = field(default_factory=set)
    readings: set[tuple[str, str]] = field(default_factory=set)
    scores: set[ScoreKind] = field(default_factory=set)
    feeds: set[str] = field(default_factory=set)
    bars: set[tuple[str, Interval]] = field(default_factory=set)
    session: bool = False
    facts: bool = False
    problems: bool = False

    def add(self, other: Changes) -> None:
        """Fold another note into this one."""
        for name in ("quotes", "sparks", "readings", "scores", "feeds", "bars"):
            getattr(self, name).update(getattr(other, name))
        self.session |= other.session
        self.facts |= other.facts
        self.problems |= other.problems

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__)


class MarketState:
    """Quotes, bars, readings, health. Every method that changes something notes it in `changes`."""

    def __init__(self, facts: SourceFacts, session: Session) -> None:
        self.facts, self.session = facts, session
        self.as_of: str | None = None
        self.quotes: dict[str, Quote] = {}
        self.sparks: dict[str, Spark] = {}
        self.bars: dict[tuple[str, Interval], Bars] = {}
        self.readings: dict[str, dict[str, Reading]] = {}
        self.scores: dict[ScoreKind, Score] = {}
        self.feeds: dict[str, FeedStatus] = {}
        self.problems: dict[tuple[str, str], tuple[Problem, ...]] = {}
        self.changes = Changes()

    def take_changes(self) -> Changes:
        """What changed since the last call."""
        taken, self.changes = self.changes, Changes()
        return taken

    def apply_quotes(self, quotes: Iterable[Quote]) -> list[Quote]:
        """Take in newer quotes; one that is older than what is known, or the same, changes nothing."""
        news: list[Quote] = []
        for quote in quotes:
            if self._is_news(quote):
                self.quotes[quote.symbol] = quote
                self.changes.quotes.add(quote.symbol)
                news.append(quote)
        return news

    def _is_news(self, quote: Quote) -> bool:
        known = self.quotes.get(quote.symbol)
        if known is None:
            return True
        if quote.time is not None and known.time is not None and quote.time < known.time:
            return False
        return quote != known

    def set_bars(self, bars: Bars) -> None:
        """Put a whole series in place."""
        self.bars[bars.symbol, bars.interval] = bars
        self.changes.bars.add((bars.symbol, bars.interval))

    def set_spark(self, spark: Spark) -> None:
        """Put the small picture of a symbol in place."""
        if self.sparks.get(spark.symbol) != spark:
            self.sparks[spark.symbol] = spark
            self.changes.sparks.add(spark.symbol)

    def set_readings(self, symbol: str, readings: Mapping[str, Reading]) -> None:
        """Put readings of a symbol in place beside those it has."""
        known = self.readings.setdefault(symbol, {})
        changed = [key for key, reading in readings.items() if known.get(key) != reading]
        known.update(readings)
        self.changes.readings.update((symbol, key) for key in changed)

    def set_scores(self, scores: Iterable[Score]) -> None:
        """Put composite scores in place."""
        for score in scores:
            if self.scores.get(score.kind) != score:
                self.scores[score.kind] = score
                self.changes.scores.add(score.kind)

    def set_feed(self, status: FeedStatus) -> None:
        """Put the health of a topic in place."""
        if self.feeds.get(status.topic) != status:
            self.feeds[status.topic] = status
            self.changes.feeds.add(status.topic)

    def set_session(self, session: Session) -> None:
        """Put the phase of the exchange in place."""
        if session != self.session:
            self.session = session
            self.changes.session = True

    def set_facts(self, facts: SourceFacts, as_of: str | None) -> None:
        """Say which source feeds us, and the newest day its data know."""
        if (facts, as_of) != (self.facts, self.as_of):
            self.facts, self.as_of = facts, as_of
            self.changes.facts = True

    def set_problems(self, origin: tuple[str, str], problems: tuple[Problem, ...]) -> None:
        """Put what `origin` (a topic and a symbol) finds wrong in place of what it found before."""
        if self.problems.get(origin, ()) == problems:
            return
        self.problems[origin] = problems
        if not problems:
            del self.problems[origin]
        self.changes.problems = True

    def all_problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, in a steady order."""
        return tuple(problem for origin in sorted(self.problems) for problem in self.problems[origin])
