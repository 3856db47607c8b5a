"""Names of the portfolios."""

from __future__ import annotations

from typing import Literal

PortfolioName = Literal["min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity", "equal", "own"]
PORTFOLIOS: tuple[PortfolioName, ...] = ("min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity", "equal", "own")
# Optimized on the returns they are measured on: their figures are in sample.
IN_SAMPLE = ("min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity")
