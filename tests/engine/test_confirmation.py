"""A price far from the last one: what bears it out, and what does not."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from r2k_tui.engine.confirmation import Confirmation, doubt, with_close_before
from r2k_tui.model.quote import Quote
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import daily_bars

DAY = 86400.0
KNOWN = Quote("IWM", 100.0, previous_close=99.0, day_low=98.0, day_high=101.0, time=START, received_at=START)


def later(price: float | None, seconds: float = 5.0, **fields: object) -> Quote:
    """The next quote of the same symbol."""
    moment = START + seconds
    return msgspec.structs.replace(KNOWN, price=price, time=moment, received_at=moment, **fields)


@pytest.mark.parametrize("price", [None, 67.0, 100.0, 149.0])
def test_a_move_is_admitted(price: float | None) -> None:
    assert Confirmation().admit(later(price), KNOWN)


@pytest.mark.parametrize("factor", [100.0, 10.0, 1.6, 0.6, 0.01, 1e-9])
def test_a_jump_waits_and_comes_to_nothing_where_it_does_not_come_again(factor: float) -> None:
    confirmation = Confirmation()
    assert not confirmation.admit(later(100.0 * factor), KNOWN)
    assert confirmation.waiting == ("IWM",)
    assert confirmation.admit(later(101.0, 10), KNOWN)
    assert confirmation.waiting == ()
    assert not confirmation.admit(later(100.0 * factor, 15), KNOWN), "what was forgotten confirms nothing"


def test_a_jump_that_comes_again_is_admitted() -> None:
    confirmation = Confirmation()
    assert not confirmation.admit(later(300.0), KNOWN)
    assert confirmation.admit(later(310.0, 10), KNOWN)


def test_two_different_jumps_do_not_confirm_each_other() -> None:
    confirmation = Confirmation()
    assert not confirmation.admit(later(10_000.0), KNOWN)
    assert not confirmation.admit(later(300.0, 10), KNOWN)


def test_todays_range_bears_out_what_lies_within_it() -> None:
    assert Confirmation().admit(later(160.0, day_high=175.0), KNOWN)


def test_a_range_that_only_follows_the_jump_does_not() -> None:
    assert not Confirmation().admit(later(10_000.0, day_high=10_000.0), KNOWN)
    assert not Confirmation().admit(later(10_000.0, day_low=9_900.0, day_high=10_100.0), KNOWN), (
        "not today's, without 100"
    )


class TestAnotherDay:
    """The last good price is of a day before: a split, or news overnight."""

    def test_the_range_of_the_day_is_enough(self) -> None:
        split = later(25.0, DAY, day_low=24.5, day_high=25.5)
        assert Confirmation().admit(split, KNOWN)

    def test_so_is_the_close_before(self) -> None:
        assert Confirmation().admit(later(25.0, DAY, previous_close=25.2, day_low=None, day_high=None), KNOWN)

    def test_a_range_as_wide_as_the_jump_is_not(self) -> None:
        assert not Confirmation().admit(later(10_000.0, DAY, day_high=10_000.0), KNOWN)


def test_the_first_price_of_all_is_held_against_the_close_before() -> None:
    assert Confirmation().admit(later(100.0), None)
    assert not Confirmation().admit(later(10_000.0), None)
    assert Confirmation().admit(later(10_000.0, previous_close=None), None), "there is nothing to hold it against"


def test_what_nobody_asks_for_any_more_is_forgotten() -> None:
    confirmation = Confirmation()
    confirmation.admit(later(300.0), KNOWN)
    confirmation.keep_only(["SPY"])
    assert confirmation.waiting == ()


def test_the_words() -> None:
    assert doubt(later(10_000.0), KNOWN).message == "10,000.00 is far from 100.00: it counts when it comes again"


class TestTheCloseBefore:
    """Beside a price of today."""

    DAILY = daily_bars("IWM", [24.0, 25.0, 26.0], date(2025, 9, 18))

    @pytest.mark.parametrize(("own", "shown"), [(100.0, 25.0), (25.5, 25.5), (None, None), (0.25, 25.0)])
    def test_one_of_another_unit_gives_way_to_that_of_the_bars(self, own: float | None, shown: float | None) -> None:
        quote = later(26.0, previous_close=own)
        assert with_close_before(quote, self.DAILY).previous_close == shown

    def test_without_bars_or_with_bars_of_the_old_unit_it_stays(self) -> None:
        quote = later(26.0, previous_close=100.0)
        assert with_close_before(quote, None).previous_close == 100.0
        old = daily_bars("IWM", [96.0, 100.0, 26.0], date(2025, 9, 18))
        assert with_close_before(quote, old).previous_close == 100.0
