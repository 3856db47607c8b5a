"""Rows: the range of the last sessions and breakouts from it, and the regression channel."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.trend import momentum
from r2k_tui.analytics.trend.channel import fit_channel
from r2k_tui.engine.readings import methodology
from r2k_tui.engine.readings.reading import ReadingGroup, ReadingResult, ReadingSpec, absent, number
from r2k_tui.engine.readings.scores.phrases import short
from r2k_tui.engine.readings.series import DerivedSeries


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
            ReadingSpec(f"{key}_high", "price", f"highest high of the last {size} bars, px", methodology.DONCHIAN),
            ReadingSpec(f"{key}_low", "price", f"lowest low of the last {size} bars, px", methodology.DONCHIAN),
            ReadingSpec(
                f"{key}_prev_high",
                "price",
                f"highest high of the {size} bars before the last, px",
                methodology.DONCHIAN,
            ),
            ReadingSpec(
                f"{key}_breakout",
                "flag",
                f"whether the last close is above the high of the {size} bars before, px",
                methodology.DONCHIAN,
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
                methodology.CHANNEL_SLOPE,
            ),
            ReadingSpec(f"{key}_r2", "ratio", f"share of variance explained by the {line}", methodology.CHANNEL_FIT),
            ReadingSpec(
                f"{key}_z",
                "ratio",
                f"last residual / residual standard deviation (ddof=2) of the {line}",
                methodology.CHANNEL_PLACE,
            ),
            ReadingSpec(
                f"{key}_upper",
                "price",
                f"exp(fit + 2 residual standard deviations) at the last bar of the {line}",
                methodology.CHANNEL_RAIL,
            ),
            ReadingSpec(
                f"{key}_lower",
                "price",
                f"exp(fit - 2 residual standard deviations) at the last bar of the {line}",
                methodology.CHANNEL_RAIL,
            ),
            ReadingSpec(
                f"{key}_intact_up",
                "flag",
                f"slope above 0, R2 at least 0.25 and z at least -2 of the {line}",
                methodology.CHANNEL_INTACT,
            ),
        ),
        f"{size} sessions",
        compute,
    )


ROWS: tuple[ReadingGroup, ...] = (
    *(_donchian_row(size) for size in (20, 55)),
    *(_channel_row(size) for size in (63, 126, 252)),
)
