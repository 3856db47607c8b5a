"""Futures from the past: their moments, their chances, and what is paid in and drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.portfolio.future_paths import GlidePath, PathOutcomes, PathRules, future_paths
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.stats.block_bootstrap import month_starts, months_from
from tests.cases import cases

RETURNS = np.random.default_rng(5).normal(0.0004, 0.011, 2500)
FLAT = np.zeros(100)


def drawn(returns: Floats = RETURNS, benchmark: Floats | None = None, **how: Any) -> PathOutcomes:
    rules = PathRules(**{"years": 5, "paths": 4000, "block": 3, "start": 100.0, "seed": 1, **how})
    rival = returns if benchmark is None else benchmark
    return future_paths([GlidePath(months_from(returns)), GlidePath(months_from(rival))], rules)[0]


@cases("block", [1, 3, 12])
def test_mean_and_spread_are_the_sample_s_within_sampling_error(block: int) -> None:
    found = drawn(block=block)
    months = months_from(RETURNS)
    # Months of one block hang together: their number is what counts.
    independent = 4000 * 5 * 12 / block
    assert abs(found.growth_mean - months.mean()) < 4 * months.std() / independent**0.5
    assert abs(found.growth_std - months.std()) < 4 * months.std() / independent**0.5


def test_percentiles_of_one_year_are_those_of_the_draws() -> None:
    found = drawn(years=1, block=1, paths=20_000)
    months = np.random.default_rng(9).choice(months_from(RETURNS), size=(20_000, 12))
    assert found.percentiles[1] == pytest.approx(
        100 * np.quantile(months.prod(axis=1), (0.05, 0.25, 0.5, 0.75, 0.95)), rel=0.02
    )


def test_the_same_seed_draws_the_same() -> None:
    assert (drawn(seed=4).percentiles == drawn(seed=4).percentiles).all()
    assert (drawn(seed=4).percentiles != drawn(seed=5).percentiles).any()


def test_what_is_paid_in_is_no_gain() -> None:
    found = drawn(FLAT, contribution=120.0, years=2)
    assert found.percentiles[2].tolist() == [100 + 240] * 5
    assert found.loss.tolist() == [0, 0, 0] and found.ruin.tolist() == [0, 0, 0]


def test_withdrawals_that_cannot_be_paid_are_ruin() -> None:
    found = drawn(FLAT, withdrawal=60.0, years=3)
    # 100 / 5 are twenty months.
    assert found.ruin.tolist() == [0, 0, 1, 1]
    assert found.percentiles[:, 2].tolist() == [100, 40, 0, 0]
    assert found.loss.tolist() == [0, 1, 1, 1], "less is left than there was: what was drawn stands apart"
    assert found.withdrawn.tolist() == [0, 60, 100, 100]


def test_the_chance_of_loss_is_never_below_the_chance_of_ruin() -> None:
    found = drawn(withdrawal=18.0, years=20)
    assert found.ruin[-1] > 0.1
    assert (found.loss >= found.ruin).all()
    assert (np.diff(found.withdrawn) >= 0).all()


def test_loss_against_what_was_paid_in() -> None:
    assert drawn(np.full(100, -0.001)).loss.tolist() == [0, 1, 1, 1, 1, 1]


def test_both_lose_the_same_days() -> None:
    found = drawn(RETURNS, RETURNS - 0.0001)
    assert found.beating[1:].tolist() == [1] * 5
    assert drawn(RETURNS, RETURNS).beating[1:].tolist() == [0] * 5


MONTHLY = GlidePath(months_from(RETURNS))
RIVAL = GlidePath(months_from(RETURNS[::-1] * 0.5))
RULES = PathRules(years=6, paths=300, block=3, seed=3, start=1000.0)


def by_hand(rules: PathRules, months: Floats, then: Floats | None = None, over: int = 0) -> tuple[Floats, Floats]:
    """Values and sums withdrawn at the end, path by path and month by month, in money of the start."""
    places = list(
        month_starts(np.random.default_rng(rules.seed), len(months), rules.paths, rules.years * 12, rules.block)
    )
    values, sums = [], []
    for path in range(rules.paths):
        value, taken, alive = rules.start, 0.0, True
        for month in range(1, rules.years * 12 + 1):
            at = places[month - 1][path]
            share = min((month - 1) / over, 1.0) if then is not None else 0.0
            growth = months[at] if then is None else (1 - share) * months[at] + share * then[at]
            prices = (1 + rules.inflation) ** (month / 12)
            wanted = rules.withdrawal * (prices if rules.linked else 1.0) / 12
            value = value * growth
            part = value * rules.share / 12
            net = wanted - rules.contribution / 12
            value, taken = value - part, taken + part / prices
            if net > 0:
                paid = min(net, max(value, 0.0)) if alive else 0.0
                taken += paid / prices
                alive = alive and value - net > 0
            value = value - net if alive else 0.0
        values.append(value / (1 + rules.inflation) ** rules.years)
        sums.append(taken)
    return np.array(values), np.array(sums)


@cases(
    "how",
    [
        {},
        {"contribution": 50.0},
        {"withdrawal": 300.0},
        {"withdrawal": 200.0, "linked": True, "inflation": 0.04},
        {"withdrawal": 200.0, "inflation": 0.04},
        {"share": 0.05, "inflation": 0.02},
        {"share": 1.0},
        {"contribution": 60.0, "withdrawal": 50.0, "linked": True, "inflation": 0.1},
    ],
)
def test_paths_are_those_made_by_hand(how: dict[str, Any]) -> None:
    rules = PathRules(**{"years": 6, "paths": 300, "block": 3, "seed": 3, "start": 1000.0, **how})
    found = future_paths([MONTHLY, RIVAL], rules)[0]
    values, taken = by_hand(rules, MONTHLY.months)
    assert found.percentiles[-1] == pytest.approx(np.quantile(values, (0.05, 0.25, 0.5, 0.75, 0.95)), rel=1e-12)
    assert found.withdrawn[-1] == pytest.approx(np.median(taken), rel=1e-12)


def test_a_glide_path_made_by_hand() -> None:
    months = MONTHLY.months
    glide = GlidePath(months, RIVAL.months, 48)
    values, _ = by_hand(RULES, months, RIVAL.months, 48)
    assert future_paths([glide, RIVAL], RULES)[0].percentiles[-1] == pytest.approx(
        np.quantile(values, (0.05, 0.25, 0.5, 0.75, 0.95)), rel=1e-12
    )


def test_a_glide_path_begins_with_the_portfolio_and_ends_with_the_other() -> None:
    places = np.arange(5)
    glide = GlidePath(MONTHLY.months, RIVAL.months, 24)
    assert np.array_equal(glide.growth(1, places), MONTHLY.months[places])
    assert np.array_equal(glide.growth(25, places), RIVAL.months[places])
    assert glide.growth(13, places) == pytest.approx((MONTHLY.months[places] + RIVAL.months[places]) / 2)
    same = GlidePath(MONTHLY.months, MONTHLY.months, 24)
    assert future_paths([same, RIVAL], RULES)[0].percentiles == pytest.approx(
        future_paths([MONTHLY, RIVAL], RULES)[0].percentiles
    )


@cases("withdrawal", [0.0, 36.0, 120.0])
def test_without_volatility_the_value_is_the_annuity_formula(withdrawal: float) -> None:
    month = 1.06 ** (1 / 12)
    fund = GlidePath(np.full(30, month))
    rules = PathRules(years=10, paths=10, block=1, seed=1, start=1000.0, withdrawal=withdrawal)
    found = future_paths([fund, fund], rules)[0]
    for year in range(11):
        left = 1000 * month ** (12 * year) - withdrawal / 12 * (month ** (12 * year) - 1) / (month - 1)
        assert found.percentiles[year] == pytest.approx([max(left, 0.0)] * 5, abs=1e-9)


def test_without_volatility_percents_compound() -> None:
    fund = GlidePath(np.full(30, 1.005))
    found = future_paths([fund, fund], PathRules(years=3, paths=5, block=1, seed=1, start=1000.0, share=0.06))[0]
    assert found.percentiles[3] == pytest.approx([1000 * (1.005 * 0.995) ** 36] * 5)
    assert not found.ruin.any()


def test_real_money_is_nominal_money_over_the_price_level() -> None:
    nominal = future_paths([MONTHLY, RIVAL], RULES)[0]
    real = future_paths([MONTHLY, RIVAL], PathRules(6, 300, 3, 3, 1000.0, inflation=0.03))[0]
    for year in range(7):
        assert real.percentiles[year] == pytest.approx(nominal.percentiles[year] / 1.03**year, rel=1e-12)
    assert (real.loss >= nominal.loss).all()
    assert real.beating == pytest.approx(nominal.beating)


def test_a_linked_withdrawal_buys_the_same_every_year() -> None:
    fund = GlidePath(np.full(30, 1.05 ** (1 / 12)))
    rules = PathRules(years=4, paths=5, block=1, seed=1, start=1000.0, withdrawal=60.0, linked=True, inflation=0.05)
    found = future_paths([fund, fund], rules)[0]
    assert found.withdrawn == pytest.approx([0, 60, 120, 180, 240])
    assert found.percentiles[:, 2] == pytest.approx([1000 - 60 * year for year in range(5)])


@settings(max_examples=25, deadline=None)
@given(
    less=st.floats(0, 400),
    more=st.floats(0, 400),
    share=st.floats(0, 0.5),
    linked=st.booleans(),
    seed=st.integers(0, 99),
)
def test_more_withdrawn_never_raises_a_percentile(
    less: float, more: float, share: float, linked: bool, seed: int
) -> None:
    less, more = sorted((less, more))

    def paths(**how: Any) -> PathOutcomes:
        rules = PathRules(4, 60, 2, seed, 1000.0, linked=linked, inflation=0.02, **how)
        return future_paths([MONTHLY, RIVAL], rules)[0]

    slack = 1e-9
    assert (paths(withdrawal=more).percentiles <= paths(withdrawal=less).percentiles + slack).all()
    assert (paths(withdrawal=more).ruin >= paths(withdrawal=less).ruin).all()
    assert (paths(share=share).percentiles <= paths().percentiles + slack).all()
    assert not paths(share=share).ruin.any(), "a part of the value can always be paid"


@settings(max_examples=20, deadline=None)
@given(years=st.integers(1, 5), seed=st.integers(0, 99), withdrawal=st.floats(0, 300))
def test_a_longer_horizon_changes_nothing_before(years: int, seed: int, withdrawal: float) -> None:
    short, long = (
        future_paths([MONTHLY, RIVAL], PathRules(span, 50, 3, seed, 1000.0, withdrawal=withdrawal))[0]
        for span in (years, years + 2)
    )
    assert np.array_equal(long.percentiles[: years + 1], short.percentiles)
    assert np.array_equal(long.ruin[: years + 1], short.ruin)


def test_equal_portfolios_are_equal_and_none_ends_above_the_other() -> None:
    one, other, rival = future_paths([MONTHLY, MONTHLY, RIVAL], RULES)
    assert np.array_equal(one.percentiles, other.percentiles)
    assert (one.wins[1], other.wins[0]) == (0, 0)
    assert one.wins[2] + rival.wins[0] == pytest.approx(1)
    assert one.wins[2] == one.beating[-1]


def test_a_portfolio_is_drawn_alike_alone_and_beside_others() -> None:
    alone = future_paths([MONTHLY, RIVAL], RULES)[0]
    beside = future_paths([RIVAL, MONTHLY, RIVAL], RULES)[1]
    assert np.array_equal(alone.percentiles, beside.percentiles)


def test_each_year_is_reported() -> None:
    years: list[int] = []
    future_paths([MONTHLY, RIVAL], RULES, years.append)
    assert years == [1, 2, 3, 4, 5, 6]
