"""A table of factor returns holds months and fractions as bytes, cuts by month, and knows when its parts disagree."""

from __future__ import annotations

import msgspec

from r2k_tui.model.factors.table import pack_table

TABLE = pack_table("ff3", ("SMB", "RF"), [202511, 202512, 202601], [0.01, 0.002, -0.02, 0.002, 0.03, 0.003], "202602")


def test_months_and_returns_are_read_without_a_copy() -> None:
    assert len(TABLE) == 3
    assert list(TABLE.month_numbers()) == [202511, 202512, 202601]
    assert list(TABLE.numbers()) == [0.01, 0.002, -0.02, 0.002, 0.03, 0.003]


def test_a_cut_keeps_the_months_up_to_one_with_all_their_factors() -> None:
    cut = TABLE.until(202512)
    assert list(cut.month_numbers()) == [202511, 202512]
    assert list(cut.numbers()) == [0.01, 0.002, -0.02, 0.002]
    assert len(TABLE.until(202510)) == 0 and TABLE.until(202601) == TABLE


def test_a_table_whose_parts_disagree_in_size_is_not_sound() -> None:
    assert TABLE.is_sound
    for wrong in ({"values": TABLE.values[:-8]}, {"months": TABLE.months + b"\0"}, {"factors": ()}):
        assert not msgspec.structs.replace(TABLE, **wrong).is_sound
