"""Prices that are doubted: what keeps them waiting, what bears them out, and what comes through all the same."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.engine.validation.confirmation import PATIENCE_S, Confirmation, doubt
from r2k_tui.engine.validation.evidence import MinuteBar, SecondOpinion
from r2k_tui.model.market.quote import Quote
from tests.cases import cases
from tests.engine.virtual_time import START

DAY = 86400.0
KNOWN = Quote(
    "IWM",
    100.0,
    previous_close=99.0,
    day_low=98.0,
    day_high=101.0,
    bid=99.9,
    ask=100.1,
    time=START,
    received_at=START,
)


def later(price: float | None, seconds: float = 5.0, **fields: object) -> Quote:
    """The next quote of the same symbol."""
    moment = START + seconds
    return msgspec.structs.replace(KNOWN, price=price, time=moment, received_at=moment, **fields)


def repeated(
    confirmation: Confirmation, quote: Quote, known: Quote | None = KNOWN, bar: MinuteBar | None = None
) -> list[bool]:
    """What becomes of a quote that comes every minute for an hour, its other fields as they are."""
    moments = [(quote.received_at + 60.0 * i) for i in range(61)]
    quotes = [msgspec.structs.replace(quote, time=moment, received_at=moment) for moment in moments]
    return [confirmation.admit(one, known, bar) for one in quotes]


@cases("price", [None, 96.5, 100.0, 102.5])
def test_a_move_is_admitted(price: float | None) -> None:
    assert Confirmation().admit(later(price), KNOWN)


class TestNeverBelieved:
    """However often it repeats."""

    @cases("factor", [100.0, 10.0, 1.4, 1.1, 0.7, 0.1, 0.01, 1e-9])
    def test_a_price_alone_whatever_the_factor(self, factor: float) -> None:
        assert not any(repeated(Confirmation(), later(100.0 * factor)))

    @pytest.mark.parametrize("factor", [10.0, 1.4])
    def test_a_price_that_takes_the_range_with_it(self, factor: float) -> None:
        assert not any(repeated(Confirmation(), later(100.0 * factor, day_high=120.0 * factor)))

    def test_an_index_without_bid_and_ask_and_a_range_that_follows(self) -> None:
        assert not any(repeated(Confirmation(), later(1000.0, day_high=1200.0, bid=None, ask=None)))

    def test_a_day_of_another_unit_beside_the_old_bid_and_close(self) -> None:
        quote = later(1000.0, open=990.0, day_low=980.0, day_high=1010.0)
        assert not any(repeated(Confirmation(), quote))

    @cases("factor", [10.0, 1.4])
    @cases("known", [None, later(101.0, -DAY), later(101.0, -3 * DAY)])
    def test_the_first_price_of_a_run(self, factor: float, known: Quote | None) -> None:
        assert not any(repeated(Confirmation(), later(100.0 * factor), known))

    def test_what_the_newest_minute_bar_contradicts(self) -> None:
        quote = later(140.0, DAY, previous_close=139.0, day_low=138.0, day_high=141.0, bid=139.9, ask=140.1)
        assert any(repeated(Confirmation(), quote))
        bar = MinuteBar(START + DAY + 3600.0, 100.0)
        assert not any(repeated(Confirmation(), quote, bar=bar))

    def test_two_different_jumps_do_not_bear_each_other_out(self) -> None:
        confirmation = Confirmation()
        ranged = {"day_low": 90.0, "day_high": 10_000.0}
        assert not confirmation.admit(later(10_000.0, bid=9_999.0, ask=10_001.0, **ranged), KNOWN)
        assert not confirmation.admit(later(300.0, 10, bid=299.0, ask=301.0, **ranged), KNOWN)


class TestComesThrough:
    """A real move, however large."""

    HALVED = later(50.0, day_low=49.9, bid=49.9, ask=50.1)

    def test_a_halving_that_range_and_bid_bear_out_with_the_second_answer(self) -> None:
        assert repeated(Confirmation(), self.HALVED)[:2] == [False, True]

    def test_a_trade_after_a_halt_though_the_bars_are_of_before_it(self) -> None:
        resumed = later(170.0, 1800, day_high=172.0, bid=169.0, ask=171.0)
        assert repeated(Confirmation(), resumed, bar=MinuteBar(START + 1740, 100.0))[:2] == [False, True]

    def test_at_once_where_a_minute_bar_of_it_is_there(self) -> None:
        halved = later(50.0, day_low=49.9, bid=None, ask=None)
        assert Confirmation().admit(halved, KNOWN, MinuteBar(START, 50.4))

    def test_and_goes_on_beside_the_close_before_without_a_word(self) -> None:
        known = later(50.0, day_low=49.9, bid=None, ask=None)
        assert all(repeated(Confirmation(), later(50.3, 10, day_low=49.9, bid=None, ask=None), known))

    def test_a_split_overnight_whose_close_before_is_adjusted(self) -> None:
        quote = later(25.0, DAY, previous_close=25.2, day_low=24.5, day_high=25.5, bid=24.9, ask=25.1)
        assert repeated(Confirmation(), quote)[:2] == [False, True]

    def test_what_only_the_last_good_price_contradicts_after_a_quarter_of_an_hour(self) -> None:
        quote = later(1000.0, previous_close=990.0, day_low=980.0, day_high=1010.0, bid=999.0, ask=1001.0)
        accepted = repeated(Confirmation(), quote)
        assert accepted.index(True) == PATIENCE_S / 60

    @pytest.mark.parametrize("others", [SecondOpinion.AWAITED, SecondOpinion.DIFFER])
    def test_not_while_another_provider_is_to_speak_or_differs(self, others: SecondOpinion) -> None:
        quote = later(1000.0, previous_close=990.0, day_low=980.0, day_high=1010.0, bid=999.0, ask=1001.0)
        confirmation = Confirmation()
        for moment in (quote.received_at + 60.0 * turn for turn in range(61)):
            told = msgspec.structs.replace(quote, time=moment, received_at=moment)
            assert not confirmation.admit(told, KNOWN, others=others)

    def test_at_once_where_another_provider_agrees(self) -> None:
        assert Confirmation().admit(later(1000.0), KNOWN, others=SecondOpinion.AGREE)

    def test_not_where_one_answer_of_it_was_inconsistent(self) -> None:
        confirmation = Confirmation()
        fields = {"previous_close": 990.0, "day_low": 980.0, "day_high": 1010.0}
        good = [later(1000.0, 60.0 * i, bid=999.0, ask=1001.0, **fields) for i in range(20)]
        assert not any(confirmation.admit(quote, KNOWN) for quote in good[:10])
        assert not confirmation.admit(later(1000.0, 600.0, **fields), KNOWN), "bid and ask are of 100"
        assert not any(confirmation.admit(quote, KNOWN) for quote in good[11:])


class TestOneFieldThatIsWrong:
    """Beside a price that is close to the last one."""

    @cases(
        "fields",
        [
            {"previous_close": 990.0},
            {"previous_close": 9.9},
            {"bid": 990.0, "ask": 1000.0},
            {"day_low": 980.0, "day_high": 1010.0},
            {"day_low": None, "day_high": None},
            {"day_low": 101.0, "day_high": 98.0},
        ],
    )
    def test_the_price_is_admitted(self, fields: dict[str, float | None]) -> None:
        assert Confirmation().admit(later(100.4, **fields), KNOWN)


def test_a_good_price_between_bad_ones_is_admitted_and_ends_the_doubt() -> None:
    confirmation = Confirmation()
    assert not confirmation.admit(later(1000.0), KNOWN)
    assert confirmation.waiting == ("IWM",)
    assert confirmation.admit(later(101.0, 10), KNOWN)
    assert confirmation.waiting == ()
    assert not confirmation.admit(later(1000.0, 15), KNOWN)


def test_fields_that_were_taken_out_because_they_contradict_the_price_speak_too() -> None:
    bare = later(1000.0, previous_close=None, day_low=None, day_high=None, bid=None, ask=None)
    told = msgspec.structs.replace(bare, day_low=98.0, day_high=101.0)
    confirmation = Confirmation()
    assert not any(confirmation.admit(bare, None, None, told) for _ in range(3))
    doubted = confirmation.doubted("IWM")
    assert doubted is not None and doubted.quote == bare, "what is shown once it is believed"


def test_a_first_price_with_nothing_to_hold_it_against_is_admitted() -> None:
    assert Confirmation().admit(Quote("IWM", 10_000.0, received_at=START), None)


def test_what_nobody_asks_for_any_more_is_forgotten() -> None:
    confirmation = Confirmation()
    confirmation.admit(later(300.0), KNOWN)
    confirmation.keep_only(["SPY"])
    assert confirmation.waiting == ()


def test_the_words() -> None:
    words = "IWM at 10,000.00 is far from 100.00: it is held until bars or other fields confirm it"
    assert doubt(later(10_000.0), KNOWN).message == words
    assert doubt(later(105.0), KNOWN).message.startswith("IWM at 105.00 is doubted: ")
