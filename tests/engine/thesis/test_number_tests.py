"""Tests of a claimed number."""

from __future__ import annotations

import math

import pytest

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.thesis import Thesis
from r2k_tui.engine.thesis.claims import claims_of
from r2k_tui.engine.thesis.evaluate import evaluate_claims
from r2k_tui.model.macro.figures import FigureGroup, FigureUnit, MacroFigure
from r2k_tui.model.readings.reading import Reading
from r2k_tui.model.thesis import Verdict
from tests.cases import cases
from tests.engine.thesis.case import case, own


@pytest.mark.parametrize(
    ("vintage", "revision", "words"),
    [
        ("2003-11-25", "second estimate of 2003-11-25", "2003 Q3 (second estimate of 2003-11-25) is +8.20 %"),
        (None, "as revised later", "2003 Q3 (as revised later) is +8.20 %"),
    ],
)
def test_a_claim_says_of_which_publication_its_figure_is(vintage: str | None, revision: str, words: str) -> None:
    head = ("gdp", FigureGroup.GROWTH, "GDP", FigureUnit.PERCENT, 8.2, "2003 Q3")
    gdp = MacroFigure(*head, published="2003-11-25", vintage=vintage, revision=revision)
    (claim,) = (claim for claim in claims_of(MarketSettings(), Thesis()) if claim.id == "us_growth")
    (found,) = evaluate_claims([claim], case(figures={"gdp": gdp}))
    assert (found.vintage, found.revision) == (vintage, revision)
    assert words in found.reason


@cases(
    ("claimed", "changes", "holds"),
    [
        (199.0, {}, True),
        (198.0, {}, False),
        (199.99, {}, True),
        (199.98, {}, False),
        (200.01, {"sense": "at_least"}, False),
        (200.0, {"sense": "at_least"}, True),
        (200.0, {"sense": "at_most"}, True),
    ],
)
def test_a_figure_of_one_s_own_is_meant_to_its_last_digit(
    claimed: float, changes: dict[str, object], holds: bool
) -> None:
    assert (own("level", claimed, **changes).verdict is Verdict.HOLDS) == holds


def test_a_reading_that_is_no_number_is_not_testable() -> None:
    (claim,) = (claim for claim in claims_of(MarketSettings(), Thesis()) if claim.id == "obv_rising")
    nothing = Reading("obv_slope20", math.nan, "shares", "20", 20, "2003-12-31", "test", "the slope")
    (found,) = evaluate_claims([claim], case(readings={"obv_slope20": nothing}))
    assert (found.verdict, found.measured) == (Verdict.NOT_TESTABLE, None)
    assert "missing" in found.reason


def test_a_figure_that_is_no_number_is_not_testable() -> None:
    gdp = MacroFigure("gdp", FigureGroup.GROWTH, "GDP", FigureUnit.PERCENT, math.nan, "2003 Q3")
    (claim,) = (claim for claim in claims_of(MarketSettings(), Thesis()) if claim.id == "us_growth")
    (found,) = evaluate_claims([claim], case(figures={"gdp": gdp}))
    assert (found.verdict, found.measured) == (Verdict.NOT_TESTABLE, None)
