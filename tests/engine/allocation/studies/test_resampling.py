"""The resampled frontier against Michaud's construction written out with scipy, its laws, and bad input."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.engine.allocation.protocol import ResampleFrontier
from r2k_tui.engine.allocation.solver import mean_risk
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.resampling import bootstrap_rows, frontiers_of, resampled_frontier
from r2k_tui.engine.allocation.studies.workspace import Workspace
from r2k_tui.engine.allocation.worker.process import Cancelled
from r2k_tui.model.allocation.frontier import ResampledFrontier, is_equivalent
from tests.cases import cases
from tests.engine.allocation.problems import SETTINGS, SYMBOLS, market, unreported, workspace
from tests.late import Late

linprog = Late("scipy.optimize", "linprog")
minimize = Late("scipy.optimize", "minimize")

GIVEN = workspace(panel=market(600))
TASK = ResampleFrontier(draws=60, points=8)
EQUITY = np.array([1.0, 1, 0, 0, 0, 0])
SUMS = {"A_eq": [EQUITY, 1 - EQUITY], "b_eq": [0.45, 0.55], "bounds": [(0, 1), (0.12, 1), *[(0, 1)] * 4]}


@cache
def whole() -> ResampledFrontier:
    return resampled_frontier(GIVEN, TASK, unreported)


def written_out(returns: Floats, ranks: int) -> Floats:
    """The frontier of one sample by scipy's SLSQP and HiGHS: equal steps of return, ranks in their order."""
    mu, covariance = 252 * returns.mean(axis=0), 252 * np.cov(returns, rowvar=False)
    sums = [{"type": "eq", "fun": lambda w: w[:2].sum() - 0.45}, {"type": "eq", "fun": lambda w: w[2:].sum() - 0.55}]

    def least(*more: dict[str, object]) -> Floats:
        return minimize(
            lambda w: 100 * w @ covariance @ w,
            np.array([0.3, 0.15, *[0.55 / 4] * 4]),
            jac=lambda w: 200 * covariance @ w,
            bounds=SUMS["bounds"],
            constraints=[*sums, *more],
            method="SLSQP",
            options={"ftol": 1e-16, "maxiter": 5000},
        ).x

    best = linprog(-mu, **SUMS).x
    first = least()
    goals = np.linspace(mu @ first, mu @ best, ranks)[1:-1]
    between = [least({"type": "ineq", "fun": lambda w, goal=goal: 10 * (mu @ w - goal)}) for goal in goals]
    return np.array([first, *between, best])


def test_mean_and_band_of_each_rank_are_those_of_the_construction_written_out() -> None:
    draws, ranks = 6, 5
    found = resampled_frontier(GIVEN, ResampleFrontier(draws, ranks, 7), unreported)
    returns, rng = market(600).returns, np.random.default_rng(7)
    samples = [returns[np.sort(rng.integers(0, 600, 600))] for _ in range(draws)]
    oracle = np.array([written_out(sample, ranks) for sample in samples])
    for rank, point in enumerate(found.points):
        drawn = oracle[:, rank]
        assert list(point.weights.values()) == pytest.approx(drawn.mean(axis=0), abs=2e-4)
        assert list(point.low.values()) == pytest.approx(np.percentile(drawn, 5, axis=0), abs=2e-4)
        assert list(point.high.values()) == pytest.approx(np.percentile(drawn, 95, axis=0), abs=2e-4)
        weights = np.array(list(point.weights.values()))
        assert point.ret == pytest.approx(252 * returns.mean(axis=0) @ weights)
        assert point.vol == pytest.approx((252 * weights @ np.cov(returns, rowvar=False) @ weights) ** 0.5)


def test_the_frontier_has_its_ranks_and_says_how() -> None:
    assert [point.rank for point in whole().points] == list(range(1, 9))
    assert (whole().draws, whole().seed, whole().n_returns) == (60, 1, 600)
    assert "re-estimates mean returns and sample covariance" in whole().how
    assert resampled_frontier(GIVEN, TASK, unreported) == whole(), "one seed, one frontier"
    assert resampled_frontier(GIVEN, ResampleFrontier(60, 8, 2), unreported) != whole()


def test_samples_that_are_all_one_have_bands_without_width() -> None:
    moments = GIVEN.moments()
    frontiers = np.array(list(frontiers_of([moments] * 4, GIVEN.limits, 8)))
    assert np.ptp(frontiers, axis=0).max() == 0
    assert frontiers[0] == pytest.approx(mean_risk.frontier(moments, GIVEN.limits, 8), abs=1e-7)


def test_a_market_without_noise_has_bands_without_width() -> None:
    """Two returns of each member in turn: whatever is drawn, the moments hardly change with many days."""
    still = np.tile(market(600).returns[:1], (600, 1))
    found = resampled_frontier(workspace(panel=_with(still)), ResampleFrontier(5, 4), unreported)
    for point in found.points:
        assert point.low == pytest.approx(point.high, abs=1e-9) and point.weights == pytest.approx(point.low, abs=1e-9)


def test_the_region_holds_nine_in_ten_resampled_portfolios_and_the_whole_frontier() -> None:
    moments, limits = GIVEN.moments(), GIVEN.limits
    rows = bootstrap_rows(600, TASK.draws, TASK.seed)
    drawn = np.array(list(frontiers_of((GIVEN.moments(r) for r in rows), limits, 8))).reshape(-1, 6)

    def inside(weights: Floats) -> bool:
        vol = float((weights @ moments.covariance @ weights) ** 0.5)
        return is_equivalent(whole().region, vol, float(moments.mu @ weights))

    share = np.mean([inside(row) for row in drawn])
    assert 0.9 <= share <= 0.96
    assert all(inside(row) for row in mean_risk.frontier(moments, limits))
    worst = mean_risk.max_return(moments._replace(mu=-moments.mu), limits)
    assert not inside(worst)


