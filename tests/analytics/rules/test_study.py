"""All rules: the same as when followed day by day, nothing from the future, and how many were tried."""

from __future__ import annotations

import math
from functools import cache

import msgspec
import numpy as np
import pytest
from hypothesis import given as every
from hypothesis import settings
from hypothesis import strategies as st

from r2k_tui.analytics.rules.decisions import Targets, traded_on
from r2k_tui.analytics.rules.definitions import NAMES, RULES, TimingRule
from r2k_tui.analytics.rules.market import RuleMarket
from r2k_tui.analytics.rules.paths import follow
from r2k_tui.analytics.rules.study import RuleInputs, market_of, next_decision, study
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.stats import deflated_sharpe
from r2k_tui.model.rules.study import RuleResult
from tests.analytics.rules.markets import cut, followed, inputs
from tests.cases import cases

WHOLE = study(inputs(1500))


def days_of(packed: bytes) -> list[np.datetime64]:
    return list(np.frombuffer(packed, dtype="datetime64[s]").astype("datetime64[D]"))


def result_of(name: str, given: RuleInputs) -> RuleResult:
    return next(rule for rule in study(given).rules if rule.name == name)


@cache
def charged(seed: int) -> tuple[RuleInputs, dict[str, RuleResult]]:
    given = inputs(1100, seed, cost_bp=25.0)
    return given, {rule.name: rule for rule in study(given).rules}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [1, 7])
def test_a_rule_earns_what_it_earns_when_followed_day_by_day(name: str, seed: int) -> None:
    given, results = charged(seed)
    slow, fast = followed(name, given), results[name]
    assert days_of(fast.decisions.time) == slow.decided
    assert (fast.first, fast.last) == (str(slow.days[0]), str(slow.days[-1]))
    grown = math.log(1 + fast.figures.cagr) * fast.n_returns / 252 if fast.figures.cagr is not None else math.nan
    assert grown == pytest.approx(math.log(slow.values[-1]), abs=1e-10)
    values = np.array(slow.values)
    returns = values[1:] / values[:-1] - 1
    assert fast.figures.vol == pytest.approx(returns.std(ddof=1) * math.sqrt(252), rel=1e-9)
    assert fast.figures.maxdd == pytest.approx(float((values / np.maximum.accumulate(values) - 1).min()), rel=1e-9)
    assert fast.figures.exposure == pytest.approx(float(np.mean(slow.exposure[:-1])), rel=1e-9)
    assert fast.figures.turnover == pytest.approx(sum(slow.traded) / len(returns) * 252, rel=1e-9)
    assert fast.figures.trades == sum(traded > 1e-9 for traded in slow.traded)
    assert fast.signal.exposure == pytest.approx(slow.exposure[-1], abs=1e-9)


def lawful(rule: TimingRule, given: RuleInputs, count: int) -> bool:
    """Whether cutting the data after `count` days changes no decision and no value up to that day."""
    long, short = market_of(rule, given), market_of(rule, cut(given, count))
    whole, part = rule.decide(long, given.band), rule.decide(short, given.band)
    early = whole.rows < count
    if not np.array_equal(whole.rows[early], part.rows):
        return False
    if not np.array_equal(whole.weights[early], part.weights, equal_nan=True):
        return False
    return np.array_equal(values_of(long, whole)[:count], values_of(short, part), equal_nan=True)


def values_of(market: RuleMarket, targets: Targets) -> Floats:
    """Value at each close, NaN before the first trade."""
    traded = traded_on(targets, 0)
    inside = traded.rows < len(market.days)
    out = np.full(len(market.days), np.nan)
    if (traded.rows < len(market.days) - 1).any():
        path = follow(market, Targets(traded.rows[inside], traded.weights[inside]), 0.001)
        out[path.start :] = path.values
    elif inside.any():
        out[int(traded.rows[0])] = 1.0
    return out


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
@settings(max_examples=25)
@every(count=st.integers(2, 899), seed=st.integers(1, 5))
def test_nothing_before_a_day_depends_on_what_comes_after_it(rule: TimingRule, count: int, seed: int) -> None:
    assert lawful(rule, inputs(900, seed), count)


def _peeking(market: RuleMarket, band: float) -> Targets:
    """What the gauge rule would do if it knew the gauge of the day after."""
    rows = market.months.finished_at
    ahead = market.gauge[np.minimum(rows + 1, len(market.days) - 1)]
    return Targets(rows, (1 - ahead / 100)[:, None])


def test_one_day_of_foresight_breaks_that_law() -> None:
    peeking = RULES[NAMES.index("gauge_scaled")]._replace(decide=_peeking)
    given = inputs(900)
    month_end = int(market_of(peeking, given).months.finished_at[20])
    assert not lawful(peeking, given, month_end + 1)


@settings(max_examples=15)
@every(count=st.integers(600, 1490))
def test_results_up_to_a_day_stand_when_later_days_come(count: int) -> None:
    part = study(cut(inputs(1500), count))
    for short in part.rules:
        long = next(rule for rule in WHOLE.rules if rule.name == short.name)
        decided, later = (days_of(rule.decisions.time) for rule in (short, long))
        assert later[: len(decided)] == decided and long.first == short.first
        own, whole = (np.frombuffer(rule.path.growth) for rule in (short, long))
        assert np.array_equal(own[:-1], whole[: len(own) - 1])


