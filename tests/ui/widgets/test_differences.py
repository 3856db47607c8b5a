"""Which cells of a line differ."""

from __future__ import annotations

from hypothesis import given

from r2k_tui.ui.drawing.lines import Line, fit
from r2k_tui.ui.widgets.differences import _cells, changed_span
from tests.ui.widgets.runs import RUNS

WIDTH = 12
LINES = RUNS.map(lambda runs: fit(runs, WIDTH))


@given(LINES, LINES)
def test_the_span_is_from_the_first_to_the_last_cell_that_differs(old: Line, new: Line) -> None:
    before, after = _cells(old), _cells(new)
    differing = [x for x, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    assert changed_span(old, new, WIDTH) == ((differing[0], differing[-1] + 1) if differing else (0, 0))
