"""Breadth of revisions by hand: rounding, losses, splits and currencies."""

from __future__ import annotations

import math

import numpy as np

from r2k_tui.analytics.cross_section.revisions import EstimateDay, revisions
from tests.cases import cases

Rows = list[tuple[float, float, int]]


def day(rows: Rows) -> EstimateDay:
    """One day from rows of EPS, price and currency."""
    eps, price, currency = zip(*rows, strict=True)
    return EstimateDay(np.array(eps, dtype=float), np.array(price, dtype=float), np.array(currency, dtype=np.int64))


def test_by_hand() -> None:
    then = day([(2.0, 30, 0), (1.0, 10, 0), (1.5, 20, 0), (-1.0, 5, 0), (-1.0, 5, 0), (math.nan, 9, 0), (1.0, 9, 0)])
    now = day([(2.1, 30, 0), (0.9, 10, 0), (1.5, 20, 0), (-0.8, 5, 0), (-1.2, 5, 0), (1.0, 9, 0), (math.nan, 9, 0)])
    # Raised: 2.1 and -0.8. Lowered: 0.9 and -1.2. Unchanged: 1.5.
    assert revisions(then, now) == (0.0, 2, 2, 5, 0, 0)
    assert revisions(day([(1.0, 9, 0), (1.0, 9, 0)]), day([(1.1, 9, 0), (1.0, 9, 0)])).breadth == 0.5


def test_rounding_is_no_revision() -> None:
    found = revisions(day([(3.0, 30, 0), (3.0, 30, 0)]), day([(3.002, 30, 0), (3.004, 30, 0)]))
    assert (found.raised, found.lowered, found.n) == (1, 0, 2)


@cases(
    ("then", "now"),
    [
        ((2.0, 100.0), (1.0, 51.0)),  # 2:1
        ((2.0, 100.0), (1.005, 40.0)),  # 2:1, and the price fell by 20 % besides
        ((3.0, 90.0), (2.0, 61.0)),  # 3:2
        ((-0.20, 0.50), (-2.0, 5.2)),  # 1:10
    ],
)
def test_a_split_is_no_revision(then: tuple[float, float], now: tuple[float, float]) -> None:
    found = revisions(day([(*then, 0), (1.0, 10, 0)]), day([(*now, 0), (1.1, 10, 0)]))
    assert (found.breadth, found.n, found.splits) == (1.0, 1, 1)


@cases("now", [(1.0, 80.0), (1.0, math.nan), (1.2, 55.0), (-1.0, 50.0)])
def test_a_halved_estimate_without_a_halved_price_is_a_revision(now: tuple[float, float]) -> None:
    found = revisions(day([(2.0, 100.0, 0)]), day([(*now, 0)]))
    assert (found.lowered, found.n, found.splits) == (1, 1, 0)


def test_another_currency_is_no_revision() -> None:
    found = revisions(day([(2.0, 30, 0), (1.0, 10, 0)]), day([(1.5, 30, 1), (0.9, 10, 0)]))
    assert (found.breadth, found.n, found.currencies) == (-1.0, 1, 1)


def test_an_unknown_currency_is_taken_for_the_same() -> None:
    then, now = day([(2.0, 30, -1), (1.0, 10, 0)]), day([(1.5, 30, 1), (0.9, 10, -1)])
    assert revisions(then, now) == (-1.0, 0, 2, 2, 0, 0)


def test_nobody_comparable_is_no_number() -> None:
    found = revisions(day([(math.nan, 9, 0)]), day([(1.0, 9, 0)]))
    assert math.isnan(found.breadth) and found.n == 0
