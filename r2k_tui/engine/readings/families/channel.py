"""Rows: range of the last sessions, breakouts from it, and the regression channel."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.trend import momentum
from r2k_tui.analytics.trend.channel import fit_channel
from r2k_tui.engine.readings.reading import Methodology, ReadingGroup, ReadingResult, ReadingSpec, absent, number
from r2k_tui.engine.readings.scores.phrases import short
from r2k_tui.engine.readings.series import DerivedSeries

_FIT = "log C_s = a + b s + e_s by least squares over n sessions"
DONCHIAN = Methodology(
    "max H, min L of n bars; breakout: C_t > max H of the n bars before (Donchian)",
    "Many breakouts fail; what followed them stands in the table of events.",
)
CHANNEL_RAIL = Methodology(f"exp(a + b t +- 2 s) of {_FIT}", "Descriptive rails, not a forecast interval.")


def _donchian_row(size: int) -> ReadingGroup:
    def compute(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
        found = momentum.donchian(facts.own.high, facts.own.low, facts.closes, size)
        if found is None:
            known = np.isfinite(facts.own.high[-1]) and np.isfinite(facts.own.low[-1])
            return absent(4, short(facts.count, size, "bars") if known else "no highs and lows", facts.count)
        reason = short(facts.count, size + 1, "bars")
        return (
            number(found.high, size, reason),
            number(found.low, size, reason),
            number(found.previous_high, size, reason),
            ReadingResult(found.breakout, size + 1, "" if found.breakout is not None else reason),
        )

    key = f"donchian{size}"
    return ReadingGroup(
        (
            ReadingSpec(f"{key}_high", "price", f"highest high of the last {size} bars, px", DONCHIAN),
            ReadingSpec(f"{key}_low", "price", f"lowest low of the last {size} bars, px", DONCHIAN),
            ReadingSpec(
                f"{key}_prev_high",
                "price",
                f"highest high of the {size} bars before the last, px",
                DONCHIAN,
            ),
            ReadingSpec(
                f"{key}_breakout",
                "flag",
                f"whether the last close is above the high of the {size} bars before, px",
                DONCHIAN,
            ),
        ),
        f"{size} sessions",
        compute,
    )


def _channel_row(size: int) -> ReadingGroup:
    def compute(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
        found = fit_channel(facts.closes, size)
        if found is None:
            return absent(6, short(facts.count, size, "closes"), facts.count)
        values = (found.slope_ann, found.r2, found.z, found.upper, found.lower)
        return (
            *(number(value, size, "every close is on the line") for value in values),
            ReadingResult(found.intact_up, size),
        )

    key, line = f"chan{size}", f"least-squares line of log close on time, {size} sessions, px"
    return ReadingGroup(
        (
            ReadingSpec(
                f"{key}_slope_ann",
                "fraction",
                f"slope a session x 252 of the {line} (log units a year)",
                Methodology(f"252 b of {_FIT}", "Fitted in hindsight: the line moves with every new close."),
            ),
            ReadingSpec(
                f"{key}_r2",
                "ratio",
                f"share of variance explained by the {line}",
                Methodology(
                    f"1 - SSE / SST of {_FIT}",
                    "Prices are close to a random walk, which has a high R2 by chance as well.",
                ),
            ),
            ReadingSpec(
                f"{key}_z",
                "ratio",
                f"last residual / residual standard deviation (ddof=2) of the {line}",
                Methodology(
                    f"e_t / s, s = sqrt(SSE / (n - 2)), of {_FIT}", "Residuals are not independent: 2 is no 95 %."
                ),
            ),
            ReadingSpec(
                f"{key}_upper",
                "price",
                f"exp(fit + 2 residual standard deviations) at the last bar of the {line}",
                CHANNEL_RAIL,
            ),
            ReadingSpec(
                f"{key}_lower",
                "price",
                f"exp(fit - 2 residual standard deviations) at the last bar of the {line}",
                CHANNEL_RAIL,
            ),
            ReadingSpec(
                f"{key}_intact_up",
                "flag",
                f"slope above 0, R2 at least 0.25 and z at least -2 of the {line}",
                Methodology(
                    f"b > 0, R2 >= 0.25, z >= -2 of {_FIT}",
                    "What followed intact channels stands in the table of events.",
                ),
            ),
        ),
        f"{size} sessions",
        compute,
    )


ROWS: tuple[ReadingGroup, ...] = (
    *(_donchian_row(size) for size in (20, 55)),
    *(_channel_row(size) for size in (63, 126, 252)),
)
