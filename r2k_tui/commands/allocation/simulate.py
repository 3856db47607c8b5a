"""`r2k simulate`: paths of a portfolio by block bootstrap of its history."""

from __future__ import annotations

from typing import Any

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.allocation.names import check_portfolios
from r2k_tui.commands.allocation.shared import ask, failed, finish, head, number_rows, rate_lines
from r2k_tui.commands.shared.options import Options
from r2k_tui.config.sections.allocation.names import IN_SAMPLE
from r2k_tui.model.allocation.simulation import Simulation
from r2k_tui.model.messages.allocation import GetSimulation, SimulationReply
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing.numbers import percent

# Minimum and maximum of each option.
LIMITS = {
    "years": (1, 100),
    "paths": (100, 100_000),
    "block": (21, 1260),
    "start": (0.01, 1e12),
    "contribution": (0, 1e12),
    "withdrawal": (0, 1e12),
    "seed": (0, 2**63 - 1),
}


def run(options: Options, request: GetSimulation) -> int:
    """Print the simulation. Returns the exit status."""
    _check(request)
    check_portfolios(options, "--portfolio", (request.portfolio,))
    outcome = ask(options, request, "simulate")
    if not isinstance(outcome.reply, SimulationReply):
        return failed(options, "simulate", outcome)
    simulation = outcome.reply.simulation
    if not options.json:
        sample = " (weights chosen in sample)" if simulation.portfolio in IN_SAMPLE else ""
        size = f"{simulation.paths:,} paths of {plural(simulation.years, 'year')}, seed {simulation.seed}"
        head(outcome, f"{simulation.portfolio}{sample}: {size}")
        _print(simulation)
    return finish(options, "simulate", outcome, as_json(simulation), simulation.problems)


def _check(request: GetSimulation) -> None:
    given = {**msgspec.structs.asdict(request), "block": request.block_days}
    for name, (low, high) in LIMITS.items():
        value = given[name]
        if value is not None and not low <= value <= high:
            raise UsageError(f"--{name} {value:g}: expected {low:g} to {high:g}")


def as_json(simulation: Simulation) -> dict[str, Any]:
    """The data of the JSON report."""
    return {key: v for key, v in msgspec.to_builtins(simulation).items() if key not in ("type", "problems", "source")}


def _print(simulation: Simulation) -> None:
    span = f"{simulation.first} to {simulation.last}"
    print(f"blocks of {plural(simulation.block_days, 'day')} from {simulation.n_returns} returns, {span}")
    print(
        f"start {simulation.start:,.0f}, contributions {simulation.contribution:,.0f} and withdrawals "
        f"{simulation.withdrawal:,.0f} a year, both monthly; {simulation.money} {simulation.currency}, "
        "not adjusted for inflation"
    )
    for line in rate_lines(simulation.rates, simulation.currency):
        print(line)
    print("loss: the value is below the start plus contributions; withdrawals do not count as value\n")
    shown = [
        o for o in simulation.outcomes if o.year in (0, 1, 2, 3, 5) or o.year % 5 == 0 or o.year == simulation.years
    ]
    number_rows(
        [
            ("year", "5 %", "25 %", "50 %", "75 %", "95 %", "drawn", "loss", "ruin", "beats benchmark"),
            *(
                (
                    str(o.year),
                    *(f"{value:,.0f}" for value in (o.p5, o.p25, o.p50, o.p75, o.p95, o.withdrawn)),
                    *(percent(value, 1, sign=False) for value in (o.loss, o.ruin, o.beats_benchmark)),
                )
                for o in shown
            ),
        ]
    )
    drawn = f"{percent(simulation.month_mean, 3)} and {percent(simulation.month_std, 3, sign=False)}"
    sample = f"{percent(simulation.sample_mean, 3)} and {percent(simulation.sample_std, 3, sign=False)}"
    print(f"\nmean and standard deviation of 21 days: simulated {drawn}, historical {sample}")
