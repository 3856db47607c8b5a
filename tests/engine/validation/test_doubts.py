"""Which quotes of an answer are accepted."""

from __future__ import annotations

import msgspec

from r2k_tui.engine.state.market import MarketState
from r2k_tui.engine.validation.doubts import Doubts
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import UNCONFIRMED
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.base import QuoteBatch
from tests.fakes.invented_bars import bars_at

NOW = 1_758_211_200.0
GOOD = Quote("IWM", price=100.0, previous_close=99.0, time=NOW, received_at=NOW)
WRONG = Quote("IWM", price=10.0, previous_close=99.0, time=NOW + 60, received_at=NOW + 60)


def doubts() -> tuple[Doubts, MarketState]:
    market = MarketState(SourceFacts("yahoo"), Session())
    market.quotes["IWM"] = GOOD
    return Doubts(market), market


def test_a_price_near_the_last_good_one_is_believed() -> None:
    found, _ = doubts()
    near = Quote("IWM", price=101.0, previous_close=99.0, time=NOW + 60, received_at=NOW + 60)
    accepted, told = found.sift(QuoteBatch((near,)))
    assert ([quote.price for quote in accepted], told, found.waiting) == ([101.0], (), ())


def test_one_far_from_everything_waits_and_is_told() -> None:
    found, _ = doubts()
    accepted, (problem,) = found.sift(QuoteBatch((WRONG,)))
    assert accepted == []
    assert (problem.symbol, problem.kind) == ("IWM", UNCONFIRMED)
    assert found.waiting == ("IWM",)
    assert found.may_be_split("IWM")
    assert not found.may_be_split("SPY")


def test_what_is_doubted_can_be_released_once() -> None:
    found, _ = doubts()
    found.sift(QuoteBatch((WRONG,)))
    assert [quote.price for quote in found.release("IWM")] == [10.0]
    assert found.release("IWM") == []
    assert found.waiting == ()


def test_bars_of_its_own_unit_bear_a_doubted_price_out() -> None:
    found, _ = doubts()
    found.sift(QuoteBatch((WRONG,)))
    days = [int(NOW) // 86_400 * 86_400 - 86_400 * back for back in range(5, -1, -1)]
    assert found.readjusted(bars_at(days, [9.8, 9.9, 10.0, 10.1, 9.9, 10.0]))
    assert not found.readjusted(bars_at(days, [98.0, 99.0, 100.0, 101.0, 99.0, 100.0]))
    assert not found.readjusted(bars_at(days, [9.8] * 6, "SPY"))


class TestAnotherCurrency:
    POUNDS = msgspec.structs.replace(GOOD, price=1.25, previous_close=1.24, currency="GBP")

    def test_is_refused_and_the_last_good_price_stays(self) -> None:
        found, market = doubts()
        market.quotes["IWM"] = msgspec.structs.replace(GOOD, currency="USD")
        accepted, (problem,) = found.sift(QuoteBatch((self.POUNDS,)))
        assert accepted == []
        assert (problem.kind, problem.message) == ("bad_data", "IWM is quoted in GBP instead of USD: refused")
        assert found.waiting == (), "it is not a doubtful price"

    def test_is_taken_with_its_own_unit_once_it_has_lasted(self) -> None:
        found, market = doubts()
        market.quotes["IWM"] = msgspec.structs.replace(GOOD, currency="USD")
        for turn in range(1000):
            moment = NOW + 5.0 * turn
            quote = msgspec.structs.replace(self.POUNDS, time=moment, received_at=moment)
            if turn == 100:
                bars = bars_at([int(NOW) - 60, int(NOW) + 60], [1.25, 1.25], "IWM", Interval.M1)
                market.set_bars(bars)
            accepted, told = found.sift(QuoteBatch((quote,)))
            if accepted:
                break
        assert turn == 180, "a quarter of an hour, with minute bars that agree"
        assert ([quote.price for quote in accepted], told) == ([1.25], ())
