"""The board: every key of the methods, truncation, ticks, and series that give little or nothing."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.series.series import select
from r2k_tui.engine.readings.inputs import Role
from r2k_tui.engine.readings.registry import KEYS, READINGS
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from tests.cases import cases
from tests.engine.readings.boards import (
    CONTEXT,
    OWN,
    assert_same,
    assert_same_scores,
    assert_sound,
    assert_sound_scores,
    board,
    cut,
    last_bar,
)

PUBLIC = {
    *("last_close", "ret_1d", "ret_5d", "ret_1m", "ret_ytd", "ret_1y", "sma20", "sma50", "sma200"),
    *("rsi14", "atr14", "adx14", "plus_di14", "minus_di14", "macd", "macd_signal", "macd_hist"),
    *("bb_upper", "bb_mid", "bb_lower", "bb_pctb", "obv_change_20d", "obv_slope20", "obv_slope20_norm"),
    *("mom_12_1", "record_close", "record_close_date", "is_record_close", "record_closes_252d", "rs63"),
    *("rv21", "rv63", "rv252", "rv21_pctile_2520", "ewma_vol94", "fhsvar95", "fhscvar95", "fhsvar99", "fhscvar99"),
    *("var_breaches_250", "kupiec_lr_250", "kupiec_p_250", "var_breaches_full", "kupiec_lr_full", "kupiec_p_full"),
    *("christoffersen_p", "beta_spy_252", "corr_spy_252", "calendar_years_px", "calendar_years_tr"),
}
PUBLIC |= {f"donchian{size}_{part}" for size in (20, 55) for part in ("high", "low", "prev_high", "breakout")}
PUBLIC |= {
    f"chan{size}_{part}" for size in (63, 126, 252) for part in ("slope_ann", "r2", "z", "upper", "lower", "intact_up")
}
PUBLIC |= {
    name
    for price in ("tr", "px")
    for name in (f"curdd_{price}", *(f"maxdd_{price}{part}" for part in ("", "_peak", "_trough", "_recovered")))
}
PUBLIC |= {
    f"{name}{percent}_{window}"
    for name in ("hvar", "hcvar", "hcvar_ru", "gvar", "gcvar", "cfvar", "cfcvar")
    for percent in (95, 99)
    for window in ("252", "1260", "full")
}
PUBLIC |= {
    f"{name}_{window}{rate}"
    for window in ("252", "756", "full")
    for name, rates in (("sharpe", ("_rf", "_rf0")), ("sortino", ("_rf", "_rf0")), ("cagr", ("",)), ("calmar", ("",)))
    for rate in rates
}


def close_of(found: SymbolAnalysis) -> float:
    return float(found.inputs.own.close[-1])


def test_the_table_has_every_key_once() -> None:
    assert len(KEYS) == len(set(KEYS))
    assert set(KEYS) >= PUBLIC
    for row in READINGS:
        for field in row.fields:
            assert field.definition
            assert "\n" not in field.definition
            assert field.unit in {"price", "fraction", "ratio", "index", "shares", "count", "date", "flag"}
            assert row.window


def test_a_long_history_gives_every_reading() -> None:
    found = board().readings()
    assert list(found) == list(KEYS)
    assert_sound(found)
    missing = {key for key, reading in found.items() if reading.value is None}
    assert missing <= {"maxdd_tr_recovered", "maxdd_px_recovered"}
    for key, reading in found.items():
        assert reading.key == key
        assert reading.as_of == str(OWN.days[-1])
        assert reading.source == "synthetic"
        assert reading.n > 0


def test_units_of_the_values() -> None:
    for reading in board().readings().values():
        kinds: dict[str, type | tuple[type, ...]] = {"date": str, "flag": bool}
        if reading.value is not None:
            assert isinstance(reading.value, kinds.get(reading.unit, (float, int, dict))), reading.key


def test_some_keys_and_an_unknown_one() -> None:
    whole = board()
    some = ("rv21", "last_close", "chan63_z")
    found = whole.readings(some)
    assert list(found) == list(some)
    assert found == {key: whole.readings()[key] for key in some}
    with pytest.raises(KeyError):
        whole.readings(["nonsense"])


@cases("stop", [1, 2, 22, 260, 700, 2000, 3399])
def test_truncated_data_and_truncated_context_agree(stop: int) -> None:
    own = select(OWN, slice(0, stop))
    assert_same(board(own).readings(), cut(stop).readings())
    assert_same_scores(board(own).scores(), cut(stop).scores())


def test_a_tick_without_a_close_changes_nothing() -> None:
    whole = board()
    day, opened, high, low, _, adjusted, volume = last_bar()
    for close in (math.nan, math.inf, 1e300):
        assert whole.tick((day, opened, high, low, close, adjusted, volume)) is whole
    half = whole.tick((day, opened, math.nan, math.nan, close_of(whole), math.nan, math.nan))
    assert_sound(half.readings())
    assert_sound_scores(half.scores())
    after = half.tick((day + np.timedelta64(1, "D"), *last_bar()[1:]))
    assert_sound(after.readings())
    assert after.readings(["rv21"])["rv21"].value is None
    with pytest.raises(ValueError, match="before the last bar"):
        whole.tick((OWN.days[0], *last_bar()[1:]))


def test_a_tick_can_bring_the_others_along() -> None:
    moved = dict(CONTEXT)
    spy = CONTEXT[Role.LARGE_FUND]
    moved[Role.LARGE_FUND] = msgspec.structs.replace(spy, adj_close=np.append(spy.adj_close[:-1], 1.0))
    before = board(provisional=True)
    after = before.tick(last_bar(), context=moved)
    key = "beta_spy_252"
    assert after.readings([key])[key].value != before.readings([key])[key].value
    assert after.readings([key])[key] == board(others=moved).readings([key])[key]


def test_short_windows_are_absent_with_a_reason() -> None:
    found = cut(60).readings()
    assert found["sma50"].value is not None
    assert found["sma200"].value is None
    assert found["sma200"].reason == "needs 200 closes, has 60"
    assert found["rv63"].reason == "needs 63 returns, has 59"
    assert found["ret_1y"].reason.startswith("no close on or before")
    assert found["fhsvar99"].value is None
