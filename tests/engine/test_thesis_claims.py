"""The user's own claims, verdicts that change, and that no verdict is typed in anywhere."""

from __future__ import annotations

import ast
import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import r2k_tui
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.thesis import ClaimSettings, Thesis
from r2k_tui.engine.thesis.claims import claims_of, own_claim
from r2k_tui.engine.thesis.evaluate import evaluate_claims, flips, worth_keeping
from r2k_tui.engine.thesis.facts import RecordCheck
from r2k_tui.engine.thesis.inputs import Claim, ClaimInputs, ClaimOutcome
from r2k_tui.model.allocation import TiltDifference, TiltFigures, TiltPoint, TiltTest
from r2k_tui.model.macro.figures import FigureGroup, FigureUnit, MacroFigure
from r2k_tui.model.readings.reading import Reading
from r2k_tui.model.thesis import ClaimResult, Unit, Verdict
from r2k_tui.store.macro import DatedVerdict
from tests.analytics.synthetic import closes_only, weekdays

DAY = date(2003, 12, 31)
DAYS = weekdays(1303)
CLOSES = np.linspace(100.0, 200.0, 1303)
PACKAGE = Path(r2k_tui.__file__).parent


def case(**changes: object) -> ClaimInputs:
    own, other = closes_only("IWM", CLOSES), closes_only("SPY", CLOSES * 2)
    whole: dict[str, object] = {
        "day": DAY,
        "market": MarketSettings(),
        "bars": {"IWM": own, "SPY": other},
        "sessions": np.concatenate([DAYS, weekdays(60, "2004-01-01")]),
        "readings": {},
        "figures": {},
        "policy": "no policy rate",
        "tilt": "no sweep",
        "floor": 0.0,
    }
    return ClaimInputs(**{**whole, **changes})  # type: ignore[arg-type]


def own(test: str, claimed: float, **changes: object) -> ClaimResult:
    settings = ClaimSettings("mine", "I say so", test, "IWM", claimed, **changes)  # type: ignore[arg-type]
    (found,) = evaluate_claims([own_claim(settings)], case())
    assert found.own
    return found


def close(day: str) -> float:
    return float(CLOSES[int(np.searchsorted(DAYS, np.datetime64(day)))])


@pytest.mark.parametrize(
    ("test", "claimed", "changes", "measured"),
    [
        ("level", 200.0, {}, 200.0),
        ("level", close("2001-06-01"), {"day": date(2001, 6, 1)}, close("2001-06-01")),
        ("return", 200.0 / close("2002-12-31") - 1, {"window": "ytd"}, 200.0 / close("2002-12-31") - 1),
        ("return", 200.0 / close("2002-12-31") - 1, {"window": "1y", "basis": "tr"}, 200.0 / close("2002-12-31") - 1),
        ("return", close("2002-12-31") / close("2001-12-31") - 1, {"window": "2002"}, None),
        ("return", close("2002-05-31") / close("2002-04-30") - 1, {"window": "2002-05"}, None),
        ("return", 200.0 / CLOSES[-6] - 1, {"window": "5d"}, None),
        ("comparison", 0.0, {"window": "1y", "against": "SPY"}, 0.0),
        ("ratio", 0.5, {"against": "SPY"}, 0.5),
    ],
)
def test_each_test_of_the_settings(
    test: str, claimed: float, changes: dict[str, object], measured: float | None
) -> None:
    found = own(test, float(claimed), **changes)
    assert found.verdict is Verdict.HOLDS, found.reason
    assert found.measured == pytest.approx(claimed if measured is None else measured)


def test_a_claim_that_is_wrong_and_one_that_cannot_be_tested() -> None:
    assert own("level", 150.0).verdict is Verdict.DOES_NOT_HOLD
    assert own("level", 150.0, sense="at_least").verdict is Verdict.HOLDS
    assert own("level", 150.0, tolerance=60.0).verdict is Verdict.HOLDS
    absent = own("comparison", 0.0, window="1y", against="NOPE")
    assert (absent.verdict, absent.measured) == (Verdict.NOT_TESTABLE, None)
    assert "no daily bars of NOPE" in absent.reason
    assert "no close of IWM on 2001-06-02" in own("level", 1.0, day=date(2001, 6, 2)).reason
    assert "still to come" in own("level", 1.0, day=date(2004, 1, 5)).reason
    assert "begins 1999-01-04" in own("return", 1.0, window="30y").reason


