"""Rules on the real history: known signs, and that 38 years are there."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from r2k_tui.analytics.rules.study import study
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.rules.inputs import KnownBars, RuleTerms, gathered, gauge_of
from r2k_tui.model.rules.study import RuleResult, RuleStudy
from tests.engine.readings.test_realdata import history, sessions

pytestmark = pytest.mark.realdata
FILES = {
    "^RUT": "RUT.csv",
    "IWM": "IWM.csv",
    "^GSPC": "GSPC.csv",
    "SPY": "SPY.csv",
    "^VIX": "VIX.csv",
    "HYG": "HYG.csv",
    "TLT": "TLT.csv",
    "^IRX": "IRX_close.csv",
}


@cache
def found() -> RuleStudy:
    market = MarketSettings()
    bars = KnownBars({symbol: history(name, symbol) for symbol, name in FILES.items()}, {}, sessions())
    return study(gathered(market, bars, gauge_of(market, bars), RuleTerms(5.0, 0.05, None)).inputs)


def rule(name: str) -> RuleResult:
    return next(one for one in found().rules if one.name == name)


def test_all_five_begin_as_early_as_their_data_allow() -> None:
    assert found().tried == 5 and {one.last for one in found().rules} == {"2026-08-20", "2026-07-31"}
    firsts = {one.name: one.first[:4] for one in found().rules}
    assert firsts == {
        "ten_month": "1988",
        "dual_momentum": "1988",
        "vol_target": "1988",
        "gauge_scaled": "1992",
        "bands_60_40": "2002",
    }


def test_holding_fell_as_the_fund_did_and_the_average_fell_less() -> None:
    held = rule("ten_month").buy_and_hold
    assert held.maxdd == pytest.approx(-0.586, abs=0.002)
    assert (held.maxdd_peak, held.maxdd_trough) == ("2007-07-13", "2009-03-09")
    assert held.years["2008"] == pytest.approx(-0.3414, abs=5e-5)
    assert (rule("ten_month").figures.maxdd or 0) > -0.45
    assert rule("ten_month").figures.years["2008"] > -0.20


def test_no_rule_of_small_caps_beats_holding_beyond_noise() -> None:
    for name in ("ten_month", "vol_target", "gauge_scaled", "dual_momentum"):
        assert rule(name).sharpe_difference.within_noise, name


def test_the_gauge_and_the_volatility_target_halve_the_risk() -> None:
    for name in ("gauge_scaled", "vol_target"):
        own, held = rule(name).figures, rule(name).buy_and_hold
        assert (own.vol or 1) < 0.55 * (held.vol or 0) and (own.maxdd or -1) > 0.55 * (held.maxdd or 0), name


def test_the_average_was_out_in_the_winter_of_2008() -> None:
    decisions = rule("ten_month").decisions
    days = np.frombuffer(decisions.time, dtype="datetime64[s]").astype("datetime64[M]")
    shares = dict(zip(map(str, days), np.frombuffer(decisions.weights), strict=True))
    assert [shares[month] for month in ("2007-06", "2008-10", "2009-01", "2010-01")] == [1.0, 0.0, 0.0, 1.0]
