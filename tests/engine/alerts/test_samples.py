"""What rules are shown of the market."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.engine.alerts.close_events import CloseEvent
from r2k_tui.engine.alerts.computed import wanted_of
from r2k_tui.engine.alerts.rules.rule import Rule
from r2k_tui.engine.alerts.samples import Computed, Sampler
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.messages.frame import SourceFacts
from r2k_tui.model.readings.reading import Reading, Score, ScoreKind
from tests.engine.stage import TODAY, Clock
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import daily_bars

CLOSE = START + 4 * 3600


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def market() -> MarketState:
    return MarketState(SourceFacts("scripted"), Session())


@pytest.fixture
def sampler(market: MarketState, clock: Clock, exchange: ExchangeHours) -> Sampler:
    return Sampler(market, exchange, clock)


def rule(field: str, op: str = "above", symbol: str = "IWM") -> Rule:
    return Rule("r", symbol, field, op)  # type: ignore[arg-type]


def quote(received_at: float = START, **more: object) -> Quote:
    return Quote(
        "IWM", **{"price": 102.0, "previous_close": 100.0, "time": received_at, "received_at": received_at, **more}
    )  # type: ignore[arg-type]


class TestQuotes:
    @pytest.mark.parametrize(
        ("field", "value"),
        [("price", 102.0), ("change", 2.0), ("change_fraction", pytest.approx(0.02)), ("volume", None)],
    )
    def test_every_field_as_of_when_it_was_received(
        self, market: MarketState, sampler: Sampler, field: str, value: object
    ) -> None:
        market.apply_quotes([quote()])
        sample = sampler.of_quote(rule(field))
        assert sample is not None and (sample.value, sample.time) == (value, START)
        assert sampler.of_quote(rule("price", symbol="NONE")) is None

    @pytest.mark.parametrize(
        ("at", "delay", "final"),
        [(CLOSE - 1, 0, False), (CLOSE + 1, 0, True), (CLOSE + 1, 900, False), (CLOSE + 901, 900, True)],
    )
    def test_a_price_is_a_close_when_its_session_is_over_for_the_source_too(
        self, market: MarketState, sampler: Sampler, at: float, delay: float, final: bool
    ) -> None:
        market.apply_quotes([quote(at, delay_s=delay)])
        sample = sampler.of_quote(msgspec.structs.replace(rule("price"), at_close=True))
        assert sample is not None and (sample.final, sample.day) == (final, "2025-09-18")

    def test_the_record_is_of_the_days_before(self, market: MarketState, sampler: Sampler) -> None:
        market.set_bars(daily_bars("IWM", [90.0, 120.0, 95.0, 500.0], TODAY))
        market.apply_quotes([quote()])
        sample = sampler.of_quote(rule("price", "new_record"))
        assert sample is not None and sample.record == 120.0


class TestComputed:
    SCORE = Score(ScoreKind.RISK, "^RUT", 61.0, "elevated", (), "2025-09-18", "x", "")
    READING = Reading("rsi14", 71.5, "index", "w", 9, "2025-09-17", "x", "d")

    def computed(self, **more: object) -> Computed:
        return Computed(
            START, {"rsi14": self.READING, **more}, (self.SCORE,), {"breakout": CloseEvent("2025-09-17", "words")}
        )  # type: ignore[dict-item]

    @pytest.mark.parametrize(
        ("field", "value", "final"),
        [
            ("rsi14", 71.5, True),
            ("risk_score", 61.0, False),
            ("risk_zone", "elevated", False),
            ("event.breakout", "2025-09-17", True),
        ],
    )
    def test_readings_scores_and_events(self, sampler: Sampler, field: str, value: object, final: bool) -> None:
        sample = sampler.of_computed(rule(field), self.computed())
        assert sample is not None and (sample.value, sample.final) == (value, final)

    def test_what_is_not_there_or_several_is_nothing(self, sampler: Sampler) -> None:
        table = msgspec.structs.replace(self.READING, key="calendar_years_px", value={"2024": 0.1})
        for field in ("momentum_score", "event.var_breach", "sma20", "calendar_years_px"):
            assert sampler.of_computed(rule(field), self.computed(calendar_years_px=table)) is None

    def test_only_what_rules_ask_for_is_computed(self) -> None:
        rules = [
            rule("rsi14"),
            rule("sma20"),
            rule("rsi14"),
            rule("price", symbol="SPY"),
            rule("risk_zone", symbol="^RUT"),
        ]
        assert wanted_of([*rules, rule("feed.quotes", symbol="")]) == {"IWM": ("rsi14", "sma20"), "^RUT": ()}


class TestFeeds:
    def test_the_state_of_a_topic(self, market: MarketState, sampler: Sampler) -> None:
        assert sampler.of_feed(rule("feed.quotes")) is None
        market.set_feed(FeedStatus("quotes", FeedState.BLOCKED))
        sample = sampler.of_feed(rule("feed.quotes"))
        assert sample is not None and sample.value == "blocked"

    def test_minutes_count_from_the_first_failure_and_end_with_it(
        self, market: MarketState, sampler: Sampler, clock: Clock
    ) -> None:
        minutes = rule("feed_down.market")

        def value() -> object:
            sample = sampler.of_feed(minutes)
            return sample and sample.value

        assert value() is None
        market.set_feed(FeedStatus("quotes", FeedState.STARTING))
        assert value() is None
        market.set_feed(FeedStatus("quotes", FeedState.OK, last_success=START - 9e9))
        assert value() == 0.0
        market.set_feed(FeedStatus("daily", FeedState.FAILING, message="gone"))
        assert 0 < value() < 0.1  # type: ignore[operator]
        clock.now += 660
        assert value() == pytest.approx(11)
        market.set_feed(FeedStatus("daily", FeedState.OK))
        assert value() == 0.0
