"""Candidates and near ones of each edge, in their order."""

from __future__ import annotations

from r2k_tui.model.index.ranks import Move, RankedMember, Ranks


def row(symbol: str, move: Move, distance: float, *, near: bool = False) -> RankedMember:
    return RankedMember(symbol, symbol, "S", 1.0, 1, 0.5, move, near, distance)


ROWS = (
    *(row("A", "up", 0.1), row("B", "up", 0.3), row("C", "up", -0.02, near=True), row("D", "up", -0.09, near=True)),
    *(
        row("E", "down", -0.1),
        row("F", "down", -0.4),
        row("G", "down", 0.05, near=True),
        row("H", "down", 0.01, near=True),
    ),
    *(row("J", "leave", -0.5), row("I", "leave", -0.5), RankedMember("K", "K", "S", 1.0, 1, 0.5)),
)
RANKS = Ranks("S", "L", ROWS, 1000, 0.025, 1.0, 0.9)


def symbols(rows: tuple[RankedMember, ...]) -> str:
    return "".join(one.symbol for one in rows)


def test_those_beyond_an_edge_come_furthest_first() -> None:
    assert [symbols(RANKS.candidates(move)) for move in ("up", "down", "leave")] == ["BA", "FE", "IJ"]


def test_those_short_of_an_edge_come_nearest_first() -> None:
    assert [symbols(RANKS.near(move)) for move in ("up", "down", "leave")] == ["CD", "HG", ""]
