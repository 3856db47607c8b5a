"""What the engine answers to requests about allocation."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from r2k_tui.analytics.portfolio.stress_replay import replay
from r2k_tui.analytics.risk.stress import begun
from r2k_tui.config.sections.allocation import PORTFOLIOS
from r2k_tui.engine.allocation.holdings import plan
from r2k_tui.engine.allocation.problem import ProblemInputs, build_problem
from r2k_tui.engine.allocation.protocol import Allocate, RunBacktest, Simulate
from r2k_tui.engine.allocation.worker_client import AllocationFailure
from r2k_tui.model.allocation import AllocationStudy, Backtest, Simulation, StressReplay
from r2k_tui.model.market.bars import pack_floats, pack_times
from r2k_tui.model.messages.reply import AllocationReply, BacktestReply, Failure, HistoryReply, Reply, SimulationReply
from r2k_tui.model.messages.request import GetAllocation, GetBacktest, GetPairCorrelation, GetSimulation
from r2k_tui.model.text import plural

if TYPE_CHECKING:
    from r2k_tui.engine.context import EngineContext
    from r2k_tui.engine.services import Services

_WINDOW = 63
_START = 10_000.0
LaboratoryRequest = GetAllocation | GetBacktest | GetSimulation | GetPairCorrelation


async def laboratory_answer(core: EngineContext, polling: Services, request: LaboratoryRequest) -> Reply:
    """The reply to a request about allocation; what cannot be found comes back as a Failure."""
    try:
        match request:
            case GetAllocation():
                return await _allocation(core, polling, request)
            case GetBacktest():
                return await _backtest(core, polling, request)
            case GetSimulation():
                return await _simulation(core, polling, request)
            case GetPairCorrelation():
                return _pair(await build_problem(core, polling), request)
    except AllocationFailure as error:
        return Failure(error.kind, str(error))


def _target(core: EngineContext, name: str) -> str:
    name = name or core.setup.config.allocation.aim
    if name not in PORTFOLIOS:
        raise AllocationFailure("usage", f"no portfolio {name}; there are {', '.join(PORTFOLIOS)}")
    return name


async def _allocation(core: EngineContext, polling: Services, request: GetAllocation) -> Reply:
    target = _target(core, request.target)
    gathered = await build_problem(core, polling)
    found = await core.laboratory.ask(gathered.question, Allocate(target))
    assert isinstance(found, AllocationStudy)
    aim = found.portfolios.get(target)
    weights = gathered.question.own or (aim.weights if aim else {})
    stress = await asyncio.to_thread(_stress, core, gathered, weights)
    whole = msgspec.structs.replace(
        found,
        plan=plan(core, gathered.held, target, aim.weights) if aim is not None else None,
        stress=stress,
        risk_free_from=gathered.risk_free_from,
        problems=(*gathered.problems, *found.problems),
        source=gathered.source,
    )
    if whole.plan is not None and whole.plan.drift is not None:
        words = f"what is held is {whole.plan.drift * 100:.1f}% off its target {target.replace('_', ' ')}"
        core.alerts.drifted(due=whole.plan.due, words=words)
    return AllocationReply(whole)


def _stress(core: EngineContext, gathered: ProblemInputs, weights: dict[str, float]) -> tuple[StressReplay, ...]:
    market = core.setup.config.market
    stand_ins = {market.small_fund: market.index, market.large_fund: market.large_index}
    last = max((prices.days[-1] for prices in gathered.prices.values()), default=np.datetime64("1970-01-01"))
    return tuple(
        replay(name, first, end, weights, gathered.prices, stand_ins) for name, first, end in begun(last) if weights
    )


async def _backtest(core: EngineContext, polling: Services, request: GetBacktest) -> Reply:
    settings = core.setup.config.allocation
    cost = settings.cost_bp if request.cost_bp is None else request.cost_bp
    work = RunBacktest(_target(core, request.portfolio), request.rebalance or settings.rebalance, cost)
    gathered = await build_problem(core, polling)
    found = await core.laboratory.ask(gathered.question, work)
    assert isinstance(found, Backtest)
    problems = (*gathered.problems, *found.problems)
    return BacktestReply(msgspec.structs.replace(found, problems=problems, source=gathered.source))


async def _simulation(core: EngineContext, polling: Services, request: GetSimulation) -> Reply:
    gathered = await build_problem(core, polling)
    held = sum(gathered.held.shares.get(s, 0.0) * price for s, price in gathered.held.prices.items())
    start = request.start if request.start is not None else held + gathered.held.cash or _START
    work = Simulate(
        portfolio=_target(core, request.portfolio),
        years=request.years,
        paths=request.paths,
        block_days=request.block_days,
        seed=request.seed,
        start=start,
        contribution=request.contribution,
        withdrawal=request.withdrawal,
    )
    found = await core.laboratory.ask(gathered.question, work)
    assert isinstance(found, Simulation)
    problems = (*gathered.problems, *found.problems)
    return SimulationReply(msgspec.structs.replace(found, problems=problems, source=gathered.source))


def _pair(gathered: ProblemInputs, request: GetPairCorrelation) -> Reply:
    """Correlation of two members over each 63 sessions."""
    from r2k_tui.engine.allocation.workspace import unpack_panel

    panel = unpack_panel(gathered.question.panel)
    for symbol in (request.first, request.second):
        if symbol not in panel.symbols:
            raise AllocationFailure("not_found", f"{symbol} is not among what may be held")
    pair = panel.columns((request.first, request.second))
    rows = np.isfinite(pair).all(axis=1)
    pair, days = pair[rows], panel.days[rows]
    if len(pair) < _WINDOW:
        raise AllocationFailure("too_short", f"{plural(len(pair), 'return')} in common, and {_WINDOW} are needed")
    views = np.lib.stride_tricks.sliding_window_view(pair, _WINDOW, axis=0)
    gaps = views - views.mean(axis=2, keepdims=True)
    size = np.sqrt((gaps * gaps).sum(axis=2))
    values = (gaps[:, 0] * gaps[:, 1]).sum(axis=1) / np.maximum(size[:, 0] * size[:, 1], 1e-300)
    times = days[_WINDOW - 1 :].astype("datetime64[s]").astype(np.int64)
    name = f"{request.first} and {request.second}"
    return HistoryReply(request.first, name, pack_times(times.tolist()), pack_floats(values.tolist()))
