"""Tasks of the worker from requests, completed by the settings."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from r2k_tui.config.sections.allocation.settings import Allocation
from r2k_tui.config.sections.allocation.simulation import SimulationSettings
from r2k_tui.engine.allocation.protocol import RunBacktest, Simulate
from r2k_tui.engine.allocation.worker.client import AllocationFailure
from r2k_tui.model.allocation.assumptions import limits_fault
from r2k_tui.model.messages.allocation.portfolios import USER_PORTFOLIOS, GetBacktest, GetSimulation
from r2k_tui.model.text import clean

# Beside the first portfolio: as many as the user can name.
_MOST_BESIDE = 4


def portfolio_name(settings: Allocation, name: str) -> str:
    """The named portfolio, that of the settings for "". Raises AllocationFailure for an unknown one."""
    name = name or settings.aim
    if missing := settings.missing_for(name):
        raise AllocationFailure("usage", f"{name} needs `{missing}` in [allocation], which is not set")
    if name not in settings.names:
        raise AllocationFailure("usage", f"no portfolio {clean(name, 40)}; there are {', '.join(settings.names)}")
    return name


def backtest_task(settings: Allocation, request: GetBacktest) -> RunBacktest:
    """Backtest task. Raises AllocationFailure for an unknown portfolio."""
    first = portfolio_name(settings, request.portfolio)
    cost = settings.cost_bp if request.cost_bp is None else request.cost_bp
    beside = _beside(settings, first, request.beside)
    return RunBacktest(first, request.rebalance or settings.rebalance, cost, beside, bool(beside) and request.intervals)


def simulation_task(settings: Allocation, request: GetSimulation, start: float) -> Simulate:
    """Simulation task; a withdrawal of the one kind in the request replaces one of the other kind in the settings.

    `start` is used where the request has none. Raises AllocationFailure for an unknown portfolio, for a number outside
    its limits, and for assumptions that exclude each other.
    """
    first = portfolio_name(settings, request.portfolio)
    chosen = _chosen(settings.simulation, request)
    if chosen.glide_to:
        portfolio_name(settings, chosen.glide_to)
    task = Simulate(
        portfolio=first,
        years=chosen.years,
        paths=chosen.paths,
        block_days=request.block_days,
        seed=request.seed,
        start=start if request.start is None else request.start,
        contribution=chosen.contribution,
        withdrawal=chosen.withdrawal,
        withdrawal_percent=chosen.withdrawal_percent,
        linked=chosen.linked,
        inflation=chosen.inflation,
        mean=chosen.mean,
        volatility=chosen.volatility,
        glide_to=chosen.glide_to,
        glide_years=chosen.glide_years,
        beside=_beside(settings, first, request.beside),
    )
    if (fault := limits_fault(msgspec.structs.asdict(task))) is not None:
        raise AllocationFailure("usage", f"{fault[0]} {fault[1]}")
    if task.withdrawal and task.withdrawal_percent:
        raise AllocationFailure("usage", "a withdrawal is an amount or a percent of the value, not both")
    if task.linked and task.inflation is None:
        raise AllocationFailure("usage", "a withdrawal that rises with inflation needs an inflation")
    return task


def _chosen(settings: SimulationSettings, request: GetSimulation) -> SimulationSettings:
    """The settings with what the request has of its own."""
    own = {name: value for name in settings.__struct_fields__ if (value := getattr(request, name)) is not None}
    if request.withdrawal is not None and request.withdrawal_percent is None:
        own["withdrawal_percent"] = 0.0
    if request.withdrawal_percent is not None and request.withdrawal is None:
        own["withdrawal"] = 0.0
    return msgspec.structs.replace(settings, **own)


def _beside(settings: Allocation, first: str, names: Sequence[str]) -> tuple[str, ...]:
    """The further portfolios, each once and without the first."""
    mine = tuple(mix.name for mix in settings.portfolios)
    every = [one for name in names for one in (mine if name == USER_PORTFOLIOS else (portfolio_name(settings, name),))]
    found = tuple(name for name in dict.fromkeys(every) if name != first)
    if len(found) > _MOST_BESIDE:
        raise AllocationFailure("usage", f"{len(found)} portfolios beside {first}: {_MOST_BESIDE} at most")
    return found
