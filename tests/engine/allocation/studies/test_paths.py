"""Which path a portfolio is judged by."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.engine.allocation.studies.measures import measured
from r2k_tui.engine.allocation.studies.paths import judged_path, rival_returns
from r2k_tui.engine.allocation.studies.walk_forward import LEAST, in_sample, walk_forward, walked
from r2k_tui.engine.allocation.studies.workspace import Workspace
from r2k_tui.model.allocation.portfolio import OptimalPortfolio
from tests.engine.allocation.problems import SETTINGS, SYMBOLS, market, workspace


def optimum(work: Workspace) -> OptimalPortfolio:
    found = measured(work, work.weights("min_vol"), work.moments(), "")
    return msgspec.structs.replace(found, in_sample=in_sample(work, found), walk_forward=walk_forward(work, "min_vol"))


def test_an_optimum_is_judged_by_its_walk_forward() -> None:
    work = workspace()
    path, made = judged_path(work, "min_vol", optimum(work)), walked(work, "min_vol")
    assert path is not None and made is not None and path.is_walk_forward
    assert (path.days == work.panel.days[LEAST:]).all() and (path.returns == made.returns).all()


def test_an_optimum_without_a_walk_forward_has_no_path() -> None:
    work = workspace(panel=market(LEAST))
    assert judged_path(work, "min_vol", optimum(work)) is None


def with_late_fund(begins: int) -> Panel:
    panel = market()
    late = np.where(np.arange(1500) < begins, np.nan, panel.returns[:, 0] * 2)
    return Panel((*SYMBOLS, "XYZ"), panel.start, panel.days, np.column_stack([panel.returns, late]))


def test_fixed_weights_are_judged_by_all_their_days_and_others_are_unknown_before_they_begin() -> None:
    work = workspace(panel=with_late_fund(1000), own={"XYZ": 1.0})
    own = judged_path(work, "own", measured(work, {"XYZ": 1.0}, None, ""))
    equal = judged_path(work, "equal", measured(work, work.weights("equal"), work.moments(), ""))
    assert own is not None and equal is not None and (len(own.days), len(equal.days)) == (500, 1500)
    beside = rival_returns(work, equal, {"XYZ": 1.0})
    assert np.isnan(beside[:1000]).all() and beside[1000:] == pytest.approx(own.returns)
    days, mine, theirs = equal.on(beside)
    assert len(days) == len(mine) == len(theirs) == 500 and (days == own.days).all()


def test_beside_a_walk_forward_the_others_pay_the_same_costs() -> None:
    free, dear = (workspace(msgspec.structs.replace(SETTINGS, cost_bp=bp)) for bp in (0.0, 100.0))
    mix = {"SPY": 0.5, "AGG": 0.5}
    paths = []
    for work in (free, dear):
        path = judged_path(work, "min_vol", optimum(work))
        assert path is not None
        paths.append(rival_returns(work, path, mix))
    assert paths[1][0] == pytest.approx((1 + paths[0][0]) * (1 - 0.01) - 1)
    assert (paths[1] <= paths[0] + 1e-12).all() and paths[1].sum() < paths[0].sum() - 0.01


def test_a_benchmark_that_begins_after_the_walk_forward_does() -> None:
    work = workspace(panel=with_late_fund(1000))
    path = judged_path(work, "min_vol", optimum(work))
    assert path is not None
    beside = rival_returns(work, path, {"XYZ": 1.0})
    assert np.isnan(beside[: 1000 - LEAST]).all() and np.isfinite(beside[1000 - LEAST :]).all()
