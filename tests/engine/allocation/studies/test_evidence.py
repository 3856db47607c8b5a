"""Intervals of Sharpe ratios and of their differences, and what every choice is compared with."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest

from r2k_tui.analytics.portfolio.sharpe_intervals import drawn_sharpes
from r2k_tui.analytics.stats.stationary_blocks import stationary_blocks
from r2k_tui.config.sections.allocation.names import IN_SAMPLE, NEEDS_SETTING
from r2k_tui.engine.allocation.protocol import Allocate
from r2k_tui.engine.allocation.studies.evidence import FIXED_PATH, LEAST_DAYS, WALKED, with_evidence
from r2k_tui.engine.allocation.studies.study import study
from r2k_tui.engine.allocation.studies.walk_forward import LEAST, held, walked
from r2k_tui.engine.allocation.studies.workspace import Workspace
from r2k_tui.model.allocation.evidence import SharpeEvidence
from r2k_tui.model.allocation.portfolio import OptimalPortfolio
from r2k_tui.model.allocation.study import AllocationStudy
from tests.cases import cases
from tests.engine.allocation.problems import market, unreported, workspace

OWN = {"SPY": 0.6, "AGG": 0.4}
WORK = workspace(own=OWN)


@cache
def whole() -> AllocationStudy:
    return study(WORK, Allocate("equal"), unreported)


def portfolio(name: str) -> OptimalPortfolio:
    found = whole().portfolios[name]
    assert found is not None
    return found


def evidence(name: str) -> SharpeEvidence:
    found = portfolio(name).evidence
    assert found is not None
    return found


@cases("name", [*(name for name in IN_SAMPLE if name not in NEEDS_SETTING), "equal", "own"])
def test_every_portfolio_has_an_interval_and_says_of_which_path(name: str) -> None:
    seen, found = evidence(name), portfolio(name)
    walks = name in IN_SAMPLE
    assert (seen.path, seen.n_returns) == ((WALKED, 1500 - LEAST) if walks else (FIXED_PATH, 1500))
    of = found.walk_forward.sharpe if found.walk_forward else found.sharpe
    assert seen.sharpe == pytest.approx(of, rel=1e-6)
    assert seen.low is not None and seen.high is not None and seen.sharpe is not None
    assert seen.low < seen.sharpe < seen.high
    # Lo's error is for independent returns, which these are.
    assert seen.standard_error == pytest.approx((seen.high - seen.low) / 2 / 1.645, rel=0.25)
    assert (seen.draws, seen.block) == (1000, 63)


def test_the_difference_to_the_baseline_is_that_of_the_same_days_and_draws() -> None:
    path = walked(WORK, "hrp")
    assert path is not None
    after = WORK.panel.rows(LEAST, 1500)
    both = np.column_stack([path.returns, held(WORK, OWN, after).returns])
    drawn = drawn_sharpes(both, stationary_blocks(len(both), 63, 1000))
    seen = evidence("hrp").to_baseline
    assert seen is not None and (seen.other, seen.n_returns) == ("own", len(both))
    ratios = both.mean(axis=0) / both.std(axis=0, ddof=1) * math.sqrt(252)
    assert seen.difference == pytest.approx(ratios[0] - ratios[1])
    assert (seen.low, seen.high) == pytest.approx(tuple(np.percentile(drawn[:, 0] - drawn[:, 1], [5, 95])))
    inside, base = portfolio("hrp").sharpe, portfolio("own").sharpe
    assert inside is not None and base is not None and seen.in_sample == pytest.approx(inside - base)


def test_noise_is_said_where_the_interval_includes_nothing() -> None:
    compared = [evidence(name).to_benchmark for name in whole().portfolios]
    for seen in compared:
        assert seen is not None and seen.low is not None and seen.high is not None
        assert seen.within_noise is (seen.low <= 0 <= seen.high)
    assert evidence("own").to_baseline is None and whole().baseline == "own"


def test_what_is_chosen_by_hand_was_not_chosen_in_sample() -> None:
    seen = evidence("equal").to_baseline
    assert seen is not None and seen.in_sample is None and seen.n_returns == 1500


def test_without_own_weights_the_policy_mix_is_the_baseline() -> None:
    found = study(workspace(panel=market(900)), Allocate("equal"), unreported)
    assert found.baseline == "equal"
    others = {name: one.evidence for name, one in found.portfolios.items() if one is not None}
    assert others["equal"] is not None and others["equal"].to_baseline is None
    assert others["min_vol"] is not None and others["min_vol"].to_baseline is not None
    assert others["min_vol"].to_baseline.other == "equal"


def test_the_benchmark_itself_differs_by_nothing_and_that_is_noise() -> None:
    work = workspace(panel=market(300), own={"SPY": 1.0})
    found = study(work, Allocate("own"), unreported).portfolios["own"]
    assert found is not None and found.evidence is not None and found.evidence.to_benchmark is not None
    seen = found.evidence.to_benchmark
    assert (seen.difference, seen.low, seen.high, seen.within_noise) == (0.0, 0.0, 0.0, True)


@pytest.mark.parametrize("days", [LEAST_DAYS - 1, LEAST_DAYS])
def test_less_than_a_block_says_nothing(days: int) -> None:
    found = study(workspace(panel=market(days), own=OWN), Allocate("equal"), unreported).portfolios["own"]
    assert found is not None and (found.evidence is None) is (days < LEAST_DAYS)


def test_rates_of_each_day_are_taken_off() -> None:
    panel = market(300)
    rates = np.linspace(0.0, 0.08, 300)
    work = Workspace(workspace(panel=panel, own=OWN, risk_free=float(rates.mean()), rates=rates.tobytes()).problem)
    found = study(work, Allocate("equal"), unreported).portfolios["own"]
    excess = panel.columns(list(OWN)) @ np.array(list(OWN.values())) - rates / 252
    assert found is not None and found.evidence is not None
    assert found.evidence.sharpe == pytest.approx(excess.mean() / excess.std(ddof=1) * math.sqrt(252))


def test_none_stays_none_and_the_names_stay() -> None:
    found = with_evidence(WORK, {"min_vol": None, "equal": portfolio("equal")})
    assert found["min_vol"] is None and list(found) == ["min_vol", "equal"]
