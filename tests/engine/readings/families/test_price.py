"""Readings of the price."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from r2k_tui.analytics.series.series import select
from r2k_tui.engine.readings.registry import KEYS
from tests.analytics.synthetic import closes_only
from tests.engine.readings.boards import (
    COUNT,
    OWN,
    board,
)


def test_a_session_under_way_finishes_no_month_and_no_year() -> None:
    stop = int(np.flatnonzero(OWN.days <= np.datetime64("2004-12-31"))[-1]) + 1
    own = select(OWN, slice(0, stop))
    done = board(own).readings(["calendar_years_px"])["calendar_years_px"].value
    live = board(own, provisional=True).readings(["calendar_years_px"])["calendar_years_px"].value
    assert isinstance(done, dict)
    assert isinstance(live, dict)
    assert list(done)[-1] == "2004"
    assert list(live)[-1] == "2003"
    assert board(own, provisional=True).readings(["last_close"])["last_close"].value == own.close[-1]


def test_px_and_tr_do_not_mix() -> None:
    cheap = msgspec.structs.replace(OWN, adj_close=OWN.adj_close * np.linspace(0.5, 1.0, COUNT))
    one, two = board().readings(), board(cheap).readings()
    changed = {key for key in KEYS if one[key].value != two[key].value}
    for key in KEYS:
        if key.startswith(("sma", "chan", "ret_", "donchian", "rsi", "record", "mom", "rs63", "obv", "macd", "bb_")):
            assert key not in changed, key
        if key.startswith(("hvar", "fhs", "sharpe", "cagr", "rv63", "ewma", "beta")):
            assert key in changed, key
    assert {"maxdd_tr", "calendar_years_tr"} <= changed
    assert not {"maxdd_px", "calendar_years_px"} & changed


def test_nothing_is_a_negative_zero() -> None:
    for symbol in (closes_only("X", np.full(COUNT, 100.0)), closes_only("X", np.full(COUNT, 0.1)), OWN):
        for key, reading in board(symbol).readings().items():
            values = reading.value.values() if isinstance(reading.value, dict) else [reading.value]
            for value in values:
                assert not (isinstance(value, float) and value == 0 and math.copysign(1, value) < 0), key
