"""Ranks of the members as lines."""

from __future__ import annotations

import msgspec

from r2k_tui.ui.views.universe.drawing.pages.ranks import SECTIONS, ranks_lines
from tests.cases import cases
from tests.fakes.still_index import RANKS
from tests.ui.views.universe.drawing.panels import text


def shown(section: str, width: int = 118) -> str:
    return text(ranks_lines(RANKS, section, width))


def test_every_section_is_an_estimate_with_its_edges() -> None:
    for section in SECTIONS:
        words = shown(section)
        assert words.startswith(" estimate: total caps from the quote source\n")
        assert words.count("estimate") == 1 and "forecast" not in words
        assert "breakpoint 6.3B, rank 20 of 60, cum. cap 65.83%; caps of 2031-05-15" in words
        assert (
            "band of 2.5 points each way: 5.5B to 8.0B stay; floor 1.0B, floor of 2024-06, the last one found" in words
        )
        assert "1 without a market cap, not ranked: M0007" in words
        assert words.count("▸") == 1


@cases(
    ("section", "words"),
    [
        (
            "up",
            ("▸2 up to IWB", "R004       8.4B   53.33%    +5.5%  RANKED NUMBER 4", "at most 10 %: 1", "R008"),
        ),
        ("down", ("▸4 down to IWM", "R028")),
        ("leave", ("▸2 out at the bottom", "-26.0%")),
        ("all", ("▸all ranks", "R000", "R059", "  IWM  ", "  IWB  ")),
    ],
)
def test_rows_of_a_section(section: str, words: tuple[str, ...]) -> None:
    told = shown(section)
    for word in words:
        assert word in told, (word, told)


def test_an_empty_section_says_so_and_unknown_edges_are_no_zero() -> None:
    bare = msgspec.structs.replace(RANKS, members=RANKS.members[:3], upper=None, floor=None, floor_basis="", missing=())
    words = text(ranks_lines(bare, "up", 118))
    assert "none beyond it" in words and "5.5B to – stay; floor –, unknown" in words
    assert "without a market cap" not in words
