"""The two composites and their components as readings: key, definition, formula, caveat, window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import numpy as np

from r2k_tui.analytics.scores import gauge, momentum_score
from r2k_tui.analytics.scores.composite import PERCENTILE_SESSIONS
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.windows import lag
from r2k_tui.engine.readings.reading import Methodology, ReadingSpec
from r2k_tui.model.readings.reading import ScoreKind

RISK, MOMENTUM = ScoreKind.RISK.value, ScoreKind.MOMENTUM.value


class ComponentSpec(msgspec.Struct, frozen=True):
    """Component: its definition, its window, and the number of input observations at the last bar."""

    field: ReadingSpec
    window: str
    count: Callable[[Any], int]


def _known(values: Floats) -> int:
    return int(np.isfinite(values[-PERCENTILE_SESSIONS:]).sum())


def _implied(inputs: Any) -> int:
    levels = gauge.percentile(inputs.implied, 1), gauge.percentile(inputs.implied_fallback, 1)
    own = bool(gauge.own_serves(inputs, *levels)[0])
    return _known(inputs.implied if own else inputs.implied_fallback)


def _twelve_one(inputs: Any) -> int:
    return _known(lag(inputs.closes, 252) * inputs.closes)


def _part(
    key: str, window: str, definition: str, formula: str, caveat: str, count: Callable[[Any], int]
) -> tuple[str, ComponentSpec]:
    return key, ComponentSpec(
        ReadingSpec(key, "index", f"{definition}; from 0 to 100", Methodology(formula, caveat)), window, count
    )


_TEN_YEARS = "2520 values, at least 504"
_RANK = "100 x #(last 2520 values <= today's) / n"
_STATE = "A state, not a forecast."

PARTS: dict[str, ComponentSpec] = dict(
    (
        _part(
            f"{RISK}.volatility",
            _TEN_YEARS,
            "percentile of ewma_vol94 among its own last ten years, tr",
            f"{_RANK}, value sqrt(252 v_t), v_t = 0.94 v_{{t-1}} + 0.06 r_t^2",
            "Measures against its own past: after ten calm years a little is high.",
            lambda inputs: _known(inputs.variance),
        ),
        _part(
            f"{RISK}.drawdown",
            "252 sessions",
            "close below the highest close of 252 sessions, 25 % or more is 100, px",
            "100 x min((C_t / max C - 1) / -0.25, 1)",
            "A slow fall over more than a year leaves its own window.",
            lambda inputs: min(len(inputs.closes), gauge.DRAWDOWN_SESSIONS),
        ),
        _part(
            f"{RISK}.var_breaches",
            "63 sessions",
            "how unusual the count of 95 % VaR breaches of the last 63 sessions is, tr",
            "100 x (P(X < x) + P(X = x) / 2), X binomial(63, 0.05)",
            "Breaches cluster, the binomial has none: it swings quickly.",
            lambda inputs: min(int(np.isfinite(inputs.breaches).sum()), gauge.BREACH_SESSIONS),
        ),
        _part(
            f"{RISK}.implied",
            _TEN_YEARS,
            "percentile of the implied volatility of small caps, or of large caps until the former has ten years, "
            "among its own last ten years",
            _RANK,
            "The fallback is of large caps. Implied volatility holds a premium over what comes.",
            _implied,
        ),
        _part(
            f"{RISK}.credit",
            _TEN_YEARS,
            "percentile of the 63-session fall of high yield against treasuries, tr",
            "100 x #(last 2520 changes of log(high yield / treasuries) over 63 sessions >= today's) / n",
            "Mixes credit spread and duration: a rally of treasuries looks like stress.",
            lambda inputs: _known(inputs.credit - lag(inputs.credit, gauge.CREDIT_SESSIONS)),
        ),
        _part(
            f"{MOMENTUM}.trend",
            "221 sessions",
            "share of: close over SMA50 and SMA200, SMA50 over SMA200, SMA200 over its value 21 sessions ago, px",
            "25 x number of the four that hold",
            f"Steps of 25 with a lag of months. {_STATE}",
            lambda inputs: min(len(inputs.closes), 200 + momentum_score.RISING_SESSIONS),
        ),
        _part(
            f"{MOMENTUM}.channel",
            "126 sessions",
            "direction of the 126-session channel, as far as it fits, px",
            "50 + 50 sign(b) R2, log C_s = a + b s by least squares",
            f"A random walk has a high R2 by chance as well. {_STATE}",
            lambda inputs: min(len(inputs.closes), momentum_score.CHANNEL_SESSIONS),
        ),
        _part(
            f"{MOMENTUM}.range",
            "55 sessions",
            "place of the close between the lowest low and the highest high of 55 sessions, px",
            "100 x (C_t - min L) / (max H - min L)",
            f"Says where it stands, not how far it went. {_STATE}",
            lambda inputs: min(len(inputs.closes), momentum_score.RANGE_SESSIONS),
        ),
        _part(
            f"{MOMENTUM}.relative_strength",
            _TEN_YEARS,
            "percentile of the 63-session strength against large caps among its own last ten years, px",
            f"{_RANK}, value log(C / B) - its value 63 common sessions before",
            f"High when large caps fall harder too. {_STATE}",
            lambda inputs: _known(inputs.relative),
        ),
        _part(
            f"{MOMENTUM}.volume",
            _TEN_YEARS,
            "percentile of the normalised OBV slope among its own last ten years; of the index its fund's",
            f"{_RANK}, value slope of 20 points of OBV / mean volume of 20",
            f"A fund's volume is a small part of all trading. {_STATE}",
            lambda inputs: _known(inputs.volume_slope),
        ),
        _part(
            f"{MOMENTUM}.twelve_one",
            _TEN_YEARS,
            "percentile of the 12-1 return among its own last ten years, px",
            f"{_RANK}, value C_{{t-21}} / C_{{t-252}} - 1",
            f"Found across stocks, not in one index. {_STATE}",
            _twelve_one,
        ),
        _part(
            f"{MOMENTUM}.ten_percent_month",
            "6 finished months",
            "100 when one of the last 6 finished months rose by 10 % or more, else 0, px",
            "100 if max of the last 6 month returns >= 0.10 else 0",
            "What followed such months stands in the study beside its base rate.",
            lambda inputs: min(int(inputs.finished[-1]), momentum_score.MONTHS),
        ),
    )
)


def _weighted(weights: Mapping[str, float]) -> str:
    """Formula of a composite as a weighted sum."""
    terms = " + ".join(f"{weight:.0f} {name}" for name, weight in weights.items())
    return f"({terms}) / the weights of those that are there".replace("_", " ")


WHOLE: dict[str, Methodology] = {
    RISK: Methodology(
        _weighted(gauge.WEIGHTS),
        "Orders what risk followed, not return. No sell signal.",
    ),
    MOMENTUM: Methodology(
        _weighted(momentum_score.WEIGHTS),
        "On the history of the index weak states were followed by more return, not less. No forecast.",
    ),
}
