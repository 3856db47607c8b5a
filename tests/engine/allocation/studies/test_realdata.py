"""Nineteen years of real funds: walk-forward, intervals and active figures against pandas and PyPortfolioOpt."""

from __future__ import annotations

import math
from pathlib import Path

import msgspec
import numpy as np
import pandas as pd
import pytest

from r2k_tui.analytics.portfolio.return_panel import PriceHistory, build
from r2k_tui.analytics.stats.stationary_blocks import stationary_blocks
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.engine.allocation.studies.evidence import with_evidence
from r2k_tui.engine.allocation.studies.measures import measured
from r2k_tui.engine.allocation.studies.walk_forward import LEAST, in_sample, walk_forward
from r2k_tui.engine.allocation.studies.workspace import Workspace
from r2k_tui.model.allocation.portfolio import OptimalPortfolio
from tests.analytics.stats.test_stationary_blocks import rows
from tests.engine.allocation.problems import problem
from tests.late import Late

empyrical = Late("empyrical")

pytestmark = pytest.mark.realdata
EQUITY, REST = ("SPY", "IWM"), ("EFA", "EEM", "AGG", "TLT", "GLD", "VNQ")
MEMBERS = (*EQUITY, *REST)
SETTINGS = Allocation(
    sleeves=(Sleeve("US", EQUITY, weight=0.45, floors={"IWM": 0.12}), Sleeve("Rest", REST, weight=0.55)), cost_bp=5.0
)
OWN = {"IWM": 0.6, "AGG": 0.4}


@pytest.fixture(scope="module")
def prices(market_data: Path) -> pd.DataFrame:
    """Adjusted closes of the members."""
    table = pd.read_csv(market_data / "daily" / "etf_adjclose_panel.csv", index_col="Date", parse_dates=True)
    return table[list(MEMBERS)].dropna()


@pytest.fixture(scope="module")
def work(prices: pd.DataFrame) -> Workspace:
    """A problem about these funds."""
    days = prices.index.to_numpy().astype("datetime64[D]")
    panel = build({symbol: PriceHistory(days, prices[symbol].to_numpy()) for symbol in MEMBERS}, MEMBERS)
    return Workspace(problem(SETTINGS, panel, own=OWN))


@pytest.fixture(scope="module")
def found(work: Workspace) -> dict[str, OptimalPortfolio]:
    """Minimum volatility with its walk-forward, the policy mix and own weights, with all evidence."""
    best = measured(work, work.weights("min_vol"), work.moments(), "")
    best = msgspec.structs.replace(best, in_sample=in_sample(work, best), walk_forward=walk_forward(work, "min_vol"))
    mixes = {name: measured(work, work.weights(name), None, "") for name in ("equal", "own")}
    return {name: one for name, one in with_evidence(work, {"min_vol": best, **mixes}).items() if one is not None}


def drifting(returns: pd.DataFrame, targets: dict[int, np.ndarray], cost: float) -> tuple[pd.Series, float]:
    """Daily returns of targets traded to on the first day of each month, and what was traded after the first."""
    weights, target, out, traded, month = np.zeros(returns.shape[1]), np.zeros(0), [], 0.0, None
    for row, (day, change) in enumerate(zip(returns.index, returns.to_numpy(), strict=True)):
        target = targets.get(row, target)
        paid = 0.0
        if row == 0 or (day.year, day.month) != month:
            paid = float(np.abs(target - weights).sum())
            traded += paid if row else 0.0
            weights = target
        month = (day.year, day.month)
        whole = float(weights @ (1 + change))
        out.append((1 - cost * paid) * whole - 1)
        weights = weights * (1 + change) / whole
    return pd.Series(out, returns.index), traded


