"""Full histories for plots: scores, drawdown, volatility, months."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from r2k_tui.analytics.risk.drawdown import drawdowns
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.model.readings.reading import ScoreKind

_YEAR = 252


def _drawdown(analysis: SymbolAnalysis) -> tuple[Days, Floats]:
    return analysis.facts.days, drawdowns(analysis.facts.closes)


def _volatility(analysis: SymbolAnalysis) -> tuple[Days, Floats]:
    """Annualized EWMA volatility, the forecast made at each close; returns begin at the second bar."""
    return analysis.facts.days[1:], np.sqrt(analysis.facts.variance * _YEAR)


def _months(analysis: SymbolAnalysis) -> tuple[Days, Floats]:
    months = analysis.facts.months
    known = np.isfinite(months.ret)
    return months.month[known].astype("datetime64[D]"), months.ret[known]


def _relative(analysis: SymbolAnalysis) -> tuple[Days, Floats]:
    """Close over that of the large caps, px, on common days."""
    facts = analysis.facts
    shared = facts.common(facts.large_role)
    if shared is None:
        return facts.days[:0], facts.closes[:0]
    large = facts.large_closes[shared.other]
    ratio = np.divide(facts.closes[shared.own], large, out=np.full(len(large), np.nan), where=large > 0)
    return facts.days[shared.own], ratio


HISTORIES: dict[str, Callable[[SymbolAnalysis], tuple[Days, Floats]]] = {
    "risk": lambda analysis: analysis.score_history(ScoreKind.RISK),
    "momentum": lambda analysis: analysis.score_history(ScoreKind.MOMENTUM),
    "drawdown": _drawdown,
    "volatility": _volatility,
    "months": _months,
    "relative": _relative,
}


def history(analysis: SymbolAnalysis, name: str) -> tuple[bytes, bytes]:
    """Times (int64, midnight UTC of each day) and values (float64) of a history, without missing days."""
    days, values = HISTORIES[name](analysis)
    known = np.isfinite(values)
    times = days[known].astype("datetime64[s]").astype(np.int64)
    return times.tobytes(), values[known].astype(np.float64).tobytes()
