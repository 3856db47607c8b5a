"""Spans on an axis: what lies where, and labels that do not touch."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.drawing.plots.spans import Axis, IntervalMark, span_runs, tick_line

RATE = st.floats(0.0, 1.0)


def text(span: IntervalMark, width: int) -> str:
    return "".join(words for words, _ in span_runs(span, Axis(width, lambda value: value), "up"))


def test_everything_is_in_its_place() -> None:
    assert text(IntervalMark(0.0, 0.2, 0.5, 0.6, 0.8, 0.3), 11) == "──━●━┿━──  "
    assert text(IntervalMark(0.0, 0.2, 0.5, 0.6, 0.8, None), 11) == "──━━━┿━──  "


@given(st.lists(RATE, min_size=5, max_size=5), RATE | st.floats(-9, 9) | st.none(), st.integers(1, 60))
def test_the_width_holds_and_the_mark_shows(levels: list[float], mark: float | None, width: int) -> None:
    shown = text(IntervalMark(*sorted(levels), mark), width)
    assert len(shown) == width
    assert ("●" in shown) == (mark is not None)


@given(st.lists(RATE, max_size=8), st.integers(6, 60))
def test_labels_do_not_touch_and_none_is_cut(ticks: list[float], width: int) -> None:
    line = tick_line(Axis(width, lambda value: value), sorted(ticks), lambda value: f"{value:.2f}", 3)
    assert length(line) == width + 3
    assert {len(word) for word in line[0][0].split()} <= {4}