def test_an_unfinished_month_decides_nothing() -> None:
    given = inputs(900)
    ends = market_of(RULES[0], given).months.finished_at
    before, month_end = int(ends[-2]), int(ends[-1])
    for count, expected in ((month_end, before), (month_end + 1, month_end)):
        found = study(cut(given, count))
        assert {rule.signal.decided for rule in found.rules} == {str(given.rates.days[expected])}


def test_a_decision_of_the_last_close_waits_for_the_next_one() -> None:
    given = inputs(900)
    month_end = int(market_of(RULES[0], given).months.finished_at[-1])
    waiting = result_of("gauge_scaled", cut(given, month_end + 1))
    done = result_of("gauge_scaled", cut(given, month_end + 2))
    assert waiting.signal.since is None and done.signal.since == str(given.rates.days[month_end + 1])
    assert waiting.signal.weights == done.signal.weights
    assert np.frombuffer(waiting.decisions.traded, dtype=np.int64)[-1] == 0
    assert days_of(done.decisions.traded)[-1] == given.rates.days[month_end + 1]


def test_the_signal_has_the_shares_of_the_last_close_not_those_that_were_bought() -> None:
    given = inputs(900, band=0.5)
    signal = result_of("bands_60_40", given).signal
    bought = followed("bands_60_40", given).days[0]
    place = int(np.searchsorted(given.rates.days, bought))
    small, bonds = (given.assets[role].prices for role in ("small", "bonds"))
    stocks, rest = 0.6 * small[-1] / small[place], 0.4 * bonds[-1] / bonds[place]
    assert signal.since == str(bought) and abs(stocks / (stocks + rest) - 0.6) > 0.01
    assert signal.weights == pytest.approx({"SML": stocks / (stocks + rest), "BND": rest / (stocks + rest)})
    for rule in study(given).rules:
        if rule.signal.since is not None:
            held = sum(rule.signal.weights[symbol] for symbol in ("SML", "LRG") if symbol in rule.signal.weights)
            assert held == pytest.approx(rule.signal.exposure), rule.name


def test_each_is_deflated_by_the_number_tried() -> None:
    ratios = [rule.figures.sharpe / math.sqrt(252) for rule in WHOLE.rules if rule.figures.sharpe is not None]
    best = deflated_sharpe.expected_best(5, deflated_sharpe.variance_of(ratios))
    assert WHOLE.tried == len(WHOLE.rules) == len(ratios) == 5
    assert WHOLE.expected_best == pytest.approx(best * math.sqrt(252))
    for rule in WHOLE.rules:
        assert rule.deflated_sharpe is not None and rule.probabilistic_sharpe is not None
        assert rule.deflated_sharpe < rule.probabilistic_sharpe


def test_one_of_the_funds_alone_leaves_the_others() -> None:
    given = inputs(900)
    small = {"small": given.assets["small"]}
    found = study(given._replace(assets=small, missing={"large": "SPY: no SPY.csv in the data folder"}))
    assert [rule.name for rule in found.rules] == ["ten_month", "vol_target", "gauge_scaled"] and found.tried == 3
    reasons = {rule.name: rule.reason for rule in found.absent}
    assert reasons == {"dual_momentum": "needs SPY: no SPY.csv in the data folder", "bands_60_40": "needs bonds"}


def test_without_bills_only_what_compares_with_them_is_absent() -> None:
    given = inputs(900)
    unknown = given.rates._replace(rates=np.zeros(900), known=False)
    found = study(given._replace(rates=unknown))
    assert [rule.name for rule in found.absent] == ["dual_momentum"]
    assert found.absent[0].reason == "needs a bill rate to compare with"


@cases("count", [2, 15, 150, 320])
def test_too_short_a_history_is_told_in_plain_words(count: int) -> None:
    found = study(cut(inputs(900), count))
    assert {rule.name for rule in (*found.rules, *found.absent)} == set(NAMES)
    reasons = {rule.name: rule.reason for rule in found.absent}
    assert "ten_month" in reasons and "months" in reasons["ten_month"]


def test_no_gauge_is_told() -> None:
    given = inputs(900)
    found = study(given._replace(gauge=np.zeros(0), gauge_days=given.gauge_days[:0]))
    assert [rule.name for rule in found.absent] == ["gauge_scaled"]
    assert "risk gauge" in found.absent[0].reason


def test_days_that_two_funds_do_not_share() -> None:
    given = inputs(900)
    early = msgspec.structs.replace(given.assets["large"], days=given.assets["large"].days - np.timedelta64(9000, "D"))
    found = study(given._replace(assets={**given.assets, "large": early}))
    assert [rule.reason for rule in found.absent] == ["SML and LRG have fewer than two days in common"]


def test_a_later_start_decides_no_earlier() -> None:
    given = inputs(1500)._replace(start=np.datetime64("2003-06-15"))
    for rule in study(given).rules:
        assert days_of(rule.decisions.time)[0] == np.datetime64("2003-06-30"), rule.name
        assert rule.first == "2003-07-01"


def test_the_next_decision_is_on_the_last_session_of_a_month() -> None:
    given = inputs(900)
    month_end = int(market_of(RULES[0], given).months.finished_at[-1])
    assert next_decision(cut(given, month_end)) == str(given.rates.days[month_end])
    after = next_decision(cut(given, month_end + 1))
    assert after is not None and after > str(given.rates.days[month_end])
    assert next_decision(given._replace(assets={})) is None
