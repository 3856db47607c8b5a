"""Futures from the past: their moments, their chances, and what is paid in and drawn."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.stats.block_bootstrap import MONTH, futures, month_starts, months_from

RETURNS = np.random.default_rng(5).normal(0.0004, 0.011, 2500)
FLAT = np.zeros(100)


def drawn(returns: np.ndarray = RETURNS, benchmark: np.ndarray | None = None, **how: object) -> object:
    given = {"years": 5, "paths": 4000, "block": 3, "start": 100.0, "flow": 0.0, "seed": 1, **how}
    return futures(returns, returns if benchmark is None else benchmark, **given)  # type: ignore[arg-type]


def test_months_are_the_products_of_their_days_round_the_end() -> None:
    months = months_from(RETURNS)
    assert len(months) == len(RETURNS)
    assert months[7] == pytest.approx(np.prod(1 + RETURNS[7 : 7 + MONTH]))
    assert months[-1] == pytest.approx((1 + RETURNS[-1]) * np.prod(1 + RETURNS[: MONTH - 1]))


@pytest.mark.parametrize("block", [1, 3, 12])
def test_mean_and_spread_are_the_sample_s_within_sampling_error(block: int) -> None:
    found = drawn(block=block)
    months = months_from(RETURNS)
    # Months of one block hang together: their number is what counts.
    independent = 4000 * 5 * 12 / block
    assert abs(found.growth_mean - months.mean()) < 4 * months.std() / independent**0.5
    assert abs(found.growth_std - months.std()) < 4 * months.std() / independent**0.5


def test_a_block_goes_on_day_after_day() -> None:
    places = list(month_starts(np.random.default_rng(1), 1000, 5, 4, 2))
    assert ((places[1] - places[0]) % 1000 == MONTH).all()
    assert not ((places[2] - places[1]) % 1000 == MONTH).all()


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
    found = drawn(FLAT, flow=10.0, years=2)
    assert found.percentiles[2].tolist() == [100 + 240] * 5
    assert found.loss.tolist() == [0, 0, 0] and found.ruin.tolist() == [0, 0, 0]


def test_withdrawals_that_cannot_be_paid_are_ruin() -> None:
    found = drawn(FLAT, flow=-5.0, years=3)
    # 100 / 5 are twenty months.
    assert found.ruin.tolist() == [0, 0, 1, 1]
    assert found.percentiles[:, 2].tolist() == [100, 40, 0, 0]
    assert found.loss.tolist() == [0, 1, 1, 1], "less is left than there was: what was drawn stands apart"
    assert found.withdrawn.tolist() == [0, 60, 100, 100]


def test_the_chance_of_loss_is_never_below_the_chance_of_ruin() -> None:
    found = drawn(flow=-1.5, years=20)
    assert found.ruin[-1] > 0.1
    assert (found.loss >= found.ruin).all()
    assert (np.diff(found.withdrawn) >= 0).all()


def test_loss_against_what_was_paid_in() -> None:
    assert drawn(np.full(100, -0.001)).loss.tolist() == [0, 1, 1, 1, 1, 1]


def test_both_lose_the_same_days() -> None:
    found = drawn(RETURNS, RETURNS - 0.0001)
    assert found.beating[1:].tolist() == [1] * 5
    assert drawn(RETURNS, RETURNS).beating[1:].tolist() == [0] * 5
