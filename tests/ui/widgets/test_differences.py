"""Which cells of a panel may differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Region

from r2k_tui.ui.drawing.lines import Line, fit
from r2k_tui.ui.widgets.differences import changed_regions, changed_span
from tests.ui.widgets.runs import RUNS

WIDTH = 12
LINES = RUNS.map(lambda runs: fit(runs, WIDTH))
A, B, C = (fit(((text, "text"),), WIDTH) for text in ("abc", "abd", "xyz"))


def cells(line: Line) -> list[tuple[str, str]]:
    return [(character, style) for text, style in line for character in text for _ in range(cell_len(character))]


@given(LINES, LINES)
def test_the_span_holds_every_cell_that_differs(old: Line, new: Line) -> None:
    differing = [x for x, (a, b) in enumerate(zip(cells(old), cells(new), strict=True)) if a != b]
    start, stop = changed_span(old, new, WIDTH)
    assert all(start <= x < stop for x in differing)
    assert 0 <= start <= stop <= WIDTH


@given(LINES)
def test_equal_lines_have_no_span(line: Line) -> None:
    assert changed_span(line, tuple(line), WIDTH) == (0, 0)


def test_the_span_leaves_out_the_runs_that_both_begin_and_end_with() -> None:
    old, new = (((" ", "text"), ("IWM ", "text"), (text, "up"), ("   ", "dim")) for text in ("1.25", "1.26"))
    assert changed_span(old, new, WIDTH) == (5, 9)


@given(st.lists(st.tuples(LINES, LINES), max_size=6))
def test_the_regions_hold_every_row_that_differs_and_no_other(rows: list[tuple[Line, Line]]) -> None:
    old, new = [a for a, _ in rows], [b for _, b in rows]
    covered = {y for region in changed_regions(old, new, WIDTH) for y in range(region.y, region.bottom)}
    spans = [changed_span(a, b, WIDTH) for a, b in rows]
    assert covered == {y for y, (start, stop) in enumerate(spans) if stop > start}
    for region in changed_regions(old, new, WIDTH):
        for y in range(region.y, region.bottom):
            assert region.x <= spans[y][0] and spans[y][1] <= region.right


def test_neighboring_rows_share_one_region() -> None:
    assert list(changed_regions([A, A, A, A, A], [B, C, A, A, B], WIDTH)) == [
        Region(0, 0, 3, 2),
        Region(0, 4, 3, 1),
    ]
