"""The terminal's copy of the members: changes of its own list alone, and when it asks anew."""

from __future__ import annotations

from array import array

import msgspec
import pytest

from r2k_tui.model.market.universe import MemberChanges
from r2k_tui.ui.mirror.members import UniverseMirror
from tests.fakes.still_universe import changes, universe

WHOLE = universe(now=1e9, count=30)


@pytest.fixture
def members() -> UniverseMirror:
    made = UniverseMirror()
    made.take(WHOLE, 100.0)
    return made


def test_a_price_changes_what_rests_on_it(members: UniverseMirror) -> None:
    before = members.row(3)
    assert members.apply(changes(WHOLE.members, {3: 40.0}, 2e9), None)
    row = members.row(3)
    assert (row.price, row.time) == (40.0, 2e9)
    assert row.ret_1d == pytest.approx(40.0 / 29.0 - 1)
    assert row.contribution == pytest.approx(row.weight * row.ret_1d)
    assert row.from_50d != before.from_50d and row.place_52w == 1.0 and row.extreme == 1
    assert members.row(4) == row_of_answer(4)
    assert WHOLE.members.column("price")[3] != 40.0, "the answer itself is not touched"


def row_of_answer(place: int) -> object:
    fresh = UniverseMirror()
    fresh.take(WHOLE, 0.0)
    return fresh.row(place)


def test_all_of_them_at_once(members: UniverseMirror) -> None:
    prices = {place: 10.0 + place for place in range(30)}
    members.apply(changes(WHOLE.members, prices, 2e9), None)
    assert members.price.tolist() == [10.0 + place for place in range(30)]


def test_changes_of_another_list_are_passed_over(members: UniverseMirror) -> None:
    row = array("d", [1.0]).tobytes()
    other = MemberChanges("another", array("H", [3]).tobytes(), row, row, row)
    assert not members.apply(other, None)
    assert members.row(3) == row_of_answer(3)
    assert not members.apply(None, None)


def test_nothing_is_heard_before_there_is_a_list() -> None:
    empty = UniverseMirror()
    assert not empty.apply(changes(WHOLE.members, {1: 2.0}, 1.0), None)
    assert not empty.outdated(1e6)
    assert empty.apply(None, WHOLE.summary), "a list has come"
    assert empty.outdated(0.0)


def test_it_asks_anew_for_another_list_for_more_that_is_known_and_now_and_then(members: UniverseMirror) -> None:
    assert not members.outdated(150.0)
    assert members.outdated(161.0)
    members.apply(None, msgspec.structs.replace(WHOLE.summary, priced=5))
    assert not members.outdated(101.0) and members.outdated(103.5)
    members.apply(None, msgspec.structs.replace(WHOLE.summary, key="another"))
    assert members.outdated(100.0)


def test_what_was_had_stays_when_an_answer_fails(members: UniverseMirror) -> None:
    members.fail("the engine is being restarted")
    assert len(members) == 30 and members.trouble
    members.take(WHOLE, 0.0)
    assert not members.trouble


def test_while_held_nothing_moves_and_afterwards_the_list_is_requested_again(members: UniverseMirror) -> None:
    members.held = True
    assert not members.apply(changes(WHOLE.members, {3: 40.0}, 2e9), msgspec.structs.replace(WHOLE.summary, priced=5))
    assert members.row(3) == row_of_answer(3) and members.summary == WHOLE.summary
    assert not members.outdated(1e6)
    members.held = False
    assert members.outdated(101.0)
    members.take(WHOLE, 101.0)
    assert not members.outdated(102.0)


def test_a_pause_without_news_requests_nothing(members: UniverseMirror) -> None:
    members.held = True
    members.apply(None, None)
    members.held = False
    assert not members.outdated(101.0)


def test_the_first_list_comes_even_while_held() -> None:
    empty = UniverseMirror()
    empty.held = True
    assert empty.apply(None, WHOLE.summary) and empty.outdated(0.0)
