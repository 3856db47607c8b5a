"""Hierarchical risk parity against PyPortfolioOpt and by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from r2k_tui.engine.allocation.solver.hierarchy import hierarchical_risk_parity
from tests.cases import cases
from tests.late import Late

HRPOpt = Late("pypfopt", "HRPOpt")


def theirs(returns: pd.DataFrame) -> list[float]:
    found = HRPOpt(returns).optimize("single")
    return [found[name] for name in returns.columns]


@cases("width", [2, 3, 7, 20])
def test_weights_are_those_of_pyportfolioopt(width: int) -> None:
    rng = np.random.default_rng(width)
    returns = pd.DataFrame(rng.normal(size=(400, width)) @ rng.normal(size=(width, width)) * 0.01)
    mine = hierarchical_risk_parity(returns.cov().to_numpy())
    assert mine == pytest.approx(theirs(returns), abs=1e-10) and mine.sum() == pytest.approx(1)


def test_two_members_are_weighted_by_inverse_variance_and_one_is_the_whole() -> None:
    assert hierarchical_risk_parity(np.array([[0.04, 0.01], [0.01, 0.01]])) == pytest.approx([0.2, 0.8])
    assert hierarchical_risk_parity(np.array([[0.04]])) == pytest.approx([1.0])


@pytest.mark.realdata
def test_weights_of_real_funds_are_those_of_pyportfolioopt(market_data: Path) -> None:
    prices = pd.read_csv(market_data / "daily" / "etf_adjclose_panel.csv", index_col="Date", parse_dates=True)
    returns = prices.pct_change().dropna()
    for names in (["EFA", "EEM", "AGG", "TLT", "HYG", "GLD", "DBC", "VNQ"], list(returns.columns)):
        part = returns[names]
        assert hierarchical_risk_parity(part.cov().to_numpy()) == pytest.approx(theirs(part), abs=1e-10)
