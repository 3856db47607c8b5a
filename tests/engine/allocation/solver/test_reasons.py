"""Why there are no weights: figures with as many digits as tell them apart, and no word of a library."""

from __future__ import annotations

import numpy as np

from r2k_tui.engine.allocation.solver import reasons
from tests.cases import cases


@cases(("share", "text"), [(0.12, "12 %"), (0.034, "3.4 %"), (-0.02, "-2 %"), (-1e-9, "0 %")])
def test_percent(share: float, text: str) -> None:
    assert reasons.percent(share) == text


def test_targets_out_of_reach() -> None:
    assert reasons.below_least("target_volatility", 0.03, 0.0744) == (
        "target_volatility 3 % is below the least possible, 7.4 %"
    )
    assert reasons.above_greatest("target_return", 0.1203, 0.1201).endswith(
        "12.03 % is above the greatest possible, 12.01 %"
    )


def test_who_earns_most_is_named() -> None:
    symbols, mu = ("GLD", "AGG"), np.array([0.021, 0.01])
    assert reasons.earns_too_little(symbols, mu, 0.02, 0.034, "the risk-free rate") == (
        "no member earns more than the risk-free rate (best: GLD 2.1 % against 3.4 %)"
    )
    assert reasons.earns_too_little(symbols, mu, 0.021, 0.021, "the benchmark").endswith("(best: GLD 2.1 %, the same)")
    assert reasons.earns_too_little(symbols, mu, 0.015, 0.02, "the benchmark") == (
        "no weights within the limits earn more than the benchmark (best mix: 1.5 % against 2 %)"
    )


def test_steps_are_counted_where_they_are_known() -> None:
    assert reasons.too_many_steps(400).startswith("no solution after 400 iterations: ")
    assert reasons.too_many_steps(None).startswith("no solution: ")
    assert "without end" in reasons.unbounded()
