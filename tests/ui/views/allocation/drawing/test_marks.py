"""Marks of portfolios: those of the user keep their numbers on every page."""

from __future__ import annotations

import msgspec

from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.allocation.drawing.future import fan_lines, stress_by_portfolio
from r2k_tui.ui.views.allocation.drawing.marks import cut_names, flowed, letters, marks_beside, numbered
from r2k_tui.ui.views.allocation.drawing.plots import growth_lines
from r2k_tui.ui.views.allocation.drawing.samples import sample_lines
from r2k_tui.ui.views.allocation.drawing.tables import measure_lines
from r2k_tui.ui.views.allocation.drawing.versus import versus_lines
from tests.fakes.still_allocation import STUDY, backtest, simulation
from tests.ui.views.chart.drawn import text

GLIDE = ("Retirement glide seventy", "Retirement glide sixty", "Retirement glide fifty")
# The first of them has no prices.
MIXED = msgspec.structs.replace(
    STUDY,
    portfolios={**STUDY.portfolios, GLIDE[0]: None, **dict.fromkeys(GLIDE[1:], STUDY.portfolios["equal"])},
    stress_of=dict.fromkeys(GLIDE[1:], STUDY.stress),
)
KNOWN = letters(MIXED.portfolios)


def test_one_without_a_solution_renumbers_no_other() -> None:
    assert [KNOWN[name] for name in GLIDE] == ["1", "2", "3"]
    assert marks_beside(GLIDE[1:], KNOWN) == ["2", "3"] and marks_beside(GLIDE[1:], {}) == ["1", "2"]


def test_names_that_are_cut_alike_differ_by_their_numbers_in_every_table() -> None:
    tables = {
        "samples": sample_lines(MIXED, "equal", 77),
        "versus": versus_lines(MIXED, "equal", 77),
        "measures": measure_lines(MIXED, "equal", 98),
        "stress": stress_by_portfolio(MIXED, "own", 77),
        "futures": fan_lines([simulation(n) for n in ("equal", *GLIDE[1:])], ((1.0,),) * 3, 77, 20, KNOWN),
        "growth": growth_lines(backtest("equal"), 77, 24, [backtest(n) for n in GLIDE[1:]], KNOWN),
    }
    for name, lines in tables.items():
        shown = text(lines)
        assert "2 Reti" in shown and "3 Reti" in shown and "1 Reti" not in shown.replace(f"1 {GLIDE[0]}", ""), name
        assert max(length(line) for line in lines) <= (98 if name == "measures" else 77), name


def test_whole_names_stand_below_a_table_that_cuts_them() -> None:
    assert cut_names(GLIDE[1:], KNOWN, 30, 77) == []
    below = text(cut_names(GLIDE[1:], KNOWN, 10, 77))
    assert " 2 Retirement glide sixty " in below and "seventy" not in below, "none that the table does not have"


def test_a_lone_one_has_its_number_too() -> None:
    assert f" 2 {GLIDE[1]}, B benchmark" in text(growth_lines(backtest(GLIDE[1]), 100, 30, known=KNOWN)[:1])


def test_no_column_of_the_measures_is_without_a_name() -> None:
    assert "\u2026" not in text(measure_lines(MIXED, "equal", 98)[:1])


def test_letters_of_the_others_and_lines_that_break_between_entries() -> None:
    assert numbered("hrp", "HRP", KNOWN) == "HRP" and numbered("x", "x", {}) == "x"
    assert [length(line) for line in flowed(("in", "dim"), [(("12345", "dim"),)] * 3, 12)] == [12, 7]