@pytest.fixture(scope="module")
def oracle(prices: pd.DataFrame) -> tuple[pd.Series, float]:
    """The walk-forward of minimum volatility by PyPortfolioOpt and a loop over days."""
    from pypfopt import EfficientFrontier

    returns = prices.pct_change().dropna()
    after = returns.iloc[LEAST:]
    months = after.index.to_period("M")
    targets: dict[int, np.ndarray] = {}
    for row in range(len(after)):
        if row == 0 or months[row] != months[row - 1]:
            model = EfficientFrontier(None, returns.iloc[: LEAST + row].cov() * 252, weight_bounds=(0, 1))
            model.add_constraint(lambda w: w[0] + w[1] == 0.45)
            model.add_constraint(lambda w: w[1] >= 0.12)
            targets[row] = np.array(list(model.min_volatility().values()))
    return drifting(after, targets, 5e-4)


def test_the_walk_forward_is_that_of_pyportfolioopt_and_a_loop(
    found: dict[str, OptimalPortfolio], oracle: tuple[pd.Series, float]
) -> None:
    path, traded = oracle
    mine = found["min_vol"].walk_forward
    assert mine is not None and mine.sharpe is not None and mine.n_returns == len(path)
    assert mine.sharpe == pytest.approx(empyrical.sharpe_ratio(path), abs=2e-3)
    assert mine.vol == pytest.approx(empyrical.annual_volatility(path), rel=1e-3)
    assert mine.maxdd == pytest.approx(empyrical.max_drawdown(path), abs=1e-3)
    assert mine.turnover == pytest.approx(traded / 2 / (len(path) / 252), rel=0.02)
    assert (mine.first, mine.last) == (str(path.index[0].date()), str(path.index[-1].date()))


def test_the_interval_is_that_of_a_slow_bootstrap(
    found: dict[str, OptimalPortfolio], oracle: tuple[pd.Series, float], prices: pd.DataFrame
) -> None:
    path, _ = oracle
    market = prices["SPY"].pct_change().dropna().iloc[LEAST:].copy()
    market.iloc[0] = (1 + market.iloc[0]) * (1 - 5e-4) - 1
    slow = []
    for row in rows(stationary_blocks(len(path), 63, 1000)):
        pair = [series.to_numpy()[row] for series in (path, market)]
        slow.append([one.mean() / one.std(ddof=1) * math.sqrt(252) for one in pair])
    drawn = np.array(slow)
    seen = found["min_vol"].evidence
    assert seen is not None and seen.to_benchmark is not None
    assert (seen.low, seen.high) == pytest.approx(tuple(np.percentile(drawn[:, 0], [5, 95])), abs=3e-3)
    gap = drawn[:, 0] - drawn[:, 1]
    assert (seen.to_benchmark.low, seen.to_benchmark.high) == pytest.approx(
        tuple(np.percentile(gap, [5, 95])), abs=3e-3
    )
    # The asymptotic error, for independent returns, is near the width of the interval.
    assert seen.low is not None and seen.high is not None
    assert seen.standard_error == pytest.approx((seen.high - seen.low) / 2 / 1.645, rel=0.35)


@pytest.mark.parametrize("name", ["min_vol", "equal", "own"])
def test_active_figures_are_those_of_empyrical_and_pandas(
    found: dict[str, OptimalPortfolio], prices: pd.DataFrame, name: str
) -> None:
    returns = prices.pct_change().dropna()
    own = sum(returns[symbol] * weight for symbol, weight in found[name].weights.items())
    market, seen = returns["SPY"], found[name].versus
    assert seen is not None
    assert seen.tracking_error == pytest.approx(empyrical.annual_volatility(own - market), abs=1e-9)
    assert seen.information_ratio == pytest.approx(empyrical.excess_sharpe(own, market) * math.sqrt(252), abs=1e-9)
    months = [(1 + series).resample("ME").prod() - 1 for series in (own, market)]
    for capture, chosen in ((seen.up_capture, months[1] > 0), (seen.down_capture, months[1] < 0)):
        means = [empyrical.annual_return(series[chosen].to_numpy(), annualization=1) for series in months]
        assert capture == pytest.approx(means[0] / means[1], abs=1e-9)
    assert seen.active_share == pytest.approx(1 - found[name].weights.get("SPY", 0.0), abs=1e-9)
