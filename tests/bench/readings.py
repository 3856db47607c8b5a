"""How long the readings take: one symbol with forty years of days, and two thousand symbols with ten.

All figures are the best of several rounds, of R2K and of pandas in turn, so that a busy machine hurts both alike. The
market is invented.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from r2k_tui.analytics.cross_section import readings
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.readings.inputs import ReadingInputs, Role
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from tests.analytics.synthetic import series, weekdays
from tests.bench.row import Row, row

YEARS_40 = 10_080
SYMBOLS, DAYS = 2_000, 2_520
ROUNDS, _QUICK_ROUNDS = 9, 4


def fastest(*functions: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Processor seconds of the fastest round of each function, the rounds taken in turn."""
    best = [float("inf")] * len(functions)
    for _ in range(rounds):
        for place, function in enumerate(functions):
            start = time.process_time()
            function()
            best[place] = min(best[place], time.process_time() - start)
    return best


def inputs(days: int = YEARS_40) -> ReadingInputs:
    """So many days of bars and everything that a board compares with."""
    context = {
        role: series(getattr(MarketSettings(), role), days, place + 2, "1986-01-06") for place, role in enumerate(Role)
    }
    own = series("^RUT", days, 1, "1986-01-06")
    return ReadingInputs(own, weekdays(days + 60, "1986-01-06"), context, provisional=True)


def everything(board: SymbolAnalysis) -> None:
    """All readings and both scores."""
    board.readings()
    board.scores()


def next_tick(board: SymbolAnalysis) -> SymbolAnalysis:
    """The board after the last price moved."""
    own = board.inputs.own
    price = float(own.close[-1]) * 1.001
    return board.tick(
        (own.days[-1], float(own.open[-1]), price, float(own.low[-1]), price, price, float(own.volume[-1]))
    )


def pandas_six(closes: pd.DataFrame, volumes: pd.DataFrame) -> None:
    """SMA200, RSI14, OBV, 252-day volatility, drawdown and 12-1 the way pandas is used for them."""
    closes.rolling(200).mean()
    change = closes.diff()
    gain = change.clip(lower=0).ewm(alpha=1 / 14, adjust=False).mean()
    loss = (-change.clip(upper=0)).ewm(alpha=1 / 14, adjust=False).mean()
    100 * gain / (gain + loss)
    (np.sign(change) * volumes).cumsum()
    closes.apply(np.log).diff().rolling(252).std() * np.sqrt(252)
    closes / closes.cummax() - 1
    closes.shift(21) / closes.shift(252) - 1


def own_six(closes: Floats, volumes: Floats) -> None:
    """The same six by this package."""
    readings.simple_averages(closes, 200)
    readings.relative_strength_indices(closes)
    readings.on_balance_volumes(closes, volumes)
    readings.volatilities(closes, 252)
    readings.drawdowns(closes)
    readings.twelve_ones(closes)


def one_symbol() -> list[Row]:
    """Cold, and after a tick."""
    given = inputs()
    board = SymbolAnalysis(given)
    everything(board)
    closes, volumes = pd.DataFrame({"X": given.own.close}), pd.DataFrame({"X": given.own.volume})
    tick, cold, pandas_time = fastest(
        lambda: everything(next_tick(board)),
        lambda: everything(SymbolAnalysis(given)),
        lambda: pandas_six(closes, volumes),
    )
    reference = "pandas, six readings of the same symbol"
    return [
        row(
            "all readings and scores, 40 years, one tick",
            1e3 * tick,
            "ms",
            reference,
            1e3 * pandas_time,
            4.0,
            never=2.0,
        ),
        row(
            "all readings and scores, 40 years, cold", 1e3 * cold, "ms", reference, 1e3 * pandas_time, 40.0, never=20.0
        ),
    ]


def many_symbols(rounds: int) -> list[Row]:
    """Six readings of every day of two thousand symbols."""
    rng = np.random.default_rng(1)
    closes = 100 * np.exp(np.cumsum(0.02 * rng.standard_normal((DAYS, SYMBOLS)), axis=0))
    volumes = rng.integers(10_000, 1_000_000, closes.shape).astype(np.float64)
    frame, volume_frame = pd.DataFrame(closes), pd.DataFrame(volumes)
    ours, reference = fastest(lambda: own_six(closes, volumes), lambda: pandas_six(frame, volume_frame), rounds=rounds)
    name, of_pandas = "six readings, 2,000 symbols x 2,520 days", "pandas, the same six"
    return [row(name, ours, "s", of_pandas, reference, 0.6, never=1.0)]


def run(quick: bool) -> list[Row]:
    """Measure everything; `quick` takes fewer rounds of what lasts seconds."""
    return [*one_symbol(), *many_symbols(_QUICK_ROUNDS if quick else ROUNDS)]
