"""Request handlers for allocation. An AllocationFailure becomes a Failure reply."""

from __future__ import annotations

from r2k_tui.engine.allocation.service import AllocationService
from r2k_tui.engine.allocation.worker.client import AllocationFailure, AllocationWorkerClient
from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.messages.allocation.portfolios import (
    AllocationReply,
    BacktestReply,
    GetAllocation,
    GetBacktest,
    GetPairCorrelation,
    GetResampledFrontier,
    GetSimulation,
    ResampledFrontierReply,
    SimulationReply,
    StopAllocation,
)
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.reply import Reply

Computation = GetAllocation | GetBacktest | GetSimulation | GetPairCorrelation | GetResampledFrontier


async def compute(scope: RequestScope, request: Computation) -> Reply:
    """Reply with the result of a computation, or with a Failure."""
    allocation = await scope.service(AllocationService)
    try:
        match request:
            case GetAllocation(target=target, hedge=amount):
                return AllocationReply(await allocation.study(target, amount))
            case GetBacktest():
                tests = await allocation.backtests(request)
                return BacktestReply(tests.each[0], tests.each[1:], tests.differences)
            case GetSimulation():
                futures = await allocation.simulations(request)
                return SimulationReply(futures.each[0], futures.each[1:], futures.wins)
            case GetPairCorrelation(first=first, second=second):
                return await allocation.pair_correlation(first, second)
            case GetResampledFrontier():
                return ResampledFrontierReply(await allocation.resampled_frontier())
    except AllocationFailure as error:
        return Failure(error.kind, str(error))


async def stop(scope: RequestScope, request: StopAllocation) -> Reply:
    """Cancel all computations."""
    (await scope.service(AllocationWorkerClient)).stop()
    return Done()


HANDLERS: Handlers = {
    GetAllocation: compute,
    GetBacktest: compute,
    GetSimulation: compute,
    GetPairCorrelation: compute,
    GetResampledFrontier: compute,
    StopAllocation: stop,
}
