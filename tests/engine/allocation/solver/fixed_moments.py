"""Prior of skfolio with fixed moments, so that its models can check ours."""

from __future__ import annotations

from typing import Any

import numpy as np
from skfolio.prior import BasePrior, ReturnDistribution

from r2k_tui.analytics.series.arrays import Floats


class FixedMomentsPrior(BasePrior):  # type: ignore[misc]
    """Prior that returns given moments. Attribute names must match parameter names, because skfolio clones it."""

    def __init__(self, mu: Floats, covariance: Floats) -> None:
        self.mu, self.covariance = mu, covariance

    def fit(self, X: Floats, y: object = None, **_: Any) -> FixedMomentsPrior:
        """See BasePrior."""
        self.return_distribution_ = ReturnDistribution(
            mu=self.mu, covariance=self.covariance, returns=np.asarray(X, dtype=np.float64)
        )
        return self
