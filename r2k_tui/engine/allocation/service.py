"""Allocation service: portfolios, backtests and simulations at the newest prices, computed by the worker process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

import msgspec
import numpy as np

from r2k_tui.analytics.futures.hedge_table import futures_hedge
from r2k_tui.analytics.portfolio.stress_replay import replay
from r2k_tui.analytics.risk.stress import begun
from r2k_tui.engine.allocation.holdings import hedged_capital
from r2k_tui.engine.allocation.problem import ProblemInputs, build_problem
from r2k_tui.engine.allocation.protocol import Allocate, AllocationTask, ResampleFrontier
from r2k_tui.engine.allocation.steady_weights import SteadyWeights
from r2k_tui.engine.allocation.studies.hedges import hedges
from r2k_tui.engine.allocation.studies.workspace import Workspace, unpack_panel
from r2k_tui.engine.allocation.tasks import backtest_task, portfolio_name, simulation_task
from r2k_tui.engine.allocation.trades import drift_words, plan, trade_notes
from r2k_tui.engine.allocation.worker.client import AllocationFailure, AllocationWorkerClient
from r2k_tui.engine.bars.service import BarService
from r2k_tui.engine.context import EngineContext
from r2k_tui.model.allocation.backtest import Backtest, Backtests
from r2k_tui.model.allocation.frontier import ResampledFrontier
from r2k_tui.model.allocation.simulation import Simulation, Simulations
from r2k_tui.model.allocation.study import AllocationStudy, StressReplay
from r2k_tui.model.hedging import FuturesHedge
from r2k_tui.model.market.bars import pack_floats, pack_times
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.messages.allocation.portfolios import GetBacktest, GetSimulation
from r2k_tui.model.messages.readings import HistoryReply
from r2k_tui.model.money.currency import CASH
from r2k_tui.model.text import plural
from r2k_tui.sources.base import SourceError

_WINDOW = 63
_START = 10_000.0
Solved = TypeVar("Solved", AllocationStudy, Backtest, Simulation, ResampledFrontier)
Worked = TypeVar("Worked", AllocationStudy, Backtest, Simulation, Backtests, Simulations, ResampledFrontier)


class OnDrift(Protocol):
    """Callback for the drift of the holdings from their target: a message, and whether a rebalance is due."""

    def __call__(self, *, due: bool, words: str) -> None: ...


class AllocationService:
    """Builder of allocation problems from settings and bars; the worker process solves them.

    Every method raises AllocationFailure if inputs are missing or no solution exists.
    """

    def __init__(
        self,
        context: EngineContext,
        bars: BarService,
        worker: AllocationWorkerClient,
        on_drift: OnDrift,
        future: Callable[[], Awaitable[Quote]],
    ) -> None:
        self._context, self._bars, self._worker, self._on_drift = context, bars, worker, on_drift
        self._future = future
        self._steady = SteadyWeights()

    async def study(self, target: str = "", hedge: float | None = None) -> AllocationStudy:
        """Allocation study: every portfolio, the frontier, and the trades to `target` ("": configured target).

        `hedge`: amount in dollars to hedge by futures, besides the hedges of the portfolio.
        """
        target = portfolio_name(self._context.config.allocation, target)
        inputs = await self._inputs()
        # The target decides only on what is added below: one solution serves them all.
        study = await self._solve(inputs, Allocate("own"), AllocationStudy)
        aim = study.portfolios.get(target)
        if not study.hedges:
            found = await asyncio.to_thread(hedges, Workspace(inputs.problem), aim)
            study = msgspec.structs.replace(study, hedges=found)
        weights = inputs.problem.own or (aim.weights if aim else {})
        whole = msgspec.structs.replace(
            study,
            plan=plan(self._context, inputs.held, target, aim.weights) if aim is not None else None,
            stress=await asyncio.to_thread(self._stress, inputs, weights),
            stress_of=await asyncio.to_thread(self._stress_of, inputs),
            risk_free_from=inputs.risk_free_from,
            rates=inputs.held.rates,
            futures=await self._futures(inputs, study, hedge),
            problems=(*study.problems, *trade_notes(self._context.config, inputs.held)),
        )
        # The alert is about the target of the settings, not about one that a reader looks at.
        is_set = target == self._context.config.allocation.aim
        if is_set and whole.plan is not None and whole.plan.drift is not None:
            self._on_drift(due=whole.plan.due, words=drift_words(whole.plan))
        return whole

    async def _futures(self, inputs: ProblemInputs, study: AllocationStudy, amount: float | None) -> FuturesHedge:
        try:
            quote = await self._future()
        except SourceError as error:
            return FuturesHedge(reason=str(error))
        capital = hedged_capital(inputs.held, self._context.config.risk.capital, with_cash=CASH in inputs.problem.own)
        return futures_hedge(quote, study.hedges, self._context.config.market.small_fund, capital, amount)

    async def resampled_frontier(self) -> ResampledFrontier:
        """Frontier averaged over bootstrap samples, and the statistically equivalent region."""
        return await self._solve(await self._inputs(), ResampleFrontier(), ResampledFrontier)

    async def backtests(self, request: GetBacktest) -> Backtests:
        """Backtests of one or more portfolios; the settings supply the defaults of the request."""
        task = backtest_task(self._context.config.allocation, request)
        inputs = await self._inputs()
        check_priced(inputs, task.portfolio)
        if not task.beside:
            return Backtests((await self._solve(inputs, task, Backtest),))
        found = await self._worked(inputs, task, Backtests)
        each = tuple(_completed(one, inputs, found.problems) for one in found.each)
        return msgspec.structs.replace(found, each=each)

    async def simulations(self, request: GetSimulation) -> Simulations:
        """Simulations of one or more portfolios. Default start value: holdings plus cash, else 10,000."""
        inputs = await self._inputs()
        invested = sum(inputs.held.shares.get(s, 0.0) * price for s, price in inputs.held.prices.items())
        task = simulation_task(self._context.config.allocation, request, invested + inputs.held.cash or _START)
        check_priced(inputs, task.portfolio)
        if not task.beside:
            found = Simulations((await self._solve(inputs, task, Simulation),))
        else:
            found = await self._worked(inputs, task, Simulations)
            each = tuple(_completed(one, inputs, found.problems) for one in found.each)
            found = msgspec.structs.replace(found, each=each)
        rated = tuple(msgspec.structs.replace(one, rates=inputs.held.rates) for one in found.each)
        return msgspec.structs.replace(found, each=rated)

    async def pair_correlation(self, first: str, second: str) -> HistoryReply:
        """Rolling 63-session correlation of the returns of two symbols."""
        return await asyncio.to_thread(pair_correlation, await self._inputs(), first, second)

    async def _inputs(self) -> ProblemInputs:
        inputs = await build_problem(self._context, self._bars)
        return inputs._replace(problem=self._steady.kept(inputs.problem))

    async def _solve(self, inputs: ProblemInputs, task: AllocationTask, kind: type[Solved]) -> Solved:
        """Result of the worker, supplemented with the problems and the data source of its inputs."""
        return _completed(await self._worked(inputs, task, kind), inputs)

    async def _worked(self, inputs: ProblemInputs, task: AllocationTask, kind: type[Worked]) -> Worked:
        result = await self._worker.run(inputs.problem, task)
        assert isinstance(result, kind)
        found: Worked = result
        return found

    def _stress_of(self, inputs: ProblemInputs) -> dict[str, tuple[StressReplay, ...]]:
        return {name: self._stress(inputs, weights) for name, weights in inputs.problem.mixes.items()}

    def _stress(self, inputs: ProblemInputs, weights: dict[str, float]) -> tuple[StressReplay, ...]:
        market = self._context.config.market
        stand_ins = {market.small_fund: market.index, market.large_fund: market.large_index}
        last = max((prices.days[-1] for prices in inputs.prices.values()), default=np.datetime64("1970-01-01"))
        return tuple(
            replay(name, first, end, weights, inputs.prices, stand_ins) for name, first, end in begun(last) if weights
        )


def check_priced(inputs: ProblemInputs, name: str) -> None:
    """Raise AllocationFailure if the named portfolio of the user has a symbol without prices; the text says why."""
    mix = next((mix for mix in inputs.problem.settings.portfolios if mix.name == name), None)
    if mix is None or name in inputs.problem.mixes:
        return
    gone = [symbol for symbol, share in mix.weights.items() if share and symbol not in inputs.prices]
    reasons = dict.fromkeys(problem.message for problem in inputs.problems if problem.symbol in gone)
    words = f"{name} needs prices of {', '.join(gone)}"
    raise AllocationFailure("missing", f"{words}: {'; '.join(reasons)}" if reasons else words)


def _completed(solved: Solved, inputs: ProblemInputs, more: tuple[Problem, ...] = ()) -> Solved:
    problems = (*inputs.problems, *solved.problems, *more)
    return msgspec.structs.replace(solved, problems=problems, source=inputs.source, currency=inputs.held.base)


def pair_correlation(inputs: ProblemInputs, first: str, second: str) -> HistoryReply:
    """Rolling 63-session correlation of the returns of two panel symbols.

    Raises AllocationFailure if a symbol is not in the panel or the pair has fewer than 63 common returns.
    """
    panel = unpack_panel(inputs.problem.panel)
    for symbol in (first, second):
        if symbol not in panel.symbols:
            raise AllocationFailure("not_found", f"{symbol} is not among what may be held")
    pair = panel.columns((first, second))
    rows = np.isfinite(pair).all(axis=1)
    pair, days = pair[rows], panel.days[rows]
    if len(pair) < _WINDOW:
        raise AllocationFailure("too_short", f"{plural(len(pair), 'return')} in common, and {_WINDOW} are needed")
    views = np.lib.stride_tricks.sliding_window_view(pair, _WINDOW, axis=0)
    gaps = views - views.mean(axis=2, keepdims=True)
    size = np.sqrt((gaps * gaps).sum(axis=2))
    values = (gaps[:, 0] * gaps[:, 1]).sum(axis=1) / np.maximum(size[:, 0] * size[:, 1], 1e-300)
    times = days[_WINDOW - 1 :].astype("datetime64[s]").astype(np.int64)
    return HistoryReply(first, f"{first} and {second}", pack_times(times.tolist()), pack_floats(values.tolist()))
