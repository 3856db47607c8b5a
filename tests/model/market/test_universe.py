"""Changes of members: bytes that fold like the frames they travel in."""

from __future__ import annotations

from array import array

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.market.universe import MemberChanges

MOVES = st.dictionaries(st.integers(0, 60), st.floats(0.01, 1e4), max_size=20)


def changes(moves: dict[int, float], key: str = "list") -> MemberChanges:
    places = sorted(moves)
    prices = array("d", [moves[place] for place in places])
    return MemberChanges(key, array("H", places).tobytes(), *(prices.tobytes(),) * 3)


def told(one: MemberChanges) -> dict[int, float]:
    places, prices = memoryview(one.index).cast("H"), memoryview(one.price).cast("d")
    return dict(zip(places.tolist(), prices.tolist(), strict=True))


@given(MOVES, MOVES, MOVES)
def test_folded_is_applied_one_after_the_other(first: dict[int, float], second: dict[int, float], third: dict) -> None:
    folded = changes(third).over(changes(second).over(changes(first)))
    assert told(folded) == {**first, **second, **third}
    assert len(folded) == len({**first, **second, **third}), "no place twice"
    assert folded.ret_1d == folded.price == folded.time


def test_changes_of_another_list_are_dropped() -> None:
    new = changes({1: 2.0}, "of today")
    assert new.over(changes({5: 9.0}, "of yesterday")) is new


def test_they_travel_as_bytes() -> None:
    one = changes({place: 1.0 + place for place in range(2000)})
    wire = msgspec.msgpack.encode(one)
    assert len(wire) < 2000 * (2 + 3 * 8) + 100
    assert told(msgspec.msgpack.decode(wire, type=MemberChanges)) == told(one)


def test_a_place_beyond_sixteen_bits_is_refused() -> None:
    with pytest.raises(OverflowError):
        changes({70_000: 1.0})
