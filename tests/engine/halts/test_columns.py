"""The flag of a screen: halted, not halted, or not known."""

from __future__ import annotations

from r2k_tui.engine.halts.columns import halt_columns


def flags(*, known: bool) -> list[int]:
    columns = halt_columns(("ABCD", "EFGH", "-"), {"EFGH", "XYZ"}, known=known)
    assert not columns.numbers and not columns.days
    return columns.flags["halted"].tolist()


def test_each_member_has_its_flag() -> None:
    assert flags(known=True) == [0, 1, 0]


def test_without_a_fresh_feed_nobody_is_said_to_trade() -> None:
    assert flags(known=False) == [-1, 1, -1]
