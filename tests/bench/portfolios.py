"""An invented problem of allocation, and three portfolios of it by R2K and by PyPortfolioOpt.

`python -m tests.bench.portfolios r2k` (or `pypfopt`) solves each of the three once and prints the processor time in ms,
the loading of the libraries included.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Mapping

import numpy as np

from r2k_tui.analytics.portfolio.limits import WeightLimits
from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.engine.allocation.protocol import AllocationProblem
from r2k_tui.engine.allocation.solver.moments import AnnualMoments
from r2k_tui.engine.allocation.studies.workspace import Workspace, pack_panel

DAYS, WIDTH = 4857, 10
EQUITY = 0.45
_SYMBOLS = tuple(f"M{i}" for i in range(WIDTH))
_SLEEVES = (
    Sleeve("Equity", _SYMBOLS[:2], weight=EQUITY, floors={"M1": 0.12}),
    Sleeve("Rest", _SYMBOLS[2:], weight=1 - EQUITY),
)

# By title: what solves a portfolio once.
Portfolios = Mapping[str, Callable[[], object]]


def problem() -> AllocationProblem:
    """Nineteen years of ten members that a common factor moves."""
    rng = np.random.default_rng(3)
    common = rng.standard_t(5, DAYS)[:, None] * np.linspace(0.008, -0.001, WIDTH)
    returns = np.linspace(0.0005, 0.0001, WIDTH) + common + rng.normal(0, 0.006, (DAYS, WIDTH))
    panel = Panel(_SYMBOLS, "2007-04-11", np.arange(DAYS) + np.datetime64("2007-04-12", "D"), returns)
    settings = Allocation(sleeves=_SLEEVES)
    return AllocationProblem(settings, pack_panel(panel), _SYMBOLS, "M1", 0.0, {"M0": 1.0})


def of_r2k(moments: AnnualMoments, limits: WeightLimits) -> Portfolios:
    """By this package."""
    from r2k_tui.engine.allocation.solver import mean_risk, tail_risk

    return {
        "min-vol": lambda: mean_risk.min_vol(moments, limits),
        "max-Sharpe": lambda: mean_risk.max_sharpe(moments, limits, 0.0),
        "min-CVaR, 19 years": lambda: tail_risk.min_cvar(moments, limits),
    }


def of_pypfopt(moments: AnnualMoments, _: WeightLimits) -> Portfolios:
    """By PyPortfolioOpt, with the sleeves where it can take them."""
    import pandas as pd
    from pypfopt import EfficientCVaR, EfficientFrontier

    def sharpe() -> object:
        return EfficientFrontier(moments.mu, moments.covariance).max_sharpe(risk_free_rate=0.0)

    def vol() -> object:
        model = EfficientFrontier(moments.mu, moments.covariance)
        model.add_constraint(lambda w: w[0] + w[1] == EQUITY)
        return model.min_volatility()

    def cvar() -> object:
        model = EfficientCVaR(moments.mu, pd.DataFrame(moments.returns), beta=0.95)
        model.add_constraint(lambda w: w[0] + w[1] == EQUITY)
        return model.min_cvar()

    return {"min-vol": vol, "max-Sharpe": sharpe, "min-CVaR, 19 years": cvar}


def main(side: str) -> float:
    """Milliseconds of processor time from the moments to the last of the three."""
    warnings.simplefilter("ignore")
    workspace = Workspace(problem())
    moments, limits = workspace.moments(), workspace.limits
    begun = time.process_time()
    for solve in {"r2k": of_r2k, "pypfopt": of_pypfopt}[side](moments, limits).values():
        solve()
    return 1e3 * (time.process_time() - begun)


if __name__ == "__main__":
    print(main(sys.argv[1]))
