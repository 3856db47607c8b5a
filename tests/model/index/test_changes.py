"""What a comparison of two lists offers besides its rows."""

from __future__ import annotations

from r2k_tui.model.index.changes import Held, ListChanges, ListedDay, MemberEntry


def held(symbol: str, before: float, after: float, ratio: float | None, **more: str) -> Held:
    return Held(symbol, f"{symbol} INC", before, after, 1.0, 1.0, ratio, **more)


CHANGES = ListChanges(
    ListedDay("SML", "2026-06-01", 4, 0, "invented"),
    ListedDay("SML", "2026-07-01", 5, 0, "invented"),
    added=(MemberEntry("A", "A", "X", 0.1, True), MemberEntry("B", "B", "X", 0.05, False)),
    deleted=(MemberEntry("C", "C", "X", 0.1, None), MemberEntry("D", "D", "X", 0.05, True)),
    held=(
        held("E", 0.1, 0.2, 1.0),
        held("F", 0.5, 0.1, 0.2, split="maybe a split 1:5"),
        held("G", 0.1, 0.11, 3.0, split="maybe a split 3:1; the price does not agree"),
        held("H", 0.1, 0.1, 0.25, renamed="ticker"),
        held("I", 0.1, 0.1, None),
    ),
    fund_growth=1.0,
)


def test_moves_need_to_be_known() -> None:
    assert [row.symbol for row in CHANGES.moved_down()] == ["A"]
    assert [row.symbol for row in CHANGES.moved_up()] == ["D"]


def test_orders_by_size_in_either_direction() -> None:
    assert [row.symbol for row in CHANGES.by_weight()][:2] == ["F", "E"]
    assert [row.symbol for row in CHANGES.by_shares()] == ["H", "G", "E"], "not what is split, nor what is unknown"
    assert CHANGES.held[1].weight_change == 0.1 - 0.5


def test_renamed_and_split() -> None:
    assert [row.symbol for row in CHANGES.renamed()] == ["H"]
    assert [row.symbol for row in CHANGES.splits()] == ["F", "G"]
