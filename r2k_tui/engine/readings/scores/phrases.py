"""Short phrases for the components of a score: the value in words, or what is missing."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from r2k_tui.analytics.scores import gauge, momentum_score
from r2k_tui.analytics.scores.composite import PERCENTILE_MINIMUM, PERCENTILE_SESSIONS
from r2k_tui.analytics.scores.gauge import RiskInputs
from r2k_tui.analytics.scores.momentum_score import MomentumInputs
from r2k_tui.engine.readings.inputs import Role
from r2k_tui.engine.readings.series import DerivedSeries

Phrase = Callable[[DerivedSeries, Any, float, float], str]
Reason = Callable[[DerivedSeries], str]


def ordinal(share: float) -> str:
    """38.2 as `38th pct`, rounded like the score beside it, except that only the maximum is the 100th."""
    number = 100 if share >= 100 else min(99, round(share))
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending} pct"


def _volatility(_facts: DerivedSeries, _inputs: Any, value: float, points: float) -> str:
    return f"{ordinal(points)}, EWMA {value:.1%}"


def _drawdown(_facts: DerivedSeries, _inputs: Any, value: float, _points: float) -> str:
    return "at the 252d high" if value >= 0 else f"{value:.1%} from 252d high"


def _var_breaches(_facts: DerivedSeries, _inputs: Any, value: float, _points: float) -> str:
    expected = gauge.BREACH_SESSIONS * gauge.BREACH_TAIL
    return f"{value:.0f} in {gauge.BREACH_SESSIONS}d, {expected:.1f} expected"


def _implied(facts: DerivedSeries, inputs: RiskInputs, value: float, points: float) -> str:
    role = implied_role(inputs)
    words = f"{ordinal(points)}, {facts.symbol(role).removeprefix('^')} {value:.1f}"
    series = facts.series(role)
    if role is Role.IMPLIED_FALLBACK:
        words = f"{words} (large-cap volatility), {_why_large_caps(facts)}"
    return f"{words}, {series.note}" if series is not None and series.note else words


def implied_role(inputs: RiskInputs) -> Role:
    """Role whose series the component of implied volatility takes at the last bar."""
    serves = gauge.own_serves(inputs, *inputs.implied_percentiles)[0]
    return Role.IMPLIED if serves else Role.IMPLIED_FALLBACK


def _why_large_caps(facts: DerivedSeries) -> str:
    """Why the volatility of the small caps is not used."""
    symbol, series = facts.symbol(Role.IMPLIED), facts.series(Role.IMPLIED)
    if series is None:
        return f"no {symbol}"
    if not np.isfinite(facts.aligned(Role.IMPLIED, "close", 1)).all():
        return f"{symbol} ends on {series.days[-1]}"
    return f"{symbol} has under {PERCENTILE_SESSIONS} values"


def implied_source(facts: DerivedSeries, inputs: RiskInputs) -> str:
    """Symbol and provider of the series behind the component, with its caveat."""
    role = implied_role(inputs)
    series = facts.series(role)
    return ", ".join(filter(None, (facts.symbol(role), series.source, series.note))) if series is not None else ""


def _credit(facts: DerivedSeries, _inputs: Any, value: float, points: float) -> str:
    pair = f"{facts.symbol(Role.HIGH_YIELD)}/{facts.symbol(Role.TREASURY)}"
    return f"{ordinal(points)}, {pair} {math.expm1(value):+.1%} in 63d"


def _trend(_facts: DerivedSeries, inputs: MomentumInputs, _value: float, _points: float) -> str:
    over50, over200, crossed, rising = (bool(sign) for sign in inputs.last_signs[:, 0])
    if over50 == over200:
        place = ("above" if over50 else "below") + " 50d and 200d"
    else:
        place = "above 50d, below 200d" if over50 else "below 50d, above 200d"
    if over50 == over200 == crossed == rising:
        return place
    return f"{place}, 200d {'rising' if rising else 'falling'}"


def _channel(_facts: DerivedSeries, _inputs: Any, value: float, _points: float) -> str:
    return f"{'up' if value > 0 else 'down'}, R² {abs(value):.2f}"


def _range(_facts: DerivedSeries, _inputs: Any, value: float, _points: float) -> str:
    return "at the 55d high" if value >= 1 else "at the 55d low" if value <= 0 else f"{value:.0%} of 55d range"


def _relative(facts: DerivedSeries, _inputs: Any, value: float, points: float) -> str:
    return f"{ordinal(points)}, {math.expm1(value):+.1%} on {facts.symbol(facts.large_role)} in 63d"


def _volume(_facts: DerivedSeries, _inputs: Any, value: float, points: float) -> str:
    return f"{'rising' if value > 0 else 'falling' if value < 0 else 'flat'}, {ordinal(points)}"


def _twelve_one(_facts: DerivedSeries, _inputs: Any, value: float, points: float) -> str:
    return f"{value:+.1%}, {ordinal(points)}"


def _month(facts: DerivedSeries, _inputs: Any, value: float, points: float) -> str:
    months = facts.months
    best = int(np.nanargmax(months.ret[-momentum_score.MONTHS :])) - momentum_score.MONTHS
    return (
        f"{months.month[best]} {value:+.1%}" if points else f"none in {momentum_score.MONTHS} months, best {value:+.1%}"
    )


DETAILS: dict[str, Phrase] = {
    "volatility": _volatility,
    "drawdown": _drawdown,
    "var_breaches": _var_breaches,
    "implied": _implied,
    "credit": _credit,
    "trend": _trend,
    "channel": _channel,
    "range": _range,
    "relative_strength": _relative,
    "volume": _volume,
    "twelve_one": _twelve_one,
    "ten_percent_month": _month,
}


def short(have: int, need: int, what: str) -> str:
    """Phrase for a window that is not full, or that is full but has a missing input."""
    return f"needs {need} {what}, has {have}" if have < need else f"a gap or no change within {need} {what}"


def _need_bars(need: int, what: str = "closes") -> Reason:
    return lambda facts: short(facts.count, need, what)


def _no_implied(facts: DerivedSeries) -> str:
    own, other = facts.symbol(Role.IMPLIED), facts.symbol(Role.IMPLIED_FALLBACK)
    if facts.series(Role.IMPLIED) is None and facts.series(Role.IMPLIED_FALLBACK) is None:
        return f"no {own} or {other}"
    return f"{own} and {other} are too old or have under {PERCENTILE_MINIMUM} values"


def _no_credit(facts: DerivedSeries) -> str:
    pair = (Role.HIGH_YIELD, Role.TREASURY)
    missing = [facts.symbol(role) for role in pair if facts.series(role) is None]
    if missing:
        return "no " + " or ".join(missing)
    names, least = " or ".join(map(facts.symbol, pair)), PERCENTILE_MINIMUM + gauge.CREDIT_SESSIONS
    return f"{names} is too old or has under {least} values"


def _no_range(facts: DerivedSeries) -> str:
    if not np.isfinite(facts.own.high[-1:]).all() or not np.isfinite(facts.own.low[-1:]).all():
        return "no highs and lows"
    return short(facts.count, momentum_score.RANGE_SESSIONS, "bars")


def _no_relative(facts: DerivedSeries) -> str:
    symbol = facts.symbol(facts.large_role)
    if facts.own.symbol == symbol:
        return "is its own benchmark"
    if facts.series(facts.large_role) is None:
        return f"no {symbol}"
    return f"{symbol} is too old or has under {PERCENTILE_MINIMUM + 63} common days"


def _no_volume(facts: DerivedSeries) -> str:
    series = facts.volume_series
    if series is None:
        return f"no {facts.symbol(Role.SMALL_FUND)}"
    return f"{series.symbol} has no volume, or under {PERCENTILE_MINIMUM + 19} bars of it"


REASONS: dict[str, Reason] = {
    "volatility": _need_bars(PERCENTILE_MINIMUM + 1),
    "drawdown": _need_bars(gauge.DRAWDOWN_SESSIONS),
    "var_breaches": _need_bars(gauge.BREACH_WINDOW + gauge.BREACH_SESSIONS + 1),
    "implied": _no_implied,
    "credit": _no_credit,
    "trend": _need_bars(200 + momentum_score.RISING_SESSIONS),
    "channel": _need_bars(momentum_score.CHANNEL_SESSIONS),
    "range": _no_range,
    "relative_strength": _no_relative,
    "volume": _no_volume,
    "twelve_one": _need_bars(PERCENTILE_MINIMUM + 252),
    "ten_percent_month": lambda facts: f"needs {momentum_score.MONTHS} finished months",
}
