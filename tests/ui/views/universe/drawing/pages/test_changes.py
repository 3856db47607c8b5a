"""Changes between two lists as lines."""

from __future__ import annotations

import msgspec

from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.universe.drawing.pages.changes import changes_lines, section_names
from tests.cases import cases
from tests.fakes.still_index import CHANGES
from tests.ui.views.universe.drawing.panels import text


def shown(section: str, width: int = 78) -> str:
    return text(changes_lines(CHANGES, section, width))


def test_every_section_says_which_lists_and_that_they_are_the_funds() -> None:
    for section in section_names():
        words = shown(section)
        assert "2031-04-30 to 2031-05-13" in words and "118 to 120 stocks" in words
        assert "of the fund, not of FTSE's list" in words
        assert words.count("▸") == 1


@cases(
    ("section", "words"),
    [
        (
            "added",
            ("▸30 added", "A000", "0.400%", "AABLE NUMBER 0 HOLDINGS INC", "ticker reused: it was OLD INC", "IWB"),
        ),
        ("deleted", ("▸28 deleted", "D000")),
        ("moved", ("▸2 moved", "from IWB: 1", "A001", "to IWB: 1", "D000")),
        ("renamed", ("▸2 renamed", "OLD0   → H000", "ticker, same name", "FORMER NAME INC → STEADY NUMBER 1 INC")),
        ("splits", ("▸2 maybe split", "x4.030", "maybe a split 4:1", "the price does not agree")),
        ("weights", ("▸weights", "▼-0.050%", "0.200% →  0.150%")),
        ("shares", ("▸share counts", "x2.010", "1.0M →    2.0M")),
    ],
)
def test_rows_of_a_section(section: str, words: tuple[str, ...]) -> None:
    told = shown(section)
    for word in words:
        assert word in told, (word, told)


def test_unknown_moves_are_a_question_mark() -> None:
    unknown = msgspec.structs.replace(CHANGES, other_first=None, other_last=None)
    words = text(changes_lines(unknown, "moved", 78))
    assert "moved ?" in words and "not known: no list of IWB" in words
    half = text(changes_lines(msgspec.structs.replace(CHANGES, other_first=None), "moved", 78))
    assert "from IWB: not known" in half and "to IWB: 1" in half


def test_nothing_in_a_section_is_said() -> None:
    plain = msgspec.structs.replace(CHANGES, added=(), held=())
    assert " none" in text(changes_lines(plain, "added", 78)) and " none" in text(changes_lines(plain, "splits", 78))


@cases("width", [30, 58, 78, 198])
def test_sections_wrap_instead_of_being_cut(width: int) -> None:
    lines = changes_lines(CHANGES, "added", width)
    titles = " ".join(text([line]) for line in lines[2:8])
    assert all(word in titles for word in ("30 added", "28 deleted", "2 renamed", "weights"))
    assert all(length(line) <= width for line in lines[2:3])
