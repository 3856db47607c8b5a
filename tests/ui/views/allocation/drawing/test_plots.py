"""The plots of the allocation."""

from __future__ import annotations

import msgspec

from r2k_tui.config.sections.allocation.names import PORTFOLIOS
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.allocation.drawing.marks import LETTERS, letters
from r2k_tui.ui.views.allocation.drawing.plots import (
    growth_lines,
    rolling_lines,
    tilt_lines,
)
from r2k_tui.ui.views.allocation.drawing.tables import TITLES
from tests.cases import cases
from tests.fakes.still_allocation import STUDY, backtest
from tests.ui.views.chart.drawn import text


@cases(("width", "height"), [(60, 15), (100, 30)])
def test_each_plot_fills_the_room_it_is_given(width: int, height: int) -> None:
    for lines in (
        growth_lines(backtest("equal"), width, height),
        tilt_lines(STUDY, width, height),
    ):
        assert len(lines) <= height + 1
        assert max(length(line) for line in lines[1:-2]) <= width


def test_every_built_in_portfolio_has_a_letter_of_its_own_and_a_title() -> None:
    assert set(PORTFOLIOS) <= set(LETTERS) == set(TITLES)
    assert len(set(LETTERS.values())) == len(LETTERS) and "B" not in LETTERS.values(), "B is the benchmark"
    assert len(set(TITLES.values())) == len(TITLES)


def test_portfolios_of_the_user_are_numbered() -> None:
    assert letters(["equal", "core", "own", "satellite"]) == {"equal": "E", "core": "1", "own": "O", "satellite": "2"}


def test_a_backtest_is_told_against_its_benchmark() -> None:
    found = backtest("equal")
    assert f"{found.cost_bp:g} bp" in text(growth_lines(found, 100, 30)[:1])
    assert " a year against " in text(growth_lines(found, 100, 30)[-1:])
    years = text(rolling_lines(found, 100, 30))
    assert all(f" {year}" in years for year in found.figures.years)


def test_without_a_small_cap_member_nothing_is_swept() -> None:
    assert text(tilt_lines(msgspec.structs.replace(STUDY, tilt_cost=()), 60, 20)) == " no small-cap member to sweep"


def test_those_beside_a_backtest_have_numbers_at_their_ends() -> None:
    lines = growth_lines(backtest("equal"), 100, 30, (backtest("70/30"),))
    assert "1 70/30" in text(lines[1:2])
    assert any(run == ("1", "bright") for line in lines[1:] for run in line)


def test_a_portfolio_of_the_user_has_its_number_for_a_letter() -> None:
    assert letters(("hrp", "70/30", "calm")) == {"hrp": "H", "70/30": "1", "calm": "2"}
    assert " P 70/30" in text(growth_lines(backtest("70/30"), 100, 30)[:1])
