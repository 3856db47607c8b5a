"""Breaches of every method against one computed day by day."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.risk import breaches, tail_risk
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.returns import simple_returns
from r2k_tui.analytics.series.smoothing import ewma_variance
from tests.analytics.synthetic import walk

RETURNS = np.round(simple_returns(walk(1700, 51)), 4)


def day_by_day(name: str, returns: Floats, standardized: Floats) -> list[int]:
    """-1, 0, 1 per day, from the figure that the reading of that name had the evening before."""
    out = []
    for today in range(len(returns)):
        var = evening_var(name, returns[:today], standardized[:today], today, standardized, returns)
        out.append(-1 if var is None else int(returns[today] < -var))
    return out


def evening_var(name: str, past: Floats, z: Floats, today: int, standardized: Floats, returns: Floats) -> float | None:
    size = {"plain": 250}.get(name) or (1260 if "1260" in name or "fhs" in name else 252)
    tail = 0.05 if name == "plain" or "95" in name else 0.01
    window = (z if "fhs" in name else past)[-size:]
    if len(window) < size or not np.isfinite(window).all():
        return None
    if "fhs" in name:
        forecast = returns[today] / standardized[today] if standardized[today] else 1.0
        return tail_risk.historical(np.sort(window), tail).var * forecast
    if name == "plain" or name.startswith("hvar"):
        return float(-np.quantile(window, tail))
    moment = tail_risk.moments(window)
    assert moment is not None
    return (tail_risk.gaussian if name.startswith("gvar") else tail_risk.cornish_fisher)(moment, tail).var


@pytest.mark.slow
def test_every_method_day_by_day() -> None:
    standardized = tail_risk.standardize(RETURNS, ewma_variance(RETURNS))
    found = breaches.all_breaches(RETURNS, standardized, len(RETURNS))
    for name, line in zip(breaches.method_names(), found, strict=True):
        expected = day_by_day(name, RETURNS, standardized)
        assert line.tolist() == expected, name
        assert 1 in expected
        assert -1 in expected


def test_the_last_days_alone_are_the_same() -> None:
    standardized = tail_risk.standardize(RETURNS, ewma_variance(RETURNS))
    whole = breaches.all_breaches(RETURNS, standardized, len(RETURNS))
    for rows in (1, 2, 40):
        np.testing.assert_array_equal(breaches.all_breaches(RETURNS, standardized, rows), whole[:, -rows:])


def test_thresholds_of_the_evening_mark_the_next_day() -> None:
    variance = ewma_variance(RETURNS)
    standardized = tail_risk.standardize(RETURNS, variance)
    whole = breaches.all_breaches(RETURNS, standardized, len(RETURNS))
    broken = np.flatnonzero((whole == 1).any(axis=0))
    for day in (*range(245, 260), 1255, 1259, 1260, 1261, 1262, *broken[-60:], len(RETURNS) - 1):
        thresholds = breaches.next_thresholds(RETURNS[:day], standardized[:day], variance[:day])
        np.testing.assert_array_equal(breaches.mark_last(RETURNS[day], thresholds), whole[:, day])


def test_a_missing_return_leaves_its_windows_untested() -> None:
    returns = RETURNS[:700].copy()
    returns[300] = np.nan
    (found,) = breaches.quantile_breaches(returns, 250, (0.05,), 700)
    assert np.isnan(found[:250]).all()
    assert np.isfinite(found[250:300]).all()
    assert np.isnan(found[300:551]).all()
    assert np.isfinite(found[551:]).all()


def test_a_constant_never_breaks_and_too_few_are_untested() -> None:
    flat = np.zeros(600)
    found = breaches.all_breaches(flat, np.full(600, np.nan), 600)
    names = breaches.method_names()
    assert set(found[names.index("plain")].tolist()) == {-1, 0}
    assert set(found[names.index("gvar95_252")].tolist()) == {-1}
    assert (breaches.all_breaches(flat[:3], flat[:3], 3) == -1).all()
    assert breaches.all_breaches(flat[:0], flat[:0], 0).shape == (15, 0)
