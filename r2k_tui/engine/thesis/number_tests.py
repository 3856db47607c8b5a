"""Price checks: a close or a return, a lead over another symbol, a ratio of two closes."""

from __future__ import annotations

from dataclasses import dataclass

from r2k_tui.analytics.studies.verdicts import Sense, VerdictResult, evaluate_number, proves
from r2k_tui.engine.thesis.inputs import ClaimInputs, ClaimOutcome
from r2k_tui.engine.thesis.measures import CLOSE, Measured, Price, measure, measurement, measurements, words_of
from r2k_tui.engine.thesis.messages import formatted
from r2k_tui.engine.thesis.studies import closes_curve
from r2k_tui.model.thesis import Evidence, Measurement, Nearest, Unit


@dataclass(frozen=True)
class NumberCheck:
    """Check that a close or a return meets the claimed value.

    `others`: alternative measures that the claim may refer to; `beside`: measures shown as evidence only.
    """

    measure: Price
    claimed: float
    tolerance: float
    sense: Sense = "equals"
    others: tuple[Price, ...] = ()
    beside: tuple[Price, ...] = ()

    @property
    def unit(self) -> Unit:
        """See ClaimCheck."""
        return Unit.PRICE if self.measure.window == CLOSE else Unit.FRACTION

    def find(self, case: ClaimInputs) -> ClaimOutcome:
        """See ClaimCheck."""
        own = measure(case, self.measure)
        others = [measure(case, other) for other in self.others]
        judgement = evaluate_number(
            self.claimed,
            own.value,
            [other.value for other in others],
            tolerance=self.tolerance,
            sense=self.sense,
        )
        lines = (measurement(self.measure, own), *map(measurement, self.others, others))
        evidence = Evidence((*lines, *measurements(case, self.beside)), curve=closes_curve(case, self.measure))
        reason = number_reason(lines, judgement)
        return with_tried(
            ClaimOutcome(judgement.verdict, own.value, reason, own.n or None, evidence=evidence), lines, judgement
        )


@dataclass(frozen=True)
class LeadCheck:
    """Check that the lead of one symbol over another, `first` less `second`, meets the claimed value.

    `others`: alternative pairs of measures that the claim may refer to.
    """

    first: Price
    second: Price
    claimed: float
    others: tuple[tuple[Price, Price], ...] = ()
    sense: Sense = "at_least"
    tolerance: float = 0.0
    unit: Unit = Unit.FRACTION

    def find(self, case: ClaimInputs) -> ClaimOutcome:
        """See ClaimCheck."""
        pairs = ((self.first, self.second), *self.others)
        found = [(measure(case, a), measure(case, b)) for a, b in pairs]
        leads = [_less(a, b) for a, b in found]
        judgement = evaluate_number(self.claimed, leads[0], leads[1:], tolerance=self.tolerance, sense=self.sense)
        lines = tuple(
            Measurement(f"{words_of(a)} less {words_of(b)}", lead, self.unit, one.day, one.reason or two.reason)
            for (a, b), (one, two), lead in zip(pairs, found, leads, strict=True)
        )
        sides = tuple(
            measurement(p, m) for pair, ms in zip(pairs, found, strict=True) for p, m in zip(pair, ms, strict=True)
        )
        reason = number_reason(lines, judgement)
        evidence, n = Evidence((*lines, *sides)), found[0][0].n or None
        return with_tried(ClaimOutcome(judgement.verdict, leads[0], reason, n, evidence=evidence), lines, judgement)


@dataclass(frozen=True)
class RatioCheck:
    """Check that the close of one symbol divided by that of another meets the claimed value."""

    first: Price
    second: Price
    claimed: float
    tolerance: float
    sense: Sense = "equals"
    unit: Unit = Unit.RATIO

    def find(self, case: ClaimInputs) -> ClaimOutcome:
        """See ClaimCheck."""
        a, b = measure(case, self.first), measure(case, self.second)
        ratio = a.value / b.value if a.value is not None and b.value else None
        judgement = evaluate_number(
            self.claimed,
            ratio,
            tolerance=self.tolerance,
            sense=self.sense,
        )
        name = f"{words_of(self.first)} / {words_of(self.second)}"
        lines = (Measurement(name, ratio, self.unit, a.day, a.reason or b.reason),)
        sides = (measurement(self.first, a), measurement(self.second, b))
        reason = number_reason(lines, judgement)
        evidence, n = Evidence((*lines, *sides)), None if ratio is None else 1
        return with_tried(ClaimOutcome(judgement.verdict, ratio, reason, n, evidence=evidence), lines, judgement)


def number_reason(lines: tuple[Measurement, ...], judgement: VerdictResult) -> str:
    """Reason in words: the stated measure, then the alternative that meets the claim.

    Where none does: the nearest measure, its distance from the claimed value, and the number of measures tried.
    """
    own = lines[0]
    if judgement.nearest is None:
        missing = "; ".join(dict.fromkeys(line.reason for line in lines if line.reason))
        return f"missing: {missing}"
    first = f"{own.name} is {formatted(own.value, own.unit)}" if own.value is not None else f"missing: {own.reason}"
    if judgement.other is not None:
        other = lines[1 + judgement.other]
        return f"{first}; {other.name} is {formatted(other.value, other.unit)}"
    if proves(judgement.verdict) or judgement.distance is None:
        return first
    nearest = lines[judgement.nearest]
    off = _off(judgement.distance, nearest.unit)
    if len(lines) == 1:
        return f"{first}, {off}"
    return f"{first}; nearest of {len(lines)} measures: {nearest.name}, {formatted(nearest.value, nearest.unit)}, {off}"


def with_tried(found: ClaimOutcome, lines: tuple[Measurement, ...], judgement: VerdictResult) -> ClaimOutcome:
    """Outcome with the nearest measure and the number of measures tried."""
    if judgement.nearest is None or judgement.distance is None:
        return found._replace(tried=len(lines))
    line = lines[judgement.nearest]
    nearest = Nearest(line.name, float(line.value or 0.0), judgement.distance)
    return found._replace(tried=len(lines), nearest=nearest)


def _off(difference: float, unit: Unit) -> str:
    if unit is Unit.FRACTION:
        return f"{difference * 100:+.2f} points off"
    return f"{difference:+,.2f} off"


def _less(a: Measured, b: Measured) -> float | None:
    return a.value - b.value if a.value is not None and b.value is not None else None