def test_each_draw_keeps_the_number_of_days_and_their_order() -> None:
    rows = list(bootstrap_rows(50, 3, 1))
    assert [len(row) for row in rows] == [50, 50, 50]
    assert all((np.diff(row) >= 0).all() and row.min() >= 0 and row.max() < 50 for row in rows)
    assert len(set(rows[0].tolist())) < 50, "with replacement"


@cases("estimator", ["mean", "capm", "shrunk", "black_litterman"])
@cases("covariance", ["sample", "ledoit_wolf"])
def test_every_configured_estimator_is_re_estimated(estimator: str, covariance: str) -> None:
    found = _of({"expected_return": estimator, "covariance": covariance})
    assert f"{estimator} returns and {covariance} covariance" in found.how
    _lawful(found)


@settings(max_examples=8, deadline=None, phases=(Phase.generate,))
@given(st.integers(0, 40), st.floats(0.1, 0.9), st.sampled_from([0.35, 0.6, 1.0]), st.integers(0, 1000))
def test_laws(seed: int, equity: float, cap: float, draw: int) -> None:
    sleeves = (
        Sleeve("US equity", ("SPY", "IWM"), min=equity * 0.8, max=equity, floors={"IWM": equity / 4}),
        Sleeve("Rest", ("AGG", "TLT", "GLD", "VNQ"), min=0.0, max=1.0),
    )
    made = workspace(Allocation(sleeves=sleeves, max_weight=cap), market(300, seed))
    found = resampled_frontier(made, ResampleFrontier(12, 6, draw), unreported)
    _lawful(found)
    for point in found.points:
        for weights, slack in ((point.weights, 1e-9), (point.low, 1.0)):
            shares = np.array(list(weights.values()))
            assert (shares >= made.limits.lower - 1e-9).all() and (shares <= made.limits.upper + 1e-9).all()
            assert abs(shares.sum() - 1) <= slack
            for sleeve in made.limits.sleeves:
                assert sleeve.least - slack <= shares[sleeve.members].sum() <= sleeve.most + slack


def _lawful(found: ResampledFrontier) -> None:
    """Bands in order, the least risk and the least return at the first rank, columns that adjoin."""
    for point in found.points:
        assert all(point.low[symbol] <= point.high[symbol] for symbol in point.weights)
    first = found.points[0]
    assert all(first.vol <= point.vol + 1e-9 for point in found.points)
    edges = [(column.first, column.last) for column in found.region]
    assert all(last == first for (_, last), (first, _) in pairwise(edges))


class TestBadInput:
    def test_fewer_returns_than_members(self) -> None:
        with pytest.raises(CannotSolve, match="5 returns of 6 members"):
            resampled_frontier(workspace(panel=market(5)), TASK, unreported)

    def test_one_member(self) -> None:
        alone = workspace(Allocation(sleeves=(Sleeve("One", ("SPY",), weight=1.0),)), market(300))
        found = resampled_frontier(alone, TASK, unreported)
        assert len(found.points) == 8 and all(point.weights == {"SPY": 1.0} for point in found.points)
        assert is_equivalent(found.region, found.points[0].vol, found.points[0].ret)

    def test_twins(self) -> None:
        panel = market(300)
        twins = np.column_stack([panel.returns, panel.returns[:, 0]])
        names = (*SYMBOLS, "VOO")
        settings = Allocation(sleeves=(Sleeve("All", names, weight=1.0),))
        both = Panel(names, panel.start, panel.days, twins)
        _lawful(resampled_frontier(workspace(settings, both), TASK, unreported))

    def test_nothing_earns_anything(self) -> None:
        losing = _with(market(300).returns - 0.01)
        found = resampled_frontier(workspace(panel=losing, risk_free=0.05), TASK, unreported)
        assert all(point.ret < 0 for point in found.points)
        _lawful(found)

    @pytest.mark.parametrize("accrual", [0.0, 0.0001])
    def test_cash(self, accrual: float) -> None:
        returns = market(300).returns.copy()
        returns[:, 4] = accrual
        made = workspace(panel=_with(returns))
        found = resampled_frontier(made, TASK, unreported)
        assert found.points[0].weights["GLD"] == pytest.approx(made.weights("min_vol")["GLD"], abs=0.05)
        _lawful(found)


def test_progress_counts_the_draws_and_a_cancellation_ends_it() -> None:
    told: list[tuple[int, int, str]] = []
    resampled_frontier(GIVEN, ResampleFrontier(3, 4), lambda *step: told.append(step))
    assert [(done, total) for done, total, _ in told] == [(0, 3), (1, 3), (2, 3), (3, 3)]

    def stop(done: int, _: int, __: str) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        resampled_frontier(GIVEN, ResampleFrontier(10_000, 20), stop)


def _with(returns: Floats) -> Panel:
    panel = market(len(returns))
    return Panel(panel.symbols, panel.start, panel.days, returns)


def _of(changed: dict[str, object]) -> ResampledFrontier:
    import msgspec

    views = [{"symbol": "IWM", "over": "SPY", "ret": 0.02, "confidence": 0.5}]
    raw = {**msgspec.to_builtins(SETTINGS), **changed, "views": views}
    made = workspace(msgspec.convert(raw, Allocation), market(300))
    assert isinstance(made, Workspace)
    return resampled_frontier(made, ResampleFrontier(8, 5), unreported)
