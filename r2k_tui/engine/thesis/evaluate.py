"""Evaluation of the ledger: tests every claim on one set of inputs and detects changed verdicts."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from r2k_tui.analytics.studies.verdicts import UNTESTED, was_tested
from r2k_tui.engine.thesis.inputs import Claim, ClaimInputs, ClaimOutcome
from r2k_tui.model.thesis import ClaimResult, Flip
from r2k_tui.store.macro import DatedVerdict

log = logging.getLogger(__name__)


def evaluate_claims(claims: Sequence[Claim], case: ClaimInputs) -> tuple[ClaimResult, ...]:
    """Results of all claims, in order. An exception in a check makes only that claim untestable, and is its reason."""
    return tuple(_result(claim, case) for claim in claims)


def _result(claim: Claim, case: ClaimInputs) -> ClaimResult:
    try:
        found = claim.check.find(case)
    except Exception as error:
        log.exception("claim %s", claim.id)
        found = ClaimOutcome(UNTESTED.verdict, None, f"defect in R2K: {type(error).__name__}: {error}")
    return ClaimResult(
        id=claim.id,
        claim=claim.words,
        unit=claim.check.unit,
        claimed=claim.check.claimed,
        measured=found.measured,
        n=found.n,
        base_rate=found.base_rate,
        interval=found.interval,
        verdict=found.verdict,
        reason=found.reason,
        tested=case.day.isoformat(),
        own=claim.own,
        evidence=found.evidence,
        vintage=found.vintage,
        revision=found.revision,
        nearest=found.nearest,
        tried=found.tried,
        power=found.power,
    )


def flips(results: Sequence[ClaimResult], before: Mapping[str, DatedVerdict]) -> tuple[Flip, ...]:
    """Claims whose verdict differs from the previous one, given on the same day or earlier.

    Missing data never cause a flip: both verdicts must come from an actual test.
    """
    found = []
    for result in results:
        last = before.get(result.id)
        if last is None or last.verdict is result.verdict or last.day > result.tested:
            continue
        if not (was_tested(last.verdict) and was_tested(result.verdict)):
            continue
        found.append(
            Flip(result.id, result.claim, last.verdict, result.verdict, last.day, result.tested, result.reason)
        )
    return tuple(found)


def worth_keeping(results: Sequence[ClaimResult]) -> tuple[DatedVerdict, ...]:
    """Verdicts of the tested claims, to be stored as the baseline of the next comparison."""
    return tuple(DatedVerdict(r.id, r.tested, r.verdict) for r in results if was_tested(r.verdict))
