"""What a changed line costs: the cells that differ, and no more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from r2k_tui.ui.present.lines import Line, fit, length
from r2k_tui.ui.widgets.painted import _cells, _span

WIDTH = 12
RUNS = st.lists(st.tuples(st.text(alphabet="ab▲界…| ", max_size=6), st.sampled_from(["text", "dim"])), max_size=6)
LINES = RUNS.map(lambda runs: fit(runs, WIDTH))


@given(RUNS, st.integers(0, 40))
def test_a_line_takes_exactly_the_cells_it_is_given(runs: list[tuple[str, str]], width: int) -> None:
    line = fit(runs, width)
    assert length(line) == width == sum(cell_len(text) for text, _ in line)


@given(LINES, LINES)
def test_the_span_is_from_the_first_to_the_last_cell_that_differs(old: Line, new: Line) -> None:
    before, after = _cells(old), _cells(new)
    differing = [x for x, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    assert _span(old, new, WIDTH) == ((differing[0], differing[-1] + 1) if differing else (0, 0))
