"""What a simulation assumes, in words: for its page and for the command."""

from __future__ import annotations

from r2k_tui.model.allocation.simulation import Simulation
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing.numbers import percent


def assumption_words(simulation: Simulation, *, several: bool = False) -> list[str]:
    """Phrases about flows, money, returns and the glide path; `several`: of portfolios on the same draws."""
    phrases = [flow_words(simulation), money_words(simulation), returns_words(simulation)]
    if several and (simulation.mean is not None or simulation.volatility is not None):
        phrases.append(f"that is of {simulation.portfolio}; the others and the benchmark are moved by the same map")
    if simulation.glide_to:
        span = plural(simulation.glide_years, "year")
        phrases.append(f"moves to {simulation.glide_to} in {span}, a step each month; the benchmark does not")
    return phrases


def flow_words(simulation: Simulation) -> str:
    """What is paid in and withdrawn."""
    paid = f"contributions {simulation.contribution:,.0f}"
    if simulation.withdrawal_percent:
        return f"{paid} a year, withdrawals {simulation.withdrawal_percent:g} % of the value a year, both monthly"
    taken = f"{paid} and withdrawals {simulation.withdrawal:,.0f} a year, both monthly"
    return f"{taken}; withdrawals rise with inflation" if simulation.linked and simulation.withdrawal else taken


def money_words(simulation: Simulation) -> str:
    """Whether amounts are adjusted for inflation."""
    if simulation.inflation is None:
        return f"{simulation.money} {simulation.currency}, not adjusted for inflation"
    return f"{simulation.currency} of today: {simulation.money} a year"


def returns_words(simulation: Simulation) -> str:
    """Return and volatility that paths were drawn from, and whose they are."""
    drawn = _pair(simulation.drawn_return, simulation.drawn_vol)
    if simulation.mean is None and simulation.volatility is None:
        return f"historical returns: {drawn}"
    given = {"return": simulation.mean, "volatility": simulation.volatility}
    names = " and ".join(name for name, value in given.items() if value is not None)
    return f"assumed {names}: {drawn}; history's {_pair(simulation.sample_return, simulation.sample_vol)}"


def _pair(ret: float | None, vol: float | None) -> str:
    return f"{percent(ret, 1)} a year, volatility {percent(vol, 1, sign=False)}"
