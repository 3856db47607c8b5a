"""Invented comparisons."""

from __future__ import annotations

from math import sin

from r2k_tui.model.market.bars import Interval, pack_floats, pack_times
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.charts.comparison import ComparedSeries, ComparisonReply, GetComparison

START = 1_893_456_000  # 2030-01-01
DAYS = 60


def growth(number: int) -> list[float]:
    """A line that starts at 1."""
    return [1 + 0.002 * i * (number + 1) + 0.01 * sin(i / 3 + number) - 0.01 * sin(number) for i in range(DAYS)]


def series(symbol: str, number: int, volatility: float | None = 0.2) -> ComparedSeries:
    """One symbol of a comparison."""
    values = growth(number)
    return ComparedSeries(
        symbol,
        pack_floats(values),
        values[-1] - 1,
        volatility,
        -0.02 * (number + 1),
        None if volatility is None else 1 - number / 10,
        START,
        START + (DAYS - 1) * 86400,
        unshared=number,
        currency="USD",
        source="invented",
    )


def comparison(
    *symbols: str, total: bool = False, left_out: tuple[Problem, ...] = (), notes: tuple[str, ...] = ()
) -> ComparisonReply:
    """A comparison of these symbols over daily bars."""
    return ComparisonReply(
        GetComparison(symbols, "1Y", total),
        Interval.D1,
        pack_times([START + i * 86400 for i in range(DAYS)]),
        tuple(series(symbol, number) for number, symbol in enumerate(symbols)),
        total,
        252.0,
        left_out,
        notes,
    )
