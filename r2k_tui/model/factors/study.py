"""Regressions of symbols and portfolios on factors, and the betas of the members of the index."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.feed import Problem


class FactorLoading(msgspec.Struct, frozen=True):
    """Coefficient of a regression with its Newey-West error: alpha, a month, or the beta on a factor.

    `ret` is what it contributes to the mean excess return of a year, `risk` its share of the variance; None is not
    determined, as is every figure of the others.
    """

    factor: str
    value: float
    error: float | None = None
    t: float | None = None
    p: float | None = None
    ret: float | None = None
    risk: float | None = None

    @property
    def is_clear(self) -> bool:
        """Whether the coefficient is more than two standard errors from zero."""
        return self.t is not None and abs(self.t) > CLEAR_T


# A t statistic beyond this counts as a clear loading.
CLEAR_T = 2.0


class FactorFit(msgspec.Struct, frozen=True):
    """Regression of one symbol or portfolio over `n` months from `first` to `last` (YYYY-MM); figures are fractions.

    `lag` is that of the standard errors. `mean` is the mean excess return of a year, `residual_vol` the volatility of a
    year that no factor explains, `residual_risk` its share of the variance. `weights` are those of a portfolio.
    `rolling_months` holds int64 seconds, `rolling` float64 betas by month, then factor; NaN is not determined.
    `notes` tell what was left out.
    """

    name: str
    first: str
    last: str
    n: int
    lag: int
    alpha: FactorLoading
    betas: tuple[FactorLoading, ...]
    r2: float | None
    r2_adjusted: float | None
    mean: float
    residual_vol: float | None
    residual_risk: float | None
    verdict: str
    weights: dict[str, float] = {}
    notes: tuple[str, ...] = ()
    rolling_window: int = 36
    rolling_months: bytes = b""
    rolling: bytes = b""


class BetaSpread(msgspec.Struct, frozen=True):
    """Betas of the members on one factor: 10th, 50th and 90th percentile, and the share with |t| above 2."""

    factor: str
    p10: float
    p50: float
    p90: float
    clear: float


class MemberBetas(msgspec.Struct, frozen=True):
    """Betas of the members of the index; `left_out` have fewer months than a regression needs."""

    used: int
    left_out: int
    first: str
    last: str
    basis: str
    betas: tuple[BetaSpread, ...]
    r2: float | None = None


class FactorOrigin(msgspec.Struct, frozen=True):
    """Where a table of factors comes from: `vintage` is the month of its CRSP database, `last` its last month.

    `fetched_at` in seconds since the epoch; None for local data. `notes` are caveats about it.
    """

    name: str
    source: str
    vintage: str
    last: str
    fetched_at: float | None = None
    simulated: bool = False
    notes: tuple[str, ...] = ()


class FactorStudy(msgspec.Struct, frozen=True):
    """Regressions by symbol or portfolio, in the order of the request; who has none is named in `problems`."""

    model: str
    title: str
    factors: tuple[str, ...]
    fits: dict[str, FactorFit]
    origins: tuple[FactorOrigin, ...] = ()
    members: MemberBetas | None = None
    problems: tuple[Problem, ...] = ()
    source: str = ""
