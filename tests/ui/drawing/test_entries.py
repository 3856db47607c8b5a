"""The cursor on an entry: it moves no cell, and shows without a colour."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.ui.drawing.entries import Entry, joined, keyed, with_cursor
from r2k_tui.ui.drawing.lines import length

CELLS = st.lists(
    st.tuples(st.sampled_from(["  1.0%", " name", "x", "", "   "]), st.just("text"), st.sampled_from("abc "))
)


def shown(entry: Entry, key: str) -> str:
    return "".join(text for text, _ in with_cursor(entry, key))


def test_one_reading_takes_the_whole_line() -> None:
    entry = keyed("rv21", ((" volatility", "text"), ("  38", "bright")))
    assert shown(entry, "rv21") == "▸volatility  38"
    assert {style for _, style in with_cursor(entry, "rv21")} == {"text+cursor", "bright+cursor"}


def test_of_several_only_the_one() -> None:
    entry = joined((" VaR", "dim", ""), ("  1.9%", "text", "a"), ("  3.2%", "text", "b"))
    assert shown(entry, "b") == " VaR  1.9% ▸3.2%"
    assert [style for _, style in with_cursor(entry, "b")] == ["dim", "text", "text+cursor"]


@given(CELLS, st.sampled_from("abc"))
def test_nothing_moves(cells: list[tuple[str, str, str]], key: str) -> None:
    entry = joined(*((text, style, own.strip()) for text, style, own in cells))
    assert length(with_cursor(entry, key)) == length(entry.line)
