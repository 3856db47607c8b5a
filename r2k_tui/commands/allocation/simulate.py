"""`r2k simulate`: futures of a portfolio by block bootstrap of its own past."""

from __future__ import annotations

from typing import Any

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.allocation.shared import ask, failed, finish, head, number_rows
from r2k_tui.commands.shared.options import Options
from r2k_tui.config.sections.allocation import IN_SAMPLE, PORTFOLIOS
from r2k_tui.model.allocation import Simulation
from r2k_tui.model.messages.allocation import GetSimulation, SimulationReply
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing.numbers import percent

# Least and greatest of each option.
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
    """Print the futures; returns the exit status."""
    _check(request)
    answer = ask(options, request, "simulate")
    if not isinstance(answer.reply, SimulationReply):
        return failed(options, "simulate", answer)
    found = answer.reply.simulation
    if not options.json:
        sample = " (weights chosen in sample)" if found.portfolio in IN_SAMPLE else ""
        head(
            answer,
            f"{found.portfolio}{sample}: {found.paths:,} futures of {plural(found.years, 'year')}, seed {found.seed}",
        )
        _print(found)
    return finish(options, "simulate", answer, as_json(found), found.problems)


def _check(request: GetSimulation) -> None:
    if request.portfolio and request.portfolio not in PORTFOLIOS:
        raise UsageError(f"--portfolio {request.portfolio}: expected one of {', '.join(PORTFOLIOS)}")
    given = {**msgspec.structs.asdict(request), "block": request.block_days}
    for name, (low, high) in LIMITS.items():
        value = given[name]
        if value is not None and not low <= value <= high:
            raise UsageError(f"--{name} {value:g}: expected {low:g} to {high:g}")


def as_json(found: Simulation) -> dict[str, Any]:
    """The data of the JSON."""
    return {key: v for key, v in msgspec.to_builtins(found).items() if key not in ("type", "problems", "source")}


def _print(found: Simulation) -> None:
    print(f"blocks of {plural(found.block_days, 'day')} from {found.n_returns} returns, {found.first} to {found.last}")
    print(
        f"start {found.start:,.0f}, paid in {found.contribution:,.0f} and drawn {found.withdrawal:,.0f} a year, "
        f"both by the month; {found.money} dollars: no inflation is taken off"
    )
    print(
        "loss: less is left than the start and what was paid in since; withdrawals stand apart and count as no value\n"
    )
    shown = [o for o in found.outcomes if o.year in (0, 1, 2, 3, 5) or o.year % 5 == 0 or o.year == found.years]
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
    drawn = f"{percent(found.month_mean, 3)} and {percent(found.month_std, 3, sign=False)}"
    sample = f"{percent(found.sample_mean, 3)} and {percent(found.sample_std, 3, sign=False)}"
    print(f"\nmean and spread of 21 days: drawn {drawn}, in the history {sample}")
