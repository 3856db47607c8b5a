"""How long five rules over 38 years take, with their intervals, beside the same in pandas and day by day."""

from __future__ import annotations

from functools import partial

import numpy as np

from r2k_tui.analytics.portfolio.paired_paths import compared
from r2k_tui.analytics.rules.definitions import NAMES
from r2k_tui.analytics.rules.study import study
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.rules.inputs import KnownBars, gauge_of
from tests.analytics.rules.markets import followed, inputs
from tests.analytics.synthetic import closes_only, series, weekdays
from tests.bench.allocation import best
from tests.bench.row import Row, row

DAYS = 9800
_SYMBOLS = ("^RUT", "IWM", "^GSPC", "SPY", "^RVX", "^VIX", "HYG", "IEF")


def run(quick: bool) -> list[Row]:
    """Measure everything. The reference takes seconds: it is measured on a sixteenth of the days, and multiplied."""
    rounds = 3 if quick else 7
    given, part = inputs(DAYS), inputs(DAYS // 16)
    known = {symbol: series(symbol, DAYS, place) for place, symbol in enumerate(_SYMBOLS)}
    known["^IRX"] = closes_only("^IRX", np.full(DAYS, 4.0))
    bars = KnownBars(known, {}, weekdays(DAYS + 90))
    own, held = np.random.default_rng(1).normal(0.0004, 0.01, (2, DAYS))

    def in_pandas() -> None:
        for name in NAMES:
            followed(name, part)

    def days_drawn() -> None:
        compared(own, held, 0.0, 1)

    figure = 1e3 * best(partial(study, given), rounds)
    reference = 1e3 * (16 * best(in_pandas, 1) + len(NAMES) * best(days_drawn, 1))
    gauge = 1e3 * best(partial(gauge_of, MarketSettings(), bars), rounds)
    return [
        row(
            "five rules over 38 years, with intervals", figure, "ms", "pandas, day by day", reference, 300.0, never=0.5
        ),
        row("gauge of every day of 38 years", gauge, "ms", "", None, 300.0, never=3000.0),
    ]
