"""Whether the floor of the small caps helped out of sample: the same portfolios formed with it and without it."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.portfolio.paired_paths import BLOCK, DRAWS, Difference, compared
from r2k_tui.analytics.stats.bootstrap import SEED
from r2k_tui.engine.allocation.measures import known
from r2k_tui.engine.allocation.walk_forward import LEAST, walked
from r2k_tui.engine.allocation.workspace import Workspace
from r2k_tui.model.allocation import TiltDifference, TiltTest

# What a model might hold: the mix of the policy, the least risk, the best ratio.
WALKED = ("equal", "min_vol", "max_sharpe")


def configured_floor(bench: Workspace) -> float:
    """The floor of the small caps that the settings ask for, a share of the whole."""
    small = bench.question.small
    return float(bench.limits.lower[bench.members.index(small)]) if small in bench.members else 0.0


def tilt_tests(bench: Workspace) -> tuple[TiltTest, ...]:
    """Each portfolio with the configured floor beside the same without it; none without a floor or too few days."""
    floor = configured_floor(bench)
    if floor <= 0:
        return ()
    free = Workspace(bench.question, bench.panel)
    free.limits = bench.limits.with_floor(bench.question.small, 0.0)
    return tuple(found for name in WALKED if (found := _test(bench, free, name, floor)) is not None)


def _test(bench: Workspace, free: Workspace, name: str, floor: float) -> TiltTest | None:
    with_it, without = walked(bench, name), walked(free, name)
    if with_it is None or without is None:
        return None
    days = bench.panel.days[LEAST:]
    found = compared(with_it, without, bench.rates(days), SEED)
    return TiltTest(
        portfolio=name,
        small=bench.question.small,
        floor=floor,
        first=str(days[0]),
        last=str(days[-1]),
        n_returns=len(with_it),
        differences=tuple(_row(measure, one) for measure, one in found.items()),
        draws=DRAWS,
        block=BLOCK,
        seed=SEED,
        how=f"formed each year from the data before it ({LEAST} days at least), {bench.settings.cost_bp:g} bp",
    )


def _row(measure: str, found: Difference) -> TiltDifference:
    """Losses of CVaR are told as positive numbers; the difference stays one of which more is better."""
    sign = -1.0 if measure == "cvar95" else 1.0
    between = (known(float(np.round(value, 12)) + 0.0) for value in (found.difference, found.low, found.high))
    return TiltDifference(measure, known(sign * found.first), known(sign * found.second), *between)
