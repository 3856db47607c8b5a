"""Bars that stand alone among their neighbours."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pandas as pd

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.yahoo.parsing.bars import to_batch
from r2k_tui.sources.yahoo.parsing.chart import ChartFacts
from r2k_tui.sources.yahoo.parsing.spikes import spikes
from tests.cases import cases

NAN = float("nan")
CALM = np.linspace(100.0, 110.0, 40)


def spiked(rows: dict[int, float], series: np.ndarray = CALM) -> np.ndarray:
    out = series.copy()
    for row, value in rows.items():
        out[row] = value
    return out


@cases("rows", [{0: 1e4}, {20: 1e4}, {20: 1.0}, {39: 1e4}, {38: 1e4, 39: 1e4}, {19: 9e3, 20: 1e4}])
def test_what_stands_alone_is_found(rows: dict[int, float]) -> None:
    assert set(np.flatnonzero(spikes(spiked(rows), None))) == set(rows)


def test_missing_values_lie_between() -> None:
    series = spiked({18: NAN, 19: NAN, 20: 1e4, 21: NAN})
    assert list(np.flatnonzero(spikes(series, None))) == [20]


def test_a_level_that_changed_for_good_is_none() -> None:
    assert not spikes(np.concatenate([CALM, CALM * 8]), None).any()


def test_a_last_price_that_is_told_elsewhere_too_is_none() -> None:
    series = spiked({39: 800.0})
    assert not spikes(series, 790.0).any()
    assert spikes(series, 105.0).sum() == 1


def test_rates_near_zero_jump_as_they_like() -> None:
    assert not spikes(np.array([0.01, 0.02, 0.003, 0.2, 0.01, 0.0, 0.05]), None).any()


@cases("count", [0, 1, 2])
def test_too_few_to_tell(count: int) -> None:
    assert not spikes(np.array([1.0, 1e4])[:count], None).any()


def test_real_falls_and_rises_are_none() -> None:
    random = np.random.default_rng(1)
    walk = 50 * np.exp(np.cumsum(random.standard_t(3, 5000) * 0.05))
    assert not spikes(walk, None).any()


def frame(**columns: list[float]) -> pd.DataFrame:
    count = 9
    full = {
        name: columns.get(name, [100.0] * count) for name in ("Open", "High", "Low", "Close", "Adj Close", "Volume")
    }
    return pd.DataFrame(full, index=pd.date_range("2026-01-05", periods=count, tz="America/New_York"))


def test_a_spike_is_left_out_and_said() -> None:
    spike = [100.0] * 4 + [10_000.0] + [100.0] * 4
    batch = to_batch(frame(Open=spike, High=spike, Low=spike, Close=spike), "X", Interval.D1, ChartFacts())
    assert len(batch.bars) == 8
    assert max(batch.bars.column("close")) == 100.0
    assert [p.message for p in batch.problems] == [
        "X: 1 bar with a price far from those around it left out, the first of 2026-01-09."
    ]


def test_one_bad_tick_costs_its_own_field_alone() -> None:
    batch = to_batch(frame(High=[100.0] * 8 + [10_000.0]), "X", Interval.D1, ChartFacts())
    assert len(batch.bars) == 9
    assert np.isnan(batch.bars.column("high")[8]) and batch.bars.column("close")[8] == 100.0


def test_bars_before_the_first_trade_are_left_out() -> None:
    first = datetime(2026, 1, 8, 14, 30, tzinfo=UTC).timestamp()
    batch = to_batch(frame(), "X", Interval.D1, ChartFacts(first_trade=first))
    assert len(batch.bars) == 6, "that of the very day stays"
    assert [p.message for p in batch.problems] == [
        "X: 3 bars with a time before its first trade left out, the first of 2026-01-05."
    ]
    assert len(to_batch(frame(), "X", Interval.D1, ChartFacts()).bars) == 9


def test_bars_that_are_still_to_come_are_left_out() -> None:
    now = datetime(2026, 1, 8, 12, tzinfo=UTC).timestamp()
    batch = to_batch(frame(), "X", Interval.D1, ChartFacts(), now)
    assert len(batch.bars) == 6
    assert "a time in the future" in batch.problems[0].message
