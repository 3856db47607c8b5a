"""Rules in a market that stands still: invented figures, the same at every run."""

from __future__ import annotations

import math

from r2k_tui.model.market.bars import pack_floats, pack_times
from r2k_tui.model.rules.study import (
    AbsentRule,
    RuleDecisions,
    RuleDifference,
    RuleFigures,
    RulePath,
    RuleResult,
    RuleSignal,
    RuleStudy,
)

_MONTH_S = 2629800
_LAST = 1936828800  # 2031-05-18
_MONTHS = 240
_NAMES = (
    ("ten_month", "ten-month average", {"IWM": 1.0}),
    ("dual_momentum", "dual momentum", {"IWM": 0.0, "SPY": 1.0}),
    ("vol_target", "volatility target", {"IWM": 0.63}),
    ("gauge_scaled", "gauge-scaled", {"IWM": 0.0}),
)


def _figures(place: int, exposure: float) -> RuleFigures:
    return RuleFigures(
        cagr=0.062 + 0.009 * place,
        vol=0.11 + 0.02 * place,
        sharpe=0.31 + 0.06 * place,
        maxdd=-0.21 - 0.07 * place,
        maxdd_peak="2017-10-31",
        maxdd_trough="2019-03-09",
        maxdd_recovered=None if place == 2 else "2021-01-04",
        exposure=exposure,
        invested=min(1.0, exposure + 0.1),
        trades=40 + 25 * place,
        trades_a_year=2.0 + 1.25 * place,
        turnover=0.4 + 0.3 * place,
        cost=0.011 + 0.004 * place,
        years={str(2012 + year): 0.07 * math.cos(place + year) + 0.03 for year in range(19)},
    )


def _path(place: int) -> RulePath:
    times = [_LAST - (_MONTHS - i) * _MONTH_S for i in range(_MONTHS + 1)]
    own = [math.exp(0.006 * i + 0.10 * math.sin(i / (14 + place))) for i in range(_MONTHS + 1)]
    held = [math.exp(0.007 * i + 0.25 * math.sin(i / 14)) for i in range(_MONTHS + 1)]
    falls = [_falls(values) for values in (own, held)]
    return RulePath(pack_times(times), *(pack_floats(values) for values in (own, falls[0], held, falls[1])))


def _falls(values: list[float]) -> list[float]:
    return [value / max(values[: place + 1]) - 1 for place, value in enumerate(values)]


def _result(place: int) -> RuleResult:
    name, title, weights = _NAMES[place]
    decided = [_LAST - 86400 * 90, _LAST - 86400 * 60]
    pending = place == 2
    return RuleResult(
        name=name,
        title=title,
        definition=f"invented rule {place + 1}, which holds small caps while something is above something else, tr",
        reference="Nobody, Journal of Invention 1 (2007)",
        asset="IWM",
        first="2012-02-01",
        last="2031-05-16",
        n_returns=4850,
        figures=_figures(place, 0.55 + 0.1 * place),
        buy_and_hold=_figures(4, 1.0),
        sharpe_difference=RuleDifference(-0.12 + 0.09 * place, -0.30 + 0.09 * place, 0.05 + 0.09 * place, place < 3),
        return_difference=RuleDifference(-0.04 + 0.01 * place, -0.07, -0.01 + 0.01 * place, place > 0),
        probabilistic_sharpe=0.97,
        deflated_sharpe=0.71 + 0.09 * place,
        signal=RuleSignal(weights, sum(weights.values()), "2031-04-30", None if pending else "2031-05-01"),
        decisions=RuleDecisions(
            pack_times(decided),
            pack_times([decided[0] + 86400, 0 if pending else decided[1] + 86400]),
            tuple(weights),
            pack_floats([0.0] * len(weights) + list(weights.values())),
        ),
        path=_path(place),
    )


STUDY = RuleStudy(
    tried=4,
    rules=tuple(_result(place) for place in range(4)),
    absent=(
        AbsentRule("bands_60_40", "60/40 with bands", "invented mix", "Nobody (2008)", "needs IEF: no daily bars"),
    ),
    expected_best=0.09,
    sharpe_deviation=0.08,
    cost_bp=5.0,
    draws=1000,
    block_days=63,
    risk_free_from="^IRX of each day, mean",
    next_decision="2031-05-30",
    notes=("^RUT before 2000-05-26: price return, without dividends, which favors bills",),
    source="still",
)
