"""Figures of the economy as lines."""

from __future__ import annotations

import msgspec

from r2k_tui.model.macro.figures import FigureGroup, FigureUnit, Macro, MacroFigure
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.macro.figures import figure_lines
from r2k_tui.ui.views.macro.policy import event_lines, outcome_lines, state_lines
from tests.cases import cases
from tests.fakes.still_economy import FIGURES, STUDY, TODAY
from tests.ui.views.thesis.screen import text_of


@cases("width", [36, 58, 66, 90, 130])
def test_numbers_are_never_cut(width: int) -> None:
    for figure, line in zip(
        FIGURES, (line for line in figure_lines(ledger_macro(), width) if len(line) > 1), strict=False
    ):
        assert figure.name in text_of([line])
    lines = [*outcome_lines(STUDY, width), *state_lines(STUDY), *event_lines(STUDY, width)]
    assert all(length(line) <= max(width, 64) for line in lines)


def ledger_macro():  # type: ignore[no-untyped-def]
    return Macro(TODAY, FIGURES)


def test_a_figure_says_of_which_publication_it_is() -> None:
    gdp = MacroFigure(
        *("gdp", FigureGroup.GROWTH, "GDP", FigureUnit.PERCENT, 3.3, "2031 Q1"),
        source="GDP, FRED",
        revision="second estimate of 2031-05-29",
    )
    assert "second estimate of 2031-05-29; GDP, FRED" in text_of(figure_lines(Macro(TODAY, (gdp,)), 120))


def test_a_reason_that_is_told_elsewhere_is_not_repeated() -> None:
    figures = ledger_macro().figures
    missing = msgspec.structs.replace(figures[0], value=None, reason="No connection to FRED.")
    other = msgspec.structs.replace(figures[0], value=None, reason="no DGS2")
    shown = text_of(figure_lines(Macro(TODAY, (missing, other)), 120, "No connection to FRED"))
    assert "No connection" not in shown and "no DGS2" in shown
