"""A skfolio prior of fixed moments. Loads skfolio, so only the optimizer imports it."""

from __future__ import annotations

from typing import Any

import numpy as np
from skfolio.prior import BasePrior, ReturnDistribution

from r2k_tui.analytics.series.arrays import Floats


class FixedMomentsPrior(BasePrior):  # type: ignore[misc]
    """A prior that estimates nothing. Its attributes are named as its parameters: skfolio clones it."""

    def __init__(self, mu: Floats, covariance: Floats) -> None:
        self.mu, self.covariance = mu, covariance

    def fit(self, X: Floats, y: object = None, **_: Any) -> FixedMomentsPrior:  # noqa: N803
        """See BasePrior."""
        self.return_distribution_ = ReturnDistribution(
            mu=self.mu, covariance=self.covariance, returns=np.asarray(X, dtype=np.float64)
        )
        return self
