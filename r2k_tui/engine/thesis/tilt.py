"""Out-of-sample check of a small-cap tilt."""

from __future__ import annotations

from dataclasses import dataclass

from r2k_tui.analytics.studies.verdicts import UNTESTED, evaluate_better, proves, was_tested
from r2k_tui.engine.thesis.inputs import ClaimInputs, ClaimOutcome
from r2k_tui.engine.thesis.messages import formatted, share
from r2k_tui.model.allocation.tilt import TiltDifference, TiltPoint, TiltTest
from r2k_tui.model.thesis import Evidence, Measurement, Unit

_NAMES = {
    "sharpe": ("Sharpe ratio", Unit.RATIO),
    "maxdd": ("deepest drawdown", Unit.FRACTION),
    "cvar95": ("CVaR 95, 1 day", Unit.FRACTION),
}


@dataclass(frozen=True)
class TiltCheck:
    """Check that `portfolio`, formed each month with the configured floor, is more resilient than without it."""

    claimed: bool = True
    unit: Unit = Unit.FLAG
    portfolio: str = "max_sharpe"

    def find(self, case: ClaimInputs) -> ClaimOutcome:
        """See ClaimCheck."""
        tests = case.tilt_test
        own = [] if isinstance(tests, str) else [one for one in tests if one.portfolio == self.portfolio]
        if isinstance(tests, str) or not own:
            why = tests if isinstance(tests, str) else f"a walk-forward of {self.portfolio}"
            return ClaimOutcome(UNTESTED.verdict, None, f"missing: {why}", evidence=Evidence(_picture(case)))
        test = own[0]
        judgement = evaluate_better([_interval(one) for one in test.differences])
        so = proves(judgement.verdict) if was_tested(judgement.verdict) else None
        note = (
            f"{test.how}; intervals: stationary bootstrap of joint daily returns, mean block {test.block}, "
            f"{test.draws} draws, seed {test.seed}; the in-sample cost of the floor is a picture and tests nothing"
        )
        lines = tuple(line for one in tests for line in _lines(one))
        evidence = Evidence((*lines, *_picture(case)), note=note)
        return ClaimOutcome(judgement.verdict, so, _reason(test), test.n_returns, evidence=evidence)


def _interval(found: TiltDifference) -> tuple[float, float] | None:
    return None if found.low is None or found.high is None else (found.low, found.high)


def _reason(test: TiltTest) -> str:
    head = (
        f"{test.portfolio}, walk-forward {test.first} to {test.last}, {test.small} at least {share(test.floor)} "
        "of the whole against no floor"
    )
    words = "; ".join(_words(one) for one in test.differences)
    return f"{head}: {words} (differences with 90 % intervals, above 0 is better)"


def _words(found: TiltDifference) -> str:
    name, unit = _NAMES[found.measure]
    both = f"{formatted(found.tilted, unit, sign=False)} against {formatted(found.free, unit, sign=False)}"
    return f"{name} {both}, {_difference(found)}"


def _difference(found: TiltDifference) -> str:
    unit = _NAMES[found.measure][1]
    return f"{formatted(found.difference, unit)} ({formatted(found.low, unit)} to {formatted(found.high, unit)})"


def _lines(test: TiltTest) -> tuple[Measurement, ...]:
    return tuple(
        Measurement(f"{test.portfolio}: {_words(one)}", one.difference, _NAMES[one.measure][1], test.last)
        for one in test.differences
    )


def _picture(case: ClaimInputs) -> tuple[Measurement, ...]:
    """In-sample cost of the floor, for illustration only.

    The optimum of the unconstrained set is never worse than that of a subset, so this tests nothing.
    """
    return () if isinstance(case.tilt, str) else tuple(line for point in case.tilt for line in _tilt_lines(point))


def _tilt_lines(point: TiltPoint) -> tuple[Measurement, ...]:
    sharpe = point.max_sharpe.sharpe if point.max_sharpe is not None else None
    vol = point.min_vol.vol if point.min_vol is not None else None
    return (
        Measurement(f"in sample: best Sharpe, floor {share(point.floor)}", sharpe, Unit.RATIO),
        Measurement(f"in sample: least volatility, floor {share(point.floor)}", vol, Unit.FRACTION),
    )
