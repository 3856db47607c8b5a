"""`r2k universe ranks` as text."""

from __future__ import annotations

from r2k_tui.analytics.membership.ranks import Edges, ranks
from r2k_tui.commands.universe.lists.ranks_text import ranks_lines
from tests.analytics.membership.forty import companies


def test_edges_candidates_and_near_ones() -> None:
    text = "\n".join(ranks_lines(ranks(companies(), "S", "L", Edges(at=20, bottom=38)), "  SIMULATED"))
    for words in (
        "estimate: total caps from the quote source  SIMULATED, no day",
        "40 companies of S and L ranked",
        "breakpoint: rank 20, cap 13.0B, cumulative cap 86.20%",
        "band: 2.5 points, caps from 10.0B to 20.0B stay",
        "floor: 4.0B (cap of rank 38)",
        "beyond the band above, of S: up to L (2 members)",
        "      9  S09       25.0B   72.40%    +25.0%  NUMBER9 INC",
        "beyond the band below, of L: down to S (2 members)",
        "  short of it by at most 10% (1): L22 +10.0%",
        "under the floor, of S: out at the bottom (2 members)",
    ):
        assert words in text, (words, text)
    assert "forecast" not in text


def test_an_unknown_floor_is_no_zero() -> None:
    text = "\n".join(ranks_lines(ranks(companies(), "S", "L", Edges(at=20))))
    assert "floor: –" in text and "out at the bottom (0 members)" in text
    assert "who leaves at the bottom is not known" in text
