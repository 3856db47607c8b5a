"""The order of the members: everyone once, whatever the values."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.ui.views.universe.drawing.sorting import Words, among, nearest, sorted_places
from tests.fakes.still_universe import members

NUMBERS = st.lists(st.one_of(st.floats(allow_infinity=True, allow_nan=True), st.just(0.0)), max_size=60)
TEXTS = st.lists(st.sampled_from(["", "a", "B", "zz", "é"]), max_size=40)


@given(st.one_of(NUMBERS, TEXTS), st.booleans())
def test_every_member_stands_once_what_is_not_known_last(values: list[float] | list[str], descending: bool) -> None:
    order = sorted_places(values, descending=descending)
    assert sorted(order) == list(range(len(values)))
    known = [values[place] for place in order if values[place] == values[place] and values[place] != ""]
    assert known == sorted(known, reverse=descending)  # type: ignore[type-var]
    rest = order[len(known) :]
    assert rest == sorted(rest) and all(values[p] != values[p] or values[p] == "" for p in rest)


@given(st.lists(st.sampled_from([1.0, 2.0]), max_size=30), st.booleans())
def test_equal_ones_keep_the_order_of_the_list(values: list[float], descending: bool) -> None:
    order = sorted_places(values, descending=descending)
    for value in (1.0, 2.0):
        places = [place for place in order if values[place] == value]
        assert places == sorted(places)


def test_words_are_looked_for_in_symbol_name_and_sector_whatever_their_case() -> None:
    words = Words(members(40, now=0.0))
    assert words.places("m0031") == {31}
    assert words.places("HEALTH care") == set(range(2, 40, 8))
    assert words.places("anvil utilities") == {7}
    assert words.places("nobody") == set()
    assert words.places(" ") == set(range(40))


def test_the_cursor_goes_to_the_next_row_below_that_is_left_else_above() -> None:
    before = [5, 3, 9, 1]
    assert nearest([5, 1], before, 3) == 1
    assert nearest([5, 3], before, 9) == 3
    assert nearest([5, 3], before, 5) == 5
    assert nearest([2], before, 3) == 2
    assert among([4, 2, 7], {7, 4}) == [4, 7] and among([4, 2], None) == [4, 2]
