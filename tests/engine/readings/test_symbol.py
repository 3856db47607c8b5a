"""The board: every key of the methods, truncation, ticks, and series that give little or nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.series.series import DailySeries, Floats, select, until
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.readings.inputs import ReadingInputs, Role
from r2k_tui.engine.readings.registry import KEYS, READINGS
from r2k_tui.engine.readings.service import roles
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.model.readings.reading import Reading, Score, ScoreKind
from tests.analytics.synthetic import closes_only, series, weekdays

COUNT = 3400
SESSIONS = weekdays(COUNT + 80)
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


def context() -> dict[Role, DailySeries]:
    return {
        Role.LARGE_INDEX: series("^GSPC", COUNT, 2),
        Role.LARGE_FUND: series("SPY", COUNT, 3),
        Role.SMALL_FUND: series("IWM", COUNT, 4),
        Role.IMPLIED_FALLBACK: series("^VIX", COUNT, 5),
        Role.HIGH_YIELD: series("HYG", COUNT, 6),
        Role.TREASURY: series("IEF", COUNT, 7),
        Role.BILL: closes_only("^IRX", np.linspace(-0.1, 4.0, COUNT)),
    }


CONTEXT = context()
OWN = series("^RUT", COUNT, 1)


def board(own: DailySeries = OWN, others: Mapping[Role, DailySeries] = CONTEXT, **changes: object) -> SymbolAnalysis:
    inputs = ReadingInputs(own=own, sessions=SESSIONS, context=others, source="synthetic")
    return SymbolAnalysis(msgspec.structs.replace(inputs, **changes))


def cut(stop: int) -> SymbolAnalysis:
    """A board that knows nothing after bar `stop` - 1."""
    day = OWN.days[stop - 1]
    return board(select(OWN, slice(0, stop)), {role: until(one, day) for role, one in CONTEXT.items()})


def last_bar(own: DailySeries = OWN) -> tuple[np.datetime64, float, float, float, float, float, float]:
    columns = (own.open, own.high, own.low, own.close, own.adj_close, own.volume)
    values = [float(column[-1]) for column in columns]
    return own.days[-1], values[0], values[1], values[2], values[3], values[4], values[5]


def close_of(found: SymbolAnalysis) -> float:
    return float(found.inputs.own.close[-1])


def assert_same(one: Mapping[str, Reading], two: Mapping[str, Reading], relative: float = 1e-9) -> None:
    assert one.keys() == two.keys()
    for key, reading in one.items():
        other = two[key]
        assert msgspec.structs.replace(reading, value=None) == msgspec.structs.replace(other, value=None)
        if isinstance(reading.value, float | dict):
            assert reading.value == pytest.approx(other.value, rel=relative, abs=1e-12), key
        else:
            assert reading.value == other.value, key


def assert_same_scores(one: tuple[Score, Score], two: tuple[Score, Score]) -> None:
    for left, right in zip(one, two, strict=True):
        assert left.score == pytest.approx(right.score, abs=1e-9)
        assert left.zone == right.zone
        for part, other in zip(left.components, right.components, strict=True):
            assert part.score == pytest.approx(other.score, abs=1e-9)
            assert (part.name, part.detail, part.reason) == (other.name, other.detail, other.reason)


def assert_sound(found: Mapping[str, Reading]) -> None:
    """A value or a reason, never both and never a number that is none."""
    for key, reading in found.items():
        assert (reading.value is None) == bool(reading.reason), key
        values = reading.value.values() if isinstance(reading.value, dict) else [reading.value]
        for value in values:
            assert not isinstance(value, float) or math.isfinite(value), key


def assert_sound_scores(found: tuple[Score, Score]) -> None:
    for one in found:
        assert (one.score is None) == bool(one.reason)
        assert (one.zone is None) == (one.score is None)
        for part in one.components:
            assert (part.score is None) == bool(part.reason)
            assert part.score is None or 0 <= part.score <= 100
            assert part.score is None or part.detail


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


@pytest.mark.parametrize("stop", [1, 2, 22, 260, 700, 2000, 3399])
def test_truncated_data_and_truncated_context_agree(stop: int) -> None:
    own = select(OWN, slice(0, stop))
    assert_same(board(own).readings(), cut(stop).readings())
    assert_same_scores(board(own).scores(), cut(stop).scores())


def test_the_history_of_a_score_is_what_it_was() -> None:
    whole = board()
    for kind, place in ((ScoreKind.RISK, 0), (ScoreKind.MOMENTUM, 1)):
        days, history = whole.score_history(kind)
        assert len(days) == len(history) == COUNT
        for stop in (1, 250, 505, 568, 760, 1500, 2700, 3100, COUNT):
            now = cut(stop).scores()[place]
            assert now.kind is kind
            assert (math.nan if now.score is None else now.score) == pytest.approx(
                float(history[stop - 1]), abs=1e-9, nan_ok=True
            )


def test_a_tick_is_a_new_board() -> None:
    day, opened, high, low, close, adjusted, volume = last_bar()
    moved = (opened, high, low * 0.9, close * 0.93, adjusted * 0.93, volume * 2)
    before = board(provisional=True)
    before.readings()
    ticked = before.tick((day, *moved))
    columns = zip(("open", "high", "low", "close", "adj_close", "volume"), moved, strict=True)
    fresh = {name: np.append(getattr(OWN, name)[:-1], value) for name, value in columns}
    rebuilt = board(msgspec.structs.replace(OWN, **fresh), provisional=True)
    assert_same(ticked.readings(), rebuilt.readings())
    assert_same_scores(ticked.scores(), rebuilt.scores())
    again = ticked.tick(last_bar())
    assert_same(again.readings(), before.readings())


def test_a_new_bar_is_appended() -> None:
    short = board(select(OWN, slice(0, -2)))
    short.readings()
    for place in (-2, -1):
        short = short.tick(last_bar(select(OWN, slice(0, COUNT + place + 1))), provisional=False)
    assert_same(short.readings(), board().readings())
    assert_same_scores(short.scores(), board().scores())


def test_ticks_in_between_do_not_disturb_what_is_kept() -> None:
    running = board(select(OWN, slice(0, -1)))
    running.readings(["kupiec_p_full", "fhsvar99"])
    day, *values = last_bar()
    for factor in (0.8, 1.0, 1.1, 1.0):
        running = running.tick((day, *(value * factor for value in values)))
        if factor == 1.1:
            running.readings()
    assert_same(running.readings(), board(provisional=True).readings())


def test_many_ticks_of_a_new_day_from_one_board() -> None:
    base = board(select(OWN, slice(0, -1)))
    day, *values = last_bar()
    first = base.tick((day, *(value * 1.1 for value in values)))
    first.readings()
    second = base.tick(last_bar())
    assert second.facts.settled is first.facts.settled
    assert second.facts.index is first.facts.index
    assert_same(second.readings(), board(provisional=True).readings())
    finished = base.tick(last_bar(), provisional=False)
    assert_same(finished.readings(), board().readings())
    assert_same_scores(finished.scores(), board().scores())
    assert_same(base.readings(), board(select(OWN, slice(0, -1))).readings())


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


def test_a_tick_reopens_the_last_session() -> None:
    stop = int(np.flatnonzero(OWN.days <= np.datetime64("2004-12-31"))[-1]) + 1
    done = board(select(OWN, slice(0, stop)))
    key = "calendar_years_px"
    finished = done.readings([key])[key].value
    reopened = done.tick(last_bar(done.inputs.own)).readings([key])[key].value
    assert isinstance(finished, dict)
    assert isinstance(reopened, dict)
    assert set(finished) - set(reopened) == {"2004"}


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


def test_benchmarks_are_chosen_by_the_symbol() -> None:
    index, fund = board(), board(msgspec.structs.replace(OWN, symbol="IWM"))
    one, two = (found.readings(["rs63", "beta_spy_252", "obv_slope20"]) for found in (index, fund))
    assert "^GSPC" in one["rs63"].definition
    assert one["rs63"].value != two["rs63"].value
    assert one["beta_spy_252"].value == two["beta_spy_252"].value
    assert one["obv_slope20"].value != two["obv_slope20"].value
    small = CONTEXT[Role.SMALL_FUND]
    alone = board(small).readings(["obv_slope20"])
    assert alone["obv_slope20"].value == one["obv_slope20"].value


class TestAnotherMarket:
    """Index and roles are those of `[market]`: a market of the Nasdaq has no word of the Russell in its readings."""

    MARKET = MarketSettings(
        index="^NDX",
        small_fund="QQQ",
        large_index="^DJI",
        large_fund="DIA",
        implied_volatility="^VXN",
        implied_volatility_fallback="^VXD",
        high_yield="JNK",
        treasury="TLT",
        bill="^FVX",
    )
    INDEX = msgspec.structs.replace(OWN, symbol="^NDX")
    OTHERS: ClassVar = {**CONTEXT, Role.SMALL_FUND: msgspec.structs.replace(CONTEXT[Role.SMALL_FUND], symbol="QQQ")}

    def test_the_fund_of_the_index_lends_it_its_volume(self) -> None:
        found = board(self.INDEX, self.OTHERS, market=self.MARKET).readings(["obv_slope20"])["obv_slope20"]
        assert "(volume and closes of QQQ)" in found.definition
        assert found.value == board().readings(["obv_slope20"])["obv_slope20"].value
        volumes = board(OWN, self.OTHERS, market=self.MARKET).facts.volume_series
        assert volumes is not None and volumes.symbol == "^RUT", "not the index here"

    def test_every_reason_and_phrase_names_its_symbols(self) -> None:
        alone = board(self.INDEX, {}, market=self.MARKET)
        reasons = [reading.reason for reading in alone.readings().values() if reading.reason]
        reasons += [part.reason for score in alone.scores() for part in score.components if part.reason]
        text = " ".join(reasons)
        for symbol in ("QQQ", "^DJI", "DIA", "^VXN", "^VXD", "JNK", "TLT", "^FVX"):
            assert symbol in text, symbol
        full = board(self.INDEX, self.OTHERS, market=self.MARKET)
        text += " ".join(part.detail for score in full.scores() for part in score.components)
        text += " ".join(reading.definition for reading in full.readings().values())
        for symbol in ("^RUT", "IWM", "^GSPC", "SPY", "RVX", "VIX", "HYG", "IEF", "^IRX"):
            assert symbol not in text, symbol

    def test_the_service_gives_the_symbols_of_the_settings_to_the_roles(self) -> None:
        assert set(roles(self.MARKET).values()) == {
            *("QQQ", "^DJI", "DIA", "^VXN", "^VXD", "JNK", "TLT", "^FVX"),
        }


def test_the_rate_comes_from_the_bill_unless_it_is_fixed() -> None:
    keys = ("sharpe_252_rf", "sharpe_252_rf0", "sortino_756_rf")
    from_bill, fixed = board().readings(keys), board(risk_free=0.04).readings(keys)
    assert from_bill["sharpe_252_rf"].value == pytest.approx(fixed["sharpe_252_rf"].value, abs=0.02)
    assert "rf of each day" in from_bill["sharpe_252_rf"].definition
    assert "^IRX" in from_bill["sharpe_252_rf"].definition
    assert "fixed" in fixed["sharpe_252_rf"].definition
    zero = board(risk_free=0.0).readings(keys)
    assert zero["sharpe_252_rf"].value == zero["sharpe_252_rf0"].value
    negative = cut(30)
    assert negative.facts.risk_free is not None
    assert negative.facts.risk_free[-1] < 0
    bill = CONTEXT[Role.BILL]
    late = board(others={Role.BILL: select(bill, slice(COUNT - 300, None))}).readings(keys)
    assert late["sharpe_252_rf"].value == from_bill["sharpe_252_rf"].value
    assert late["sortino_756_rf"].reason == f"^IRX begins on {bill.days[COUNT - 300]}, within the window"
    none = board(others={}).readings(keys)
    assert none["sharpe_252_rf"].reason == "no ^IRX and no fixed rate"
    assert none["sharpe_252_rf0"].value is not None


def test_the_rate_of_a_day_is_the_last_one_known_before_it() -> None:
    facts = board().facts
    assert facts.risk_free is not None
    np.testing.assert_array_equal(facts.risk_free, CONTEXT[Role.BILL].close[:-1] / 100)
    changed = CONTEXT[Role.BILL].close.copy()
    changed[-1] = 50.0
    others = {**CONTEXT, Role.BILL: closes_only("^IRX", changed)}
    key = "sharpe_252_rf"
    assert board(others=others).readings([key]) == board().readings([key]), "today's rate is no one's before tomorrow"


def test_a_rounded_accrual_has_no_ratio_and_says_why() -> None:
    accrual = np.round(100 * 1.0001 ** np.arange(COUNT), 8)
    assert np.ptp(accrual[1:] / accrual[:-1]) > 0
    found = board(closes_only("X", accrual)).readings()
    for window in ("252", "756", "full"):
        for name in ("sharpe", "sortino"):
            for rate in ("rf", "rf0"):
                reading = found[f"{name}_{window}_{rate}"]
                assert reading.value is None
                assert "below 1e-7" in reading.reason


def test_a_straight_rise_is_an_intact_channel_though_it_has_no_z() -> None:
    for closes, intact in ((1.001 ** np.arange(300), True), (0.999 ** np.arange(300), False)):
        found = board(closes_only("X", 100 * closes)).readings()
        for size in (63, 126, 252):
            assert found[f"chan{size}_z"].value is None
            assert found[f"chan{size}_intact_up"].value is intact


def test_nothing_is_a_negative_zero() -> None:
    for symbol in (closes_only("X", np.full(COUNT, 100.0)), closes_only("X", np.full(COUNT, 0.1)), OWN):
        for key, reading in board(symbol).readings().items():
            values = reading.value.values() if isinstance(reading.value, dict) else [reading.value]
            for value in values:
                assert not (isinstance(value, float) and value == 0 and math.copysign(1, value) < 0), key


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


@pytest.mark.parametrize("column", ["open", "high", "low", "adj_close", "volume"])
@pytest.mark.parametrize("fill", [math.nan, 0.0])
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


def test_short_windows_are_absent_with_a_reason() -> None:
    found = cut(60).readings()
    assert found["sma50"].value is not None
    assert found["sma200"].value is None
    assert found["sma200"].reason == "needs 200 closes, has 60"
    assert found["rv63"].reason == "needs 63 returns, has 59"
    assert found["ret_1y"].reason.startswith("no close on or before")
    assert found["fhsvar99"].value is None


def test_a_score_below_sixty_percent_is_absent_and_says_why() -> None:
    risk, _ = board(others={}).scores()
    assert risk.score is None
    assert risk.zone is None
    assert risk.reason == "only 55 % of the weight is available, needs 60 %"
    reasons = {part.name: part.reason for part in risk.components}
    assert reasons["implied"] == "no ^RVX or ^VIX"
    assert reasons["credit"] == "no HYG or IEF"
    assert sum(part.weight for part in risk.components) == pytest.approx(1)


def test_a_benchmark_has_no_strength_against_itself() -> None:
    _, momentum = board(CONTEXT[Role.LARGE_FUND]).scores()
    (part,) = (part for part in momentum.components if part.name == "relative_strength")
    assert part.reason == "is its own benchmark"
    assert momentum.score is not None


def test_a_warning_stands_beside_a_bent_tail() -> None:
    jumps = OWN.adj_close.copy()
    jumps[-100:] *= 0.6
    found = board(msgspec.structs.replace(OWN, adj_close=jumps)).readings(["cfvar99_252", "gvar99_252"])
    assert "not" not in found["gvar99_252"].definition
    assert "outside the domain" in found["cfvar99_252"].definition
