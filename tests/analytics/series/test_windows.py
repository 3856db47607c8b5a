"""Moving windows against plain loops."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.series import windows
from r2k_tui.analytics.series.arrays import Floats
from tests.cases import cases


def values_with_gaps(count: int = 300, seed: int = 3) -> Floats:
    rng = np.random.default_rng(seed)
    values = np.round(rng.standard_normal(count), 1)
    values[[0, 1, 57, 120, 121]] = np.nan
    return values


def share_of(window: Floats, minimum: int) -> float:
    known = window[np.isfinite(window)]
    if not np.isfinite(window[-1]) or len(known) < minimum or len(set(known.tolist())) == 1:
        return np.nan
    return float(np.mean(known <= window[-1]))


@cases("rows", [1, 7, 299, 300])
@cases("size", [1, 20, 290, 350])
def test_rolling_share(rows: int, size: int) -> None:
    values = values_with_gaps()
    padded = np.concatenate([np.full(size - 1, np.nan), values])
    expected = [share_of(padded[stop : stop + size], 5) for stop in range(300 - rows, 300)]
    np.testing.assert_array_equal(windows.rolling_share(values, size, rows, 5), expected)


@cases("rows", [1, 30, 300])
def test_ranks_are_the_same_row_by_row_and_lag_by_lag(rows: int) -> None:
    values = values_with_gaps()
    padded = np.concatenate([np.full(39, np.nan), values])
    expected = [int(np.sum(padded[stop : stop + 40] <= padded[stop + 39])) for stop in range(300 - rows, 300)]
    assert windows.ranks(values, 40, rows).tolist() == expected


def test_a_constant_has_no_percentile() -> None:
    values = np.concatenate([np.arange(10.0), np.full(30, 5.0)])
    share = windows.rolling_share(values, 20, 40, 5)
    assert np.isnan(share[-10:]).all()
    assert np.isfinite(share[15:25]).all()
    assert np.isnan(windows.rolling_share(values, 20, 1, 5)).all()


def test_full_windows_and_known_counts() -> None:
    values = values_with_gaps()
    for rows in (1, 50, 300):
        full = windows.full_windows(values, 20, rows)
        known = windows.known_counts(values, 20, rows)
        for place, stop in enumerate(range(301 - rows, 301)):
            window = values[max(stop - 20, 0) : stop]
            assert known[place] == np.isfinite(window).sum()
            assert full[place] == (stop >= 20 and np.isfinite(window).all())


@cases(("name", "function"), [("rolling_mean", np.mean), ("rolling_max", np.max), ("rolling_min", np.min)])
def test_rolling(name: str, function: object) -> None:
    values = values_with_gaps()
    found = getattr(windows, name)(values, 15, 300)
    for stop in range(300):
        window = values[stop - 14 : stop + 1] if stop >= 14 else np.array([np.nan])
        expected = function(window)  # type: ignore[operator]
        assert found[stop] == pytest.approx(expected, nan_ok=True)


def test_rolling_std_is_the_sample_deviation() -> None:
    values = np.random.default_rng(1).standard_normal(60)
    found = windows.rolling_std(values, 10, 51)
    assert found[-1] == pytest.approx(values[-10:].std(ddof=1))
    assert found[0] == pytest.approx(values[:10].std(ddof=1))


def test_last_window_is_full_or_nothing() -> None:
    values = np.array([np.nan, 1.0, 2.0, 3.0])
    found = windows.last_window(values, 3)
    assert found is not None
    assert found.tolist() == [1.0, 2.0, 3.0]
    assert windows.last_window(values, 4) is None
    assert windows.last_window(values, 5) is None


def test_lag() -> None:
    np.testing.assert_array_equal(windows.lag(np.array([1.0, 2.0, 3.0]), 2), [np.nan, np.nan, 1.0])
    assert np.isnan(windows.lag(np.array([1.0]), 2)).all()


def test_stretches_are_computed_apart() -> None:
    values = np.array([np.nan, 1.0, 2.0, np.nan, 5.0])
    np.testing.assert_array_equal(windows.by_stretch(values, np.cumsum), [np.nan, 1.0, 3.0, np.nan, 5.0])


@cases("rows", [2, 40, 300])
def test_ranks_of_several_windows_in_one_pass(rows: int) -> None:
    rng = np.random.default_rng(4)
    # Few levels, so that many are equal; some missing; both infinities.
    values = rng.integers(0, 9, 400).astype(np.float64)
    values[rng.integers(0, 400, 30)] = np.nan
    values[[50, 350]] = np.inf, -np.inf
    sizes = (3, 15, 16, 30, 254, 300)
    for size, found in zip(sizes, windows.ranks_by_size(values, sizes, rows), strict=True):
        padded = np.concatenate([np.full(size, np.nan), values])
        expected = [
            np.count_nonzero(padded[stop - size : stop] <= padded[stop - 1])
            for stop in range(len(padded) - rows + 1, len(padded) + 1)
        ]
        assert found.tolist() == expected, size


def test_more_than_255_equal_sessions_are_counted() -> None:
    assert windows.ranks(np.ones(900), 600, 700).tolist()[-300:] == [600] * 300
