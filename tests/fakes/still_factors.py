"""Factor regressions of a market that stands still: invented figures, the same at every run."""

from __future__ import annotations

import math

from r2k_tui.model.factors.models import DEFAULT, MODELS
from r2k_tui.model.factors.study import FactorFit, FactorLoading, FactorOrigin, FactorStudy
from r2k_tui.model.factors.verdict import verdict_of
from r2k_tui.model.market.bars import pack_floats, pack_times
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.allocation.factors import FactorsReply, GetFactors

_DAY_S, _LAST, _MONTHS = 86400, 1935792000, 190  # 2031-05-06
_BETAS = (1.01, 0.83, 0.07, -0.10, 0.02, 0.05)
_T = (88.3, 42.9, 3.4, -4.7, 0.4, 1.9)


def fit(name: str, place: int, factors: tuple[str, ...]) -> FactorFit:
    """A regression whose style and quality depend on its place."""
    betas = []
    for number, factor in enumerate(factors):
        shift = place * 0.15 * (1 if factor in ("HML", "RMW") else 0)
        value, t = _BETAS[number] + shift, _T[number] + 30 * shift
        ret = value * (0.08, 0.012, 0.006, 0.03, 0.02, 0.04)[number]
        betas.append(FactorLoading(factor, value, abs(value / t), t, math.erfc(abs(t) / 1.4142), ret, 0.9 / 2**number))
    alpha = FactorLoading("alpha", -0.0006, 0.0005, -1.2, 0.23, -0.0072)
    total = sum(beta.ret or 0.0 for beta in betas) + (alpha.ret or 0.0)
    known = _BETAS[: len(factors)]
    rolling = [value + 0.2 * math.sin(i / 9 + n) for i in range(_MONTHS) for n, value in enumerate(known)]
    times = [_LAST - (_MONTHS - i) * 30 * _DAY_S for i in range(_MONTHS)]
    return FactorFit(
        name=name,
        first="2012-05",
        last="2031-03",
        n=225,
        lag=4,
        alpha=alpha,
        betas=tuple(betas),
        r2=0.991,
        r2_adjusted=0.990,
        mean=total,
        residual_vol=0.0213,
        residual_risk=0.01,
        verdict=verdict_of(betas),
        weights={} if name.isupper() else {"IWM": 1.0},
        notes=("2031-05 is not over: left out",) if place == 1 else (),
        rolling_months=pack_times(times),
        rolling=pack_floats(rolling),
    )


def of_factors(request: GetFactors) -> FactorsReply:
    """The answer to a request for factors: ZZZZ is unknown."""
    model = MODELS[request.model or DEFAULT]
    names = [*request.symbols, *(name or "equal" for name in request.portfolios)]
    fits = {name: fit(name, place, model.factors) for place, name in enumerate(names) if name != "ZZZZ"}
    origins = tuple(FactorOrigin(name, "demo", "203103", "2031-03", simulated=True) for name in model.tables)
    problems = (Problem("ZZZZ", "not_found", "ZZZZ: no daily bars"),) if "ZZZZ" in names else ()
    return FactorsReply(
        FactorStudy(request.model or DEFAULT, model.title, model.factors, fits, origins, None, problems, "demo")
    )
