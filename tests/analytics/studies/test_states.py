"""Forward risk and return by state against plain loops."""

from __future__ import annotations

import math

import numpy as np
import pytest

from r2k_tui.analytics.scores.composite import RISK_ZONES
from r2k_tui.analytics.studies import states
from r2k_tui.analytics.trend.channel import fit_channel
from r2k_tui.analytics.trend.momentum import donchian
from tests.analytics.synthetic import series

BARS = series("X", 500, 95)
AFTER = states.forward(BARS.close)


def test_forward_looks_at_the_days_after() -> None:
    closes = BARS.close
    for day in (0, 100, 373, 478):
        path = closes[day : day + 22]
        expected = np.diff(np.log(path)).std(ddof=1) * math.sqrt(252)
        assert AFTER.vol[day] == pytest.approx(expected)
        assert AFTER.low[day] == pytest.approx(path[1:].min() / path[0] - 1)
    assert AFTER.ret[373] == pytest.approx(closes[499] / closes[373] - 1)
    assert np.isnan(AFTER.ret[374:]).all()
    assert np.isnan(AFTER.vol[479:]).all()
    assert np.isnan(AFTER.low[479:]).all()


def test_zone_table() -> None:
    scores = np.linspace(0, 99, 500)
    scores[:50] = np.nan
    table = states.zone_table(scores, AFTER, RISK_ZONES)
    assert [zone.zone for zone in table] == list(RISK_ZONES)
    assert sum(zone.n for zone in table) == 450
    assert sum(zone.share for zone in table) == pytest.approx(1)
    days = (scores >= 25) & (scores < 50)
    normal = table[1]
    assert normal.n == days.sum()
    assert normal.fwd21_vol == pytest.approx(AFTER.vol[days].mean())
    assert normal.p_min_5 == pytest.approx((AFTER.low[days] <= -0.05).mean())
    assert normal.p_min_10 == pytest.approx((AFTER.low[days] <= -0.10).mean())
    assert normal.fwd126_mean == pytest.approx(AFTER.ret[days].mean())
    assert normal.fwd126_hit == pytest.approx((AFTER.ret[days] > 0).mean())
    assert table[3].n > 0
    assert table[3].fwd126_mean is None


def test_no_scores() -> None:
    for zone in states.zone_table(np.full(500, np.nan), AFTER, RISK_ZONES):
        assert (zone.n, zone.share, zone.fwd21_vol) == (0, 0, None)


def test_event_outcome_counts_what_is_known() -> None:
    marks = np.array([1.0, 0.0, np.nan, 1.0, 1.0])
    found = states.event_outcome("x", marks, np.array([0.1, -0.1, 0.5, -0.2, np.nan]))
    assert (found.n, found.base_n, found.fwd126_hit, found.fwd126_mean) == (2, 3, 0.5, pytest.approx(-0.05))
    assert (found.base_hit, found.base_mean) == pytest.approx((1 / 3, -0.2 / 3))


def test_marks_are_those_of_the_readings() -> None:
    breakout = states.breakout_marks(BARS.high, BARS.close, 55)
    up, down = states.channel_marks(BARS.close, 126)
    assert np.isnan(breakout[:55]).all()
    assert np.isnan(up[:125]).all()
    for stop in range(126, 501, 11):
        channel = donchian(BARS.high[:stop], BARS.low[:stop], BARS.close[:stop], 55)
        fitted = fit_channel(BARS.close[:stop], 126)
        assert channel is not None
        assert fitted is not None
        assert breakout[stop - 1] == channel.breakout
        assert up[stop - 1] == fitted.intact_up
        mirrored = fit_channel(1 / BARS.close[:stop], 126)
        assert mirrored is not None
        assert down[stop - 1] == mirrored.intact_up
    assert np.nanmax(up) == np.nanmax(down) == 1


def test_too_short_to_look_ahead() -> None:
    after = states.forward(BARS.close[:10])
    assert np.isnan(np.concatenate([after.vol, after.low, after.ret])).all()


def test_a_straight_line_is_intact_on_the_side_that_it_goes() -> None:
    up, down = states.channel_marks(1.001 ** np.arange(200), 126)
    assert (up[125:] == 1).all() and (down[125:] == 0).all()
    up, down = states.channel_marks(0.999 ** np.arange(200), 126)
    assert (up[125:] == 0).all() and (down[125:] == 1).all()
