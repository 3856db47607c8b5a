"""What rules are shown of the market."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.engine.alerts.samples import Sampler
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.halts.halt import MARKET, Halt
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from tests.engine.alerts.sampling import rule
from tests.engine.calendar.moments import globex
from tests.engine.stage import TODAY, Clock
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import daily_bars

CLOSE = START + 4 * 3600


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


def test_a_close_of_another_market_is_final_with_its_own_bell(market: MarketState, clock: Clock) -> None:
    """The futures end their day at 17:00, an hour after the stocks; the evening belongs to the next day."""
    market.set_facts(SourceFacts("scripted"), None)
    futures = globex("2025-09-01", "2025-10-31")
    sampler = Sampler(market, lambda symbol: futures, clock)
    at_close = msgspec.structs.replace(rule("price", symbol="RTY=F"), at_close=True)
    for moment, day, final in ((CLOSE + 1800, "2025-09-18", False), (CLOSE + 7300, "2025-09-19", False)):
        quoted = msgspec.structs.replace(quote(moment), symbol="RTY=F")
        market.set_sessions({"GLOBEX": futures.session(moment)})
        market.apply_quotes([quoted])
        sample = sampler.of_quote(at_close)
        assert sample is not None and (sample.day, sample.final, sample.phase) == (day, final, Phase.OPEN)
    late = msgspec.structs.replace(quote(CLOSE + 3601, time=CLOSE + 3500), symbol="RTY=F")
    market.quotes.clear()
    market.apply_quotes([late])
    sample = sampler.of_quote(at_close)
    assert sample is not None and (sample.day, sample.final) == ("2025-09-18", True)


class TestHalts:
    def test_nothing_is_known_before_the_first_reading(self, market: MarketState, sampler: Sampler) -> None:
        assert sampler.of_feed(rule("halted")) is None
        market.set_feed(FeedStatus("halts", FeedState.FAILING, message="no route"))
        assert sampler.of_feed(rule("halted")) is None

    def test_whether_the_symbol_is_halted_with_the_reason(self, market: MarketState, sampler: Sampler) -> None:
        market.set_feed(FeedStatus("halts", FeedState.OK, last_success=START))
        sample = sampler.of_feed(rule("halted"))
        assert sample is not None and (sample.value, sample.detail) == (False, "")
        market.set_halts((Halt("IWM", START - 60, "T1"),))
        sample = sampler.of_feed(rule("halted"))
        assert sample is not None and sample.value is True
        assert sample.detail == "IWM halted since 11:59 (T1, news pending)"

    def test_a_halt_of_the_market_is_one_of_the_symbol(self, market: MarketState, sampler: Sampler) -> None:
        market.set_feed(FeedStatus("halts", FeedState.OK, last_success=START))
        market.set_halts((Halt(MARKET, START - 60, "MWC1"),))
        sample = sampler.of_feed(rule("halted"))
        assert sample is not None and sample.value is True and "market-wide halt, level 1" in sample.detail
