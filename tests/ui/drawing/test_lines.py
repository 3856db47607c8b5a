"""Lines: exact widths, frames that close, and no number cut in the middle."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.ui.drawing.lines import Line, fit, framed, length, whole
from tests.cases import cases

RUNS = st.lists(st.tuples(st.text("ab 12.%-+", max_size=12), st.just("text")), max_size=6).map(tuple)


def text_of(line: Line) -> str:
    return "".join(text for text, _ in line)


@given(RUNS, st.integers(0, 40))
def test_fit_gives_exactly_the_width(line: Line, width: int) -> None:
    assert length(fit(line, width)) == width


@given(RUNS, st.integers(2, 40))
def test_whole_never_cuts_a_word(line: Line, width: int) -> None:
    shown = whole(line, width)
    assert length(shown) <= max(width, length(line) if length(line) <= width else 0)
    full = [word for text, _ in line for word in text.split(" ")]
    kept = [word for text, _ in shown for word in text.replace("…", "").split(" ")]
    assert all(word in full for word in kept if word)


def test_whole_says_that_something_is_missing() -> None:
    assert text_of(whole((("return ", "dim"), ("+12.34%", "up")), 10)) == "return …"
    assert text_of(whole((("return +12.34% now", "dim"),), 16)) == "return +12.34% …"


@cases("width", range(4, 60, 5))
def test_a_frame_closes_whatever_its_words(width: int) -> None:
    title, note = (("a title that is long", "bright"),), (("78 strong", "up"),)
    rows = framed([(("inside", "text"),)], width, 5, title, note, note, focus=False)
    assert [length(row) for row in rows] == [width] * 5
    assert text_of(rows[0])[0] + text_of(rows[0])[-1] + text_of(rows[-1])[0] + text_of(rows[-1])[-1] == "╭╮╰╯"
