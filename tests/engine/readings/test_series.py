"""Series with gaps, splits and missing columns."""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.series import DailySeries, select
from r2k_tui.engine.readings.inputs import Role
from r2k_tui.model.readings.reading import ScoreKind
from tests.analytics.synthetic import closes_only, series
from tests.cases import cases
from tests.engine.readings.boards import (
    CONTEXT,
    COUNT,
    OWN,
    assert_sound,
    assert_sound_scores,
    board,
    last_bar,
)


class TestDataThatAreNotAsTheyShouldBe:
    GAPPED = select(OWN, np.abs(np.arange(COUNT) - (COUNT - 400)) > 250)

    def test_no_return_is_made_across_a_gap(self) -> None:
        whole, found = board().readings(), board(self.GAPPED).readings()
        assert_sound(found)
        step = self.GAPPED.adj_close[1:] / self.GAPPED.adj_close[:-1] - 1
        gap = int(np.flatnonzero(board(self.GAPPED).facts.index.gaps)[0])
        assert np.isnan(board(self.GAPPED).facts.returns[gap])
        np.testing.assert_allclose(np.delete(board(self.GAPPED).facts.returns, gap), np.delete(step, gap))
        for key in ("hvar95_252", "sharpe_252_rf0", "cagr_252", "calmar_full", "beta_spy_252", "rv252", "mom_12_1"):
            assert found[key].value is None, key
            assert "gap" in found[key].reason and "no bar between" in found[key].reason, key
            assert whole[key].value is not None and whole[key].problems == (), key
        for key in ("rv63", "rv21", "ret_1d", "ret_5d", "ret_1m", "sma50", "rsi14", "hvar95_full"):
            assert found[key].value is not None, key
        assert found["ret_1y"].value is None, "its anchor lies in the gap"
        assert found["rv63"].problems == () and found["sma50"].problems == ()
        assert "no return is made across it" in found["hvar95_full"].problems[0]
        assert "no return is made across it" in found["maxdd_px"].problems[0]

    def test_a_gap_before_the_last_bar_costs_its_own_return(self) -> None:
        own = select(OWN, np.isin(np.arange(COUNT), np.arange(COUNT - 20, COUNT - 1), invert=True))
        found = board(own).readings(("ret_1d", "ret_5d", "last_close"))
        assert (found["ret_1d"].value, found["ret_5d"].value) == (None, None)
        assert found["last_close"].value == OWN.close[-1]

    def test_a_tick_after_a_gap_says_the_same(self) -> None:
        known = board(select(self.GAPPED, slice(0, -1)))
        ticked = known.tick(last_bar(self.GAPPED), provisional=False)
        assert ticked.readings() == board(self.GAPPED).readings()

    def test_a_raw_split_is_named_by_what_contains_it(self) -> None:
        close = OWN.close.copy()
        close[-300] = close[-301]
        close[-300:] *= 0.5
        own = msgspec.structs.replace(OWN, symbol="XYZ", close=close, adj_close=close)
        found = board(own).readings(("maxdd_px", "maxdd_tr", "hvar99_1260", "sma200", "hvar99_252"))
        words = f"the close of {OWN.days[-300]} steps like an unadjusted 2:1 split"
        assert {key for key, reading in found.items() if reading.problems == (words,)} == {
            *("maxdd_px", "maxdd_tr", "hvar99_1260")
        }


ODD: dict[str, Floats] = {
    "constant": np.full(COUNT, 100.1),
    "zero": np.zeros(COUNT),
    "negative": np.linspace(-3.0, -1.0, COUNT),
    "crossing": np.linspace(-1.0, 5.0, COUNT),
    "one": np.array([5.0]),
    "two": np.array([5.0, 6.0]),
    "none": np.zeros(0),
    "nothing but gaps": np.full(400, np.nan),
    "huge": np.linspace(1e300, 1.7e308, COUNT),
    "tiny": np.linspace(1e-300, 1e-308, COUNT),
    "steps": np.tile([1.0, 1e9], COUNT // 2),
    "gaps": np.where(np.arange(COUNT) % 7 == 3, np.nan, series("X", COUNT, 9).close),
}


@pytest.mark.parametrize("name", list(ODD))
@pytest.mark.parametrize("others", [CONTEXT, {}], ids=["with context", "alone"])
def test_odd_series_give_a_value_or_a_reason(name: str, others: Mapping[Role, DailySeries]) -> None:
    found = board(closes_only("X", ODD[name]), others)
    assert_sound(found.readings())
    assert_sound_scores(found.scores())
    for kind in ScoreKind:
        days, history = found.score_history(kind)
        assert len(days) == len(history)
        assert not np.isinf(history).any()


def test_odd_series_in_the_context() -> None:
    for name, values in ODD.items():
        others = dict.fromkeys(Role, closes_only(name, values))
        found = board(others=others)
        assert_sound(found.readings())
        assert_sound_scores(found.scores())


@cases("column", ["open", "high", "low", "adj_close", "volume"])
@cases("fill", [math.nan, 0.0])
def test_a_missing_column_costs_only_what_needs_it(column: str, fill: float) -> None:
    own = msgspec.structs.replace(OWN, symbol="X", **{column: np.full(COUNT, fill)})
    found = board(own).readings()
    assert_sound(found)
    assert_sound_scores(board(own).scores())
    gone = {key for key, reading in found.items() if reading.value is None and "recovered" not in key}
    if column in ("high", "low") and math.isnan(fill):
        assert {"atr14", "adx14", "donchian20_high", "donchian55_breakout"} <= gone
        assert found["atr14"].reason == "no highs and lows"
    if column == "volume":
        assert gone == {"obv_change_20d", "obv_slope20", "obv_slope20_norm"}
    if column == "adj_close":
        assert {"hvar95_252", "sharpe_252_rf0", "maxdd_tr", "rv21", "kupiec_p_250"} <= gone
    if column == "open":
        assert not gone
    assert "sma20" not in gone