def test_a_follow_through_of_one_s_own() -> None:
    found = own("follow_through", 0.9, threshold=0.01, horizon=3)
    assert found.unit is Unit.SHARE
    # Months after a gain are no better than any month of a line that only rises.
    assert found.verdict is Verdict.UNPROVEN
    assert found.base_rate == 1.0


def test_the_packaged_claims_can_be_left_out() -> None:
    settings = ClaimSettings("mine", "I say so", "level", "IWM", 1.0)
    assert [claim.id for claim in claims_of(MarketSettings(), Thesis(packaged=False, claims=(settings,)))] == ["mine"]


class Broken:
    unit, claimed = Unit.FLAG, True

    def find(self, case: ClaimInputs) -> ClaimOutcome:
        raise ZeroDivisionError("oh")


def test_a_defect_costs_one_claim_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    claims = [Claim("broken", "x", Broken()), own_claim(ClaimSettings("mine", "I say so", "level", "IWM", 200.0))]
    broken, fine = evaluate_claims(claims, case())
    assert (broken.verdict, fine.verdict) == (Verdict.NOT_TESTABLE, Verdict.HOLDS)
    assert "defect in R2K: ZeroDivisionError" in broken.reason
    assert "claim broken" in caplog.text


def result(verdict: Verdict, day: str = "2025-09-18") -> ClaimResult:
    return ClaimResult("a", "words", Unit.FLAG, True, True, None, None, None, verdict, "because", day)


@pytest.mark.parametrize(
    ("before", "now", "flipped"),
    [
        (Verdict.HOLDS, Verdict.DOES_NOT_HOLD, True),
        (Verdict.UNPROVEN, Verdict.HOLDS, True),
        (Verdict.HOLDS, Verdict.HOLDS, False),
        (Verdict.HOLDS, Verdict.NOT_TESTABLE, False),
        (Verdict.NOT_TESTABLE, Verdict.HOLDS, False),
    ],
)
def test_a_flip_is_another_verdict_with_data_behind_both(before: Verdict, now: Verdict, flipped: bool) -> None:
    found = flips([result(now)], {"a": DatedVerdict("a", "2025-09-17", before)})
    assert bool(found) == flipped
    if flipped:
        assert (found[0].before, found[0].now, found[0].before_day) == (before, now, "2025-09-17")


def test_a_verdict_of_a_later_day_is_not_what_was_before() -> None:
    assert not flips([result(Verdict.HOLDS)], {"a": DatedVerdict("a", "2026-01-01", Verdict.UNPROVEN)})
    assert not flips([result(Verdict.HOLDS)], {})


def test_what_cannot_be_tested_does_not_take_the_place_of_what_could() -> None:
    assert worth_keeping([result(Verdict.NOT_TESTABLE)]) == ()
    assert worth_keeping([result(Verdict.HOLDS)]) == (DatedVerdict("a", "2025-09-18", Verdict.HOLDS),)


def modules() -> list[tuple[str, ast.Module]]:
    return [(str(path.relative_to(PACKAGE)), ast.parse(path.read_text())) for path in sorted(PACKAGE.rglob("*.py"))]


def test_no_verdict_is_a_literal_outside_its_enumeration() -> None:
    values = {verdict.value for verdict in Verdict}
    found = {
        (name, node.value)
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in values
    }
    others = {(name, value) for name, value in found if name != "model/thesis.py"}
    assert others == set()
    assert {value for _, value in found} == values


def test_only_the_rules_choose_a_verdict() -> None:
    """Elsewhere a verdict is looked up by, as the key of a table: never given out, never compared with."""
    chosen = set()
    for name, tree in modules():
        keys = {id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}
        for node in ast.walk(tree):
            named = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Verdict"
            if named and id(node) not in keys:
                chosen.add(name)
    assert chosen == {"analytics/studies/verdicts.py"}


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


@pytest.mark.parametrize(
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


def test_the_first_close_of_all_is_no_record() -> None:
    bars = {"^RUT": closes_only("^RUT", np.array([100.0]))}
    claim = Claim("record", "a record", RecordCheck("^RUT"))
    (found,) = evaluate_claims([claim], case(bars=bars))
    assert (found.verdict, found.measured) == (Verdict.NOT_TESTABLE, None)


def tilted(*intervals: tuple[float, float]) -> TiltTest:
    rows = (
        TiltDifference(name, 0.5, 0.4, sum(interval) / 2, *interval)
        for name, interval in zip(("sharpe", "maxdd", "cvar95"), intervals, strict=True)
    )
    return TiltTest("max_sharpe", "IWM", 0.12, "2000-01-03", "2003-12-31", 1000, tuple(rows), 1000, 63, 1, "each year")


@pytest.mark.parametrize(
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
