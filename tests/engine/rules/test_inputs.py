"""Inputs of the rules from bars: stand-ins named, the rate of each day, the gauge without foresight."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.series.series import DailySeries, until
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.readings.inputs import ReadingInputs, Role
from r2k_tui.engine.readings.scores.scores import score_history
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.engine.rules.inputs import GatheredInputs, KnownBars, RuleTerms, gathered, gauge_of
from r2k_tui.model.readings.reading import ScoreKind
from tests.analytics.synthetic import closes_only, series, weekdays
from tests.cases import cases

MARKET = MarketSettings()
COUNT = 1700
SESSIONS = weekdays(COUNT + 90)
TERMS = RuleTerms(5.0, 0.05, None)
_SYMBOLS = ("^RUT", "IWM", "^GSPC", "SPY", "^RVX", "^VIX", "HYG", "IEF")


def bars(**changed: DailySeries | None) -> KnownBars:
    """Bars of every role; the fund of small caps begins 400 days after its index, that of large caps 200."""
    known = {symbol: series(symbol, COUNT, place) for place, symbol in enumerate(_SYMBOLS)}
    for symbol, first in (("IWM", 400), ("SPY", 200)):
        known[symbol] = _from(known[symbol], first)
    known["^IRX"] = closes_only("^IRX", np.full(COUNT, 4.0))
    for name, replaced in changed.items():
        symbol = name if name in known else f"^{name}"
        if replaced is None:
            known.pop(symbol)
        else:
            known[symbol] = replaced
    return KnownBars(known, {}, SESSIONS)


def _from(whole: DailySeries, first: int) -> DailySeries:
    names = ("days", "open", "high", "low", "close", "adj_close", "volume")
    return msgspec.structs.replace(whole, **{name: getattr(whole, name)[first:] for name in names})


def found(known: KnownBars, market: MarketSettings = MARKET, terms: RuleTerms = TERMS) -> GatheredInputs:
    return gathered(market, known, gauge_of(market, known), terms)


def test_funds_follow_their_indices_and_both_are_named() -> None:
    inputs = found(bars()).inputs
    small, large, bonds = (inputs.assets[role] for role in ("small", "large", "bonds"))
    assert (small.symbol, len(small.days), bonds.symbol, bonds.note) == ("IWM", COUNT, "IEF", "")
    begins = weekdays(COUNT)[400]
    assert small.note == f"^RUT before {begins}: price return, without dividends, which favors bills"
    # Large caps have dividends from the day on which small caps have theirs.
    assert large.note == f"^GSPC before {begins}: price return, without dividends, which favors bills"


def test_prices_of_a_fund_are_total_returns() -> None:
    known = bars()
    prices = found(known).inputs.assets["small"].prices
    fund = known.series["IWM"]
    assert prices[401:] / prices[400:-1] == pytest.approx(fund.adj_close[1:] / fund.adj_close[:-1])


def test_another_treasury_fund_stands_in_and_is_named() -> None:
    inputs = found(bars(IEF=None)._replace(missing={"IEF": "no IEF.csv"})).inputs
    assert "bonds" not in inputs.assets and inputs.missing["bonds"] == "IEF: no IEF.csv"
    known = bars(IEF=None)
    other = KnownBars({**known.series, "TLT": series("TLT", COUNT, 30)}, {}, SESSIONS)
    assert found(other).inputs.assets["bonds"].note == "TLT in place of IEF, which has no bars"


def test_a_missing_large_fund_is_replaced_by_its_index_and_both_missing_is_told() -> None:
    alone = found(bars(SPY=None)).inputs.assets["large"]
    assert alone.note == "^GSPC in place of its fund: price return, without dividends"
    none = found(bars(SPY=None, GSPC=None)._replace(missing={"SPY": "not found"})).inputs
    assert none.missing == {"large": "SPY: not found"}


def test_no_small_caps_at_all() -> None:
    with pytest.raises(LookupError, match=r"neither IWM nor \^RUT has daily bars: no IWM.csv"):
        found(bars(IWM=None, RUT=None)._replace(missing={"IWM": "no IWM.csv"}))


def test_each_day_has_the_bill_rate_of_the_close_before_it() -> None:
    rates = np.linspace(1, 5, COUNT)
    result = found(bars(IRX=closes_only("^IRX", rates)))
    assert result.inputs.rates.known and result.risk_free.origin == "^IRX of each day, mean"
    assert result.inputs.rates.rates[1:] == pytest.approx(rates[:-1] / 100)
    assert not result.problems, "the first day, which earns nothing yet, is no problem"


def test_without_bills_nothing_is_earned_and_it_is_told() -> None:
    result = found(bars(IRX=None))
    assert not result.inputs.rates.known and not result.inputs.rates.rates.any()
    assert result.problems[0].message == "no rate from ^IRX: 0 stands in"


def test_bills_that_begin_years_later_are_told() -> None:
    result = found(bars(IRX=_from(closes_only("^IRX", np.full(COUNT, 4.0)), 600)))
    assert "its first rate stands in on 601 of 1700 days" in result.problems[0].message


def test_a_fixed_rate_of_the_settings_needs_no_symbol() -> None:
    result = found(bars(IRX=None), MarketSettings(risk_free=0.03))
    assert result.inputs.rates.known and set(result.inputs.rates.rates) == {0.03} and not result.problems


def test_the_gauge_is_that_of_the_study_of_states() -> None:
    known = bars()
    context = {role: known.series[getattr(MARKET, role.value)] for role in Role}
    analysis = SymbolAnalysis(ReadingInputs(known.series["^RUT"], SESSIONS, context))
    expected = score_history(analysis.facts, ScoreKind.RISK)
    assert np.isfinite(expected).sum() > 800
    assert np.array_equal(gauge_of(MARKET, known), expected, equal_nan=True)
    assert len(gauge_of(MARKET, bars(RUT=None))) == 0


@cases("count", [700, 1203, 1699])
def test_the_gauge_of_a_day_knows_no_later_one(count: int) -> None:
    known = bars()
    last = weekdays(COUNT)[count - 1]
    early = KnownBars({symbol: until(one, last) for symbol, one in known.series.items()}, {}, SESSIONS)
    assert np.array_equal(gauge_of(MARKET, early), gauge_of(MARKET, known)[:count], equal_nan=True)
