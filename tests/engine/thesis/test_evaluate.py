"""Claims evaluated: a defect costs one, and a flip is another verdict with data behind both."""

from __future__ import annotations

import pytest

from r2k_tui.config.sections.thesis import ClaimSettings
from r2k_tui.engine.thesis.claims import own_claim
from r2k_tui.engine.thesis.evaluate import evaluate_claims, flips, worth_keeping
from r2k_tui.engine.thesis.inputs import Claim, ClaimInputs, ClaimOutcome
from r2k_tui.model.thesis import ClaimResult, Unit, Verdict
from r2k_tui.store.macro import DatedVerdict
from tests.cases import cases
from tests.engine.thesis.case import case


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


@cases(
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
