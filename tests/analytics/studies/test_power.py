"""The power of a test of a rate."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.stats.proportion import wilson
from r2k_tui.analytics.studies.power import ENOUGH, detectable_rate, power_of_rate
from r2k_tui.analytics.studies.verdicts import evaluate_rate, proves


@pytest.mark.parametrize(("rate", "n", "base", "claimed"), [(0.9, 17, 0.67, 0.9), (0.8, 40, 0.5, None)])
def test_it_is_the_share_of_drawn_samples_that_prove_it(rate: float, n: int, base: float, claimed: float) -> None:
    hits = np.random.default_rng(1).binomial(n, rate, 20_000)
    proven = {k: proves(evaluate_rate(claimed, wilson(k, n), base).verdict) for k in range(n + 1)}
    assert power_of_rate(rate, n, base, claimed) == pytest.approx(np.mean([proven[int(k)] for k in hits]), abs=0.01)


def test_seventeen_months_cannot_prove_ninety_percent() -> None:
    assert power_of_rate(0.9, 17, 0.67, 0.9) == pytest.approx(0.482, abs=0.001)


def test_the_least_rate_that_is_proven() -> None:
    least = detectable_rate(7, 0.47)
    assert least is not None
    assert power_of_rate(least, 7, 0.47) >= ENOUGH > power_of_rate(least - 0.01, 7, 0.47)
    assert detectable_rate(2, 0.5) is None
    assert detectable_rate(5, 1.0) is None
