"""The state of an engine in the text format of Prometheus, version 0.0.4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from r2k_tui import __version__
from r2k_tui.commands.shared.report import number
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.freshness import age_of
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.readings.reading import ScoreKind
from r2k_tui.model.text import clean
from r2k_tui.ui.mirror.mirror import Mirror

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SCORES = {
    ScoreKind.RISK: ("r2k_risk_gauge", "Risk gauge from 0 to 100."),
    ScoreKind.MOMENTUM: ("r2k_momentum_score", "Momentum score from 0 to 100."),
}


def exposition(mirror: Mirror, symbols: Iterable[str]) -> bytes:
    """Metrics of the state, with the quotes of `symbols`. A missing value has no sample."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_State(mirror, tuple(symbols)))
    return generate_latest(registry)


class _Family:
    """One metric under construction; samples without a finite value are left out."""

    def __init__(self, name: str, words: str, *labels: str) -> None:
        self.family = GaugeMetricFamily(name, words, labels=labels)

    def add(self, value: float | None, *labels: str) -> None:
        """Add a sample."""
        finite = number(value)
        if finite is not None:
            self.family.add_metric([clean(label) for label in labels], finite)

    def add_state(self, states: Iterable[str], current: str, *labels: str) -> None:
        """Add one sample for each state, 1 for the current one."""
        for state in states:
            self.add(float(state == current), *labels, state)


class _State(Collector):
    """See Collector."""

    def __init__(self, mirror: Mirror, symbols: tuple[str, ...]) -> None:
        self._mirror, self._now = mirror, mirror.clock()
        self._quotes = [quote for symbol in symbols if (quote := mirror.quotes.get(symbol)) is not None]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every metric."""
        for family in (*self._of_the_engine(), *self._of_feeds(), *self._of_quotes(), *self._of_scores()):
            yield family.family

    def _of_the_engine(self) -> Iterator[_Family]:
        facts = self._mirror.facts
        build = _Family("r2k_build_info", "Version, source, and whether its numbers are simulated.", *_BUILD)
        build.add(1.0, __version__, facts.name, str(facts.simulated).lower())
        yield build
        linked = _Family("r2k_engine_connected", "Whether the engine answers. The other metrics are its last ones.")
        linked.add(float(self._mirror.connected and not self._mirror.lost))
        yield linked
        phase = _Family("r2k_session_phase", "Phase of the trading day: 1 for the current one.", "exchange", "phase")
        for session in (self._mirror.session, *self._mirror.sessions.values()):
            if session.exchange and session.known:
                phase.add_state(Phase, session.phase, session.exchange)
        yield phase

    def _of_feeds(self) -> Iterator[_Family]:
        state = _Family("r2k_feed_state", "State of a topic: 1 for the current one.", "topic", "state")
        ages = _Family("r2k_feed_age_seconds", "Seconds since the last success of a topic.", "topic")
        failures = _Family("r2k_feed_failures", "Failures of a topic since its last success.", "topic")
        for topic, status in self._mirror.feeds.items():
            state.add_state(FeedState, status.state, topic)
            failures.add(status.failures, topic)
            if status.last_success is not None:
                ages.add(max(0.0, self._now - status.last_success), topic)
        yield from (state, ages, failures)

    def _of_quotes(self) -> Iterator[_Family]:
        price = _Family("r2k_quote_price", "Last price.", *_QUOTE, "currency")
        change = _Family("r2k_quote_change_ratio", "Price over previous close, minus 1.", *_QUOTE)
        ages = _Family("r2k_quote_age_seconds", "Seconds since the quote was known to hold.", *_QUOTE)
        delay = _Family("r2k_quote_delay_seconds", "Delay that the exchange or the provider applies.", *_QUOTE)
        state = _Family("r2k_quote_state", "State of a quote: 1 for the current one.", "symbol", "state")
        for quote in self._quotes:
            labels = self._labels(quote)
            price.add(quote.price, *labels, quote.currency)
            change.add(quote.change_fraction, *labels)
            ages.add(age_of(quote, self._now), *labels)
            delay.add(quote.delay_s, *labels)
            state.add_state(QuoteState, self._mirror.quote_state(quote, self._now), quote.symbol)
        yield from (price, change, ages, delay, state)

    def _labels(self, quote: Quote) -> tuple[str, str, str]:
        facts = self._mirror.facts
        return quote.symbol, quote.source or facts.name, str(facts.simulated).lower()

    def _of_scores(self) -> Iterator[_Family]:
        for kind, (name, words) in _SCORES.items():
            value, zone = _Family(name, words, "symbol"), _Family(f"{name}_zone", "Its zone, always 1.", *_ZONE)
            score = self._mirror.scores.get(kind)
            if score is not None and score.score is not None:
                value.add(score.score, score.symbol)
                zone.add(1.0, score.symbol, score.zone or "", score.as_of)
            yield from (value, zone)


_BUILD = ("version", "source", "simulated")
_QUOTE = ("symbol", "provider", "simulated")
_ZONE = ("symbol", "zone", "as_of")
