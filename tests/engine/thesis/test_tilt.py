"""Tests of the tilt to small caps."""

from __future__ import annotations

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.thesis import Thesis
from r2k_tui.engine.thesis.claims import claims_of
from r2k_tui.engine.thesis.evaluate import evaluate_claims
from r2k_tui.model.allocation.tilt import TiltDifference, TiltFigures, TiltPoint, TiltTest
from r2k_tui.model.thesis import Verdict
from tests.cases import cases
from tests.engine.thesis.case import case


def tilted(*intervals: tuple[float, float]) -> TiltTest:
    rows = (
        TiltDifference(name, 0.5, 0.4, sum(interval) / 2, *interval)
        for name, interval in zip(("sharpe", "maxdd", "cvar95"), intervals, strict=True)
    )
    return TiltTest("max_sharpe", "IWM", 0.12, "2000-01-03", "2003-12-31", 1000, tuple(rows), 1000, 63, 1, "each year")


@cases(
    ("intervals", "verdict", "measured"),
    [
        (((0.1, 0.2), (0.01, 0.02), (0.001, 0.002)), Verdict.HOLDS, True),
        (((-0.1, 0.2), (0.01, 0.02), (0.001, 0.002)), Verdict.UNPROVEN, False),
        (((-0.2, -0.1), (0.01, 0.02), (0.001, 0.002)), Verdict.DOES_NOT_HOLD, False),
    ],
)
def test_the_tilt_is_judged_out_of_sample(
    intervals: tuple[tuple[float, float], ...], verdict: Verdict, measured: bool
) -> None:
    (claim,) = (claim for claim in claims_of(MarketSettings(), Thesis()) if claim.id == "tilt_resilience")
    # In sample a floor always costs; that tests nothing and is shown as a picture alone.
    picture = tuple(TiltPoint(floor, None, TiltFigures(0.1, 0.1 + floor, 0.5, 0.01)) for floor in (0.0, 0.12))
    (found,) = evaluate_claims([claim], case(tilt=picture, tilt_test=(tilted(*intervals),)))
    assert (found.verdict, found.measured) == (verdict, measured)
    assert "walk-forward 2000-01-03 to 2003-12-31, IWM at least 12 % of the whole against no floor" in found.reason
    assert any(one.name == "in sample: least volatility, floor 12 %" for one in found.evidence.measures)
    assert "seed 1" in found.evidence.note


def test_a_tilt_that_was_not_walked_is_not_testable() -> None:
    (claim,) = (claim for claim in claims_of(MarketSettings(), Thesis()) if claim.id == "tilt_resilience")
    (found,) = evaluate_claims([claim], case(tilt_test="a floor of IWM"))
    assert (found.verdict, found.measured, found.reason) == (Verdict.NOT_TESTABLE, None, "missing: a floor of IWM")
