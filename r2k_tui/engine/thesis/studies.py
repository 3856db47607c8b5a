"""Event-study checks: returns after months of large gains, and after first moves of the policy rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from r2k_tui.analytics.series.months import finished_months
from r2k_tui.analytics.series.series import until
from r2k_tui.analytics.studies.follow_through import follow_through
from r2k_tui.analytics.studies.verdicts import UNTESTED, evaluate_rate
from r2k_tui.engine.thesis.inputs import ClaimInputs, ClaimOutcome
from r2k_tui.engine.thesis.measures import Price
from r2k_tui.engine.thesis.messages import formatted, share, span
from r2k_tui.engine.thesis.power import power_of
from r2k_tui.model.macro.figures import PolicyOutcome, PolicyStudy, StateOutcome
from r2k_tui.model.thesis import Evidence, EvidenceCurve, Measurement, Occurrence, Unit


@dataclass(frozen=True)
class FollowCheck:
    """Check that months with a return of at least `threshold` precede a gain at the claimed rate.

    `threshold`: a fraction; `months`: the horizon of the gain; `claimed`: a share of the events.
    """

    symbol: str
    threshold: float
    months: int
    claimed: float
    unit: Unit = Unit.SHARE

    def find(self, case: ClaimInputs) -> ClaimOutcome:
        """See ClaimCheck."""
        bars = case.bars.get(self.symbol)
        if bars is None or not len(bars):
            return ClaimOutcome(UNTESTED.verdict, None, f"missing: daily bars of {self.symbol}")
        months = finished_months(bars.days, bars.close, case.sessions, len(bars))
        study = follow_through(self.symbol, months, self.threshold)
        found = study.horizons[f"{self.months}m"]
        judgement = evaluate_rate(self.claimed, found.wilson95, found.base_rate)
        power = power_of(self.claimed, found.n, found.base_rate)
        occurrences = tuple(
            Occurrence(event.month, event.ret, getattr(event, f"fwd{self.months}m")) for event in study.events
        )
        pending = sum(event.after is None for event in occurrences)
        lines = (
            Measurement(f"share up after {self.months} months", found.hit_rate, Unit.SHARE),
            Measurement("the same of all months", found.base_rate, Unit.SHARE),
            Measurement("mean after", found.mean, Unit.FRACTION),
            Measurement("mean of all months", found.base_mean, Unit.FRACTION),
            Measurement("p of the circular shift test", found.shift_p, Unit.RATIO),
        )
        if not found.n:
            reason = (
                f"missing: no month of {formatted(self.threshold, Unit.FRACTION)} with {self.months} months after it"
            )
        else:
            reason = (
                f"{found.hits} of {found.n} = {share(found.hit_rate)}, 95 % interval {span(found.wilson95)}, "
                f"base rate {share(found.base_rate)}" + (f", {pending} pending" if pending else "")
            ) + (power.words if power else "")
        evidence = Evidence(
            lines,
            occurrences,
            "return",
            f"+{self.months}m",
            note=f"{study.first_month} to {study.last_month}, {study.note}",
        )
        outcome = ClaimOutcome(
            judgement.verdict, found.hit_rate, reason, found.n, found.base_rate, found.wilson95, evidence
        )
        return outcome._replace(power=power.value if power else None)


@dataclass(frozen=True)
class PolicyCheck:
    """Check that small caps beat large caps more often after first moves of one kind than after an arbitrary day."""

    move: str
    horizon: str
    claimed: bool = True
    unit: Unit = Unit.SHARE

    def find(self, case: ClaimInputs) -> ClaimOutcome:
        """See ClaimCheck."""
        study = case.policy
        if isinstance(study, str):
            return ClaimOutcome(UNTESTED.verdict, None, f"missing: {study}")
        found = next(o for o in study.outcomes if o.move == self.move and o.horizon == self.horizon)
        judgement = evaluate_rate(None, found.wilson95, found.base_rate)
        power = power_of(None, found.n, found.base_rate)
        reason = f"missing: no {self.move} with {self.horizon} after it"
        if found.n:
            reason = _after_moves(study, found) + (power.words if power else "")
        return ClaimOutcome(
            judgement.verdict,
            found.hit_rate,
            reason,
            found.n,
            found.base_rate,
            found.wilson95,
            self._evidence(study, found),
            study.vintage,
            study.revision,
            power=power.value if power else None,
        )

    def _evidence(self, study: PolicyStudy, found: PolicyOutcome) -> Evidence:
        events = study.first_cuts if self.move.endswith("cut") else study.first_rises
        after = [(event.day, event.fwd6m if self.horizon == "6m" else event.fwd12m) for event in events]
        sizes = {move.day: move.change / 100 for move in study.moves}
        lines = (
            Measurement(f"share of {self.move}s with the small ahead, {self.horizon}", found.hit_rate, Unit.SHARE),
            Measurement("the same of all days", found.base_rate, Unit.SHARE),
            Measurement("mean, small less large", found.mean, Unit.FRACTION),
            Measurement("mean of all days", found.base_mean, Unit.FRACTION),
            Measurement("p of the circular shift test", found.shift_p, Unit.RATIO),
            *(_state_line(state) for state in study.regimes),
            *(
                Measurement(
                    f"{s.symbol}: return with +1 point of the 2-year yield", s.beta, Unit.FRACTION, s.as_of, s.reason
                )
                for s in study.sensitivity
            ),
        )
        return Evidence(
            lines,
            tuple(Occurrence(day, sizes.get(day), value) for day, value in after),
            "",
            f"+{self.horizon}",
            curve=_rate_curve(study),
            note=f"{study.small} less {study.large}, {study.rate}; {study.note}",
        )


def _after_moves(study: PolicyStudy, found: PolicyOutcome) -> str:
    return (
        f"small ahead after {found.hits} of {found.n} {found.move}s ({found.horizon}) = {share(found.hit_rate)}, "
        f"95 % interval {span(found.wilson95)}, base rate {share(found.base_rate)}; "
        f"mean {formatted(found.mean, Unit.FRACTION)} against {formatted(found.base_mean, Unit.FRACTION)} "
        f"({study.small} less {study.large}, px); floating-rate debt itself has no free index figure"
    )


def _state_line(state: StateOutcome) -> Measurement:
    name = f"mean month while {state.state}, n {state.n}"
    if state.mean95 is not None:
        name += f", {formatted(state.mean95[0], Unit.FRACTION)} to {formatted(state.mean95[1], Unit.FRACTION)}"
    return Measurement(name, state.mean, Unit.FRACTION)


def _rate_curve(study: PolicyStudy) -> EvidenceCurve | None:
    if len(study.moves) < 2:
        return None
    days = np.array([move.day for move in study.moves], dtype="datetime64[D]").astype("datetime64[s]").astype(np.int64)
    rates = np.array([move.rate / 100 for move in study.moves])
    return EvidenceCurve("policy rate after each move", Unit.FRACTION, days.tobytes(), rates.tobytes())


_PLOTTED = 520


def closes_curve(case: ClaimInputs, asked: Price) -> EvidenceCurve | None:
    """Curve of about two years of closes up to the day of a measure; None with fewer than two closes."""
    bars = case.bars.get(asked.symbol)
    if bars is None or len(bars) < 2:
        return None
    shown = until(bars, np.datetime64(asked.day)) if asked.day is not None else bars
    if len(shown) < 2:
        return None
    times = shown.days[-_PLOTTED:].astype("datetime64[s]").astype(np.int64)
    return EvidenceCurve(f"{asked.symbol}, closes", Unit.PRICE, times.tobytes(), shown.close[-_PLOTTED:].tobytes())
