"""Why there are no weights, in the user's terms. No text of a library passes here."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.arrays import Floats

NO_WEIGHTS = (
    "no weights were found within the limits of [allocation] on these returns: widen a sleeve, a floor or max_weight, "
    "or choose another portfolio"
)
NOT_A_NUMBER = "an expected return or a covariance is not a number on these returns"
NOT_POSITIVE = "the covariance of these returns has a negative variance: choose a longer window or another covariance"


class CannotSolve(Exception):
    """No weights satisfy the request; the text is the user-facing reason."""


class Infeasible(CannotSolve):
    """The settings contradict each other, or what is held."""


class Undefined(CannotSolve):
    """The portfolio does not exist on these returns, which is a fact about them and no fault of the settings."""


def percent(share: float) -> str:
    """A share in percent, with one decimal where it has one: `12 %`, `3.4 %`."""
    text = f"{share * 100:.2f}".rstrip("0").rstrip(".")
    return f"{'0' if text == '-0' else text} %"


def too_many_steps(steps: int | None) -> str:
    """The solver stopped before the optimum."""
    after = f" after {steps} iterations" if steps else ""
    return (
        f"no solution{after}: members that move almost as one, or very few returns, leave the best weights undetermined"
    )


def unbounded() -> str:
    """The objective has no optimum."""
    return "the objective grows without end within these limits: a riskless member may need a cap (max_weight)"


def earns_too_little(symbols: tuple[str, ...], mu: Floats, best: float, rival: float, what: str) -> str:
    """No weights earn more than `rival`, which is `what`: no member does, or only members that the limits hold back."""
    place = int(np.argmax(mu))
    if mu[place] <= rival:
        own = percent(float(mu[place]))
        against = f" against {percent(rival)}" if own != percent(rival) else ", the same"
        return f"no member earns more than {what} (best: {symbols[place]} {own}{against})"
    top = f"best mix: {percent(best)} against {percent(rival)}"
    return f"no weights within the limits earn more than {what} ({top})"


def below_least(name: str, wanted: float, least: float) -> str:
    """A target below what is possible."""
    return f"{name} {percent(wanted)} is below the least possible, {_two(wanted, least)}"


def above_greatest(name: str, wanted: float, greatest: float) -> str:
    """A target above what is possible."""
    return f"{name} {percent(wanted)} is above the greatest possible, {_two(wanted, greatest)}"


def _two(wanted: float, possible: float) -> str:
    """The possible figure with one decimal, or as many as tell it from the wanted one."""
    for decimals in (1, 2, 3):
        if round(wanted * 100, decimals) != round(possible * 100, decimals):
            return f"{possible * 100:.{decimals}f} %"
    return f"{possible * 100:.4f} %"
