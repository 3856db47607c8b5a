"""Backtests on the wire."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.backtest import Backtest, BacktestDifference, Backtests
from tests.fakes.still_allocation import backtest


def test_a_backtest_survives_the_wire() -> None:
    found = backtest("equal")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Backtest) == found
    assert len(found.time) == len(found.growth) == len(found.benchmark_growth) == 8 * (found.n_returns + 1)


def test_several_keep_their_order_and_what_sets_them_apart() -> None:
    apart = BacktestDifference("equal", "own", "sharpe", 0.1, -0.2, None)
    several = Backtests((backtest("equal"), backtest("own")), (apart,))
    back = msgspec.msgpack.decode(msgspec.msgpack.encode(several), type=Backtest | Backtests)
    assert back == several
