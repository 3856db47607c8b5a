"""The tilt against tracking error."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.tilt import TiltFrontier
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.allocation.drawing.tilt_frontier import tilt_frontier_lines
from tests.cases import cases
from tests.fakes.still_allocation import STUDY
from tests.ui.views.chart.drawn import text

FOUND = STUDY.tilt_frontier
assert FOUND is not None


@cases(("width", "height", "plotted"), [(76, 18, False), (58, 35, True), (196, 20, True)])
def test_a_row_for_each_step_and_a_plot_where_there_is_room(width: int, height: int, plotted: bool) -> None:
    lines = tilt_frontier_lines(FOUND, width, height)
    assert len(lines) <= height and max(map(length, lines)) <= width
    shown = text(lines)
    assert ("┤" in shown) == plotted
    assert [row.split()[0] for row in shown.splitlines()[-11:]] == [f"{12 + 3.3 * i:.1f}%" for i in range(11)]


def test_a_step_shows_what_it_changes_and_whether_that_is_better() -> None:
    rows = tilt_frontier_lines(FOUND, 76, 18)[-11:]
    assert text(rows[:1]).split() == ["12.0%", "7.40%", "+9.00%", "0.900", "–", "1.500%", "–"]
    assert text(rows[1:2]).split() == ["15.3%", "7.42%", "+9.00%", "0.880", "-0.020", "1.540%", "+0.040%"]
    styles = {words.strip(): style for words, style in rows[1]}
    assert (styles["-0.020"], styles["+0.040%"]) == ("down", "down"), "a smaller ratio and a larger loss are worse"


def test_why_there_is_none() -> None:
    none = TiltFrontier("IWM", {"SPY": 1.0}, absent="IWM is no member of a sleeve")
    assert text(tilt_frontier_lines(none, 76, 18)) == " no tilt frontier: IWM is no member of a sleeve"
    assert "computes no tilt frontier" in text(tilt_frontier_lines(None, 76, 18)), "an engine of an earlier version"


def test_one_step_is_a_row_without_a_plot() -> None:
    alone = msgspec.structs.replace(FOUND, steps=FOUND.steps[:1])
    assert "┤" not in text(tilt_frontier_lines(alone, 76, 40))
