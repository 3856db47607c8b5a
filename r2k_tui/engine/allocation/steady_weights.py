"""Weights of the holdings that stay as they are while quotes hardly move them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from r2k_tui.engine.allocation.protocol import AllocationProblem

# No figure shows a thousandth of the whole differently, and results are kept by the weights they were computed for.
_SAME = 0.001


class SteadyWeights:
    """Keeper of the weights that were last solved for. Otherwise each quote would make all portfolios be solved anew.

    Drift does not add up: new weights are compared with those kept, until they replace them.
    """

    def __init__(self) -> None:
        self._kept: AllocationProblem | None = None

    def kept(self, problem: AllocationProblem) -> AllocationProblem:
        """The problem with the weights kept, where none of its own is farther than 0.1 % of the whole from them."""
        kept = self._kept
        if kept is not None and _close(kept.own, problem.own) and _close(kept.current, problem.current):
            return msgspec.structs.replace(problem, own=kept.own, current=kept.current)
        self._kept = problem
        return problem


def _close(kept: Mapping[str, float], new: Mapping[str, float]) -> bool:
    return kept.keys() == new.keys() and all(abs(kept[symbol] - share) < _SAME for symbol, share in new.items())
