"""Names of the portfolios."""

from __future__ import annotations

from typing import Literal

PortfolioName = Literal[
    "min_vol",
    "max_sharpe",
    "min_cvar95",
    "min_cdar",
    "hrp",
    "risk_parity",
    "max_diversification",
    "target_vol",
    "target_return",
    "min_te",
    "max_ir",
    "equal",
    "own",
]
PORTFOLIOS: tuple[PortfolioName, ...] = (
    *("min_vol", "max_sharpe", "min_cvar95", "min_cdar", "hrp", "risk_parity", "max_diversification"),
    *("target_vol", "target_return", "min_te", "max_ir", "equal", "own"),
)
# Optimized on the returns they are measured on: their figures are in sample.
IN_SAMPLE = tuple(name for name in PORTFOLIOS if name not in ("equal", "own"))
# Portfolios that exist only where their setting is given.
NEEDS_SETTING = {"target_vol": "target_volatility", "target_return": "target_return"}
# Portfolios that divide by a member's risk, and so leave members without any out.
WITHOUT_RISKLESS = ("max_sharpe", "hrp", "risk_parity", "max_diversification")
# Formed by a rule rather than by a program: `turnover_limit`, `cost_in_objective` and `l2` do not reach them.
BY_RULE = ("hrp", "risk_parity", "equal", "own")
