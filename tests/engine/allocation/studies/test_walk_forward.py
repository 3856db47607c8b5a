"""What an optimum was out of sample, beside what it was in sample."""

from __future__ import annotations

from functools import cache

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.portfolio.rebalancing import Rebalanced, turns
from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.config.sections.allocation.names import IN_SAMPLE, NEEDS_SETTING, PORTFOLIOS
from r2k_tui.engine.allocation.protocol import Allocate
from r2k_tui.engine.allocation.studies.study import HOW, study
from r2k_tui.engine.allocation.studies.walk_forward import (
    LEAST,
    held,
    sample_gap,
    turnover_a_year,
    walk_forward,
    walked,
)
from r2k_tui.model.allocation.portfolio import OptimalPortfolio, SampleFigures, SampleGap
from r2k_tui.ui.views.allocation.drawing.samples import sample_lines
from tests.cases import cases
from tests.engine.allocation.problems import SETTINGS, market, unreported, workspace


@cache
def whole() -> dict[str, OptimalPortfolio | None]:
    settings = msgspec.structs.replace(SETTINGS, target_volatility=0.15, target_return=0.05)
    made = workspace(settings, own={"SPY": 1.0}, benchmark={"SPY": 0.6, "AGG": 0.4})
    return study(made, Allocate("equal"), unreported).portfolios


def test_every_optimum_says_in_sample_and_has_its_walk_forward_beside_it() -> None:
    found = whole()
    for name in PORTFOLIOS:
        portfolio = found[name]
        assert portfolio is not None
        chosen = name in IN_SAMPLE
        assert (portfolio.in_sample is not None) is chosen and ("in sample" in HOW[name]) is chosen
        assert (portfolio.walk_forward is not None) is chosen
        if portfolio.in_sample and portfolio.walk_forward:
            assert portfolio.in_sample.sharpe == portfolio.sharpe
            assert portfolio.walk_forward.n_returns == 1500 - LEAST


def test_it_knows_nothing_of_what_comes_later() -> None:
    panel = market(1100)
    changed = panel.returns.copy()
    last = np.flatnonzero(panel.days.astype("datetime64[Y]") == panel.days[-1].astype("datetime64[Y]"))
    changed[last[1:]] = changed[last[1:]][:, ::-1]
    other = Panel(panel.symbols, panel.start, panel.days, changed)
    cut = last[0]
    firsts = [walk_forward(workspace(panel=one.rows(0, int(cut))), "max_sharpe") for one in (panel, other)]
    assert firsts[0] is not None and firsts[0] == firsts[1]


def test_a_short_history_has_none() -> None:
    assert walk_forward(workspace(panel=market(LEAST)), "min_vol") is None


@cases("days", [474, LEAST + 1, LEAST + 2])
def test_without_a_walk_forward_the_study_and_its_table_say_why(days: int) -> None:
    found = study(workspace(panel=market(days)), Allocate("equal"), unreported)
    table = "".join(run[0] for line in sample_lines(found, "equal", 78) for run in line)
    if days < LEAST + 2:
        assert found.walk_forward_absent.startswith(f"{days} returns are too few: weights are formed on 756 at least")
        assert f"no walk-forward: {days} returns are too few" in " ".join(table.split())
    else:
        assert not found.walk_forward_absent and "no walk-forward" not in table


@pytest.mark.parametrize(("own", "aim"), [({}, "equal"), ({"SPY": 0.5, "AGG": 0.5}, "own")])
def test_what_is_traded_to_is_never_an_optimum_unless_asked_for(own: dict[str, float], aim: str) -> None:
    assert msgspec.structs.replace(SETTINGS, own=own).aim == aim
    assert msgspec.structs.replace(SETTINGS, own=own, target="max_sharpe").aim == "max_sharpe"


def test_both_samples_have_their_turnover_and_the_gap_is_between_them() -> None:
    found = whole()
    for name in IN_SAMPLE:
        one = found[name]
        assert one is not None and one.in_sample and one.walk_forward and one.gap
        for measure in ("ret", "vol", "sharpe", "cvar95", "maxdd", "turnover"):
            inside, outside = getattr(one.in_sample, measure), getattr(one.walk_forward, measure)
            assert getattr(one.gap, measure) == pytest.approx(inside - outside), (name, measure)
    equal = found["equal"]
    assert equal is not None and equal.gap is None
    assert sample_gap(SampleFigures("", "", 0, None, 0.2, None, 0.0, 0.0), SAMPLE) == SampleGap(
        None, pytest.approx(0.1), None, 0.0, 0.0, None
    )


SAMPLE = SampleFigures("", "", 0, 0.1, 0.1, None, 0.0, 0.0)


def test_turnover_is_half_of_what_is_traded_after_the_first_purchase() -> None:
    work = workspace(msgspec.structs.replace(SETTINGS, cost_bp=0.0))
    panel = work.panel.rows(0, 504)
    path = held(work, {"SPY": 0.5, "AGG": 0.5}, panel)
    weights, months = np.array([0.5, 0.5]), panel.days.astype("datetime64[M]")
    now, traded = weights, 0.0
    for row, day in enumerate(panel.columns(["SPY", "AGG"])):
        if row and months[row] != months[row - 1]:
            traded += float(np.abs(weights - now).sum()) / 2
            now = weights
        now = now * (1 + day) / float(now @ (1 + day))
    assert turnover_a_year(path) == pytest.approx(traded / 2)


@cases("name", [name for name in IN_SAMPLE if name not in NEEDS_SETTING])
def test_the_schedule_is_said(name: str) -> None:
    found = walk_forward(workspace(), name)
    often = "year" if name in ("min_cvar95", "min_cdar") else "month"
    assert found is not None
    assert found.how == f"formed each {often} from the data before it (756 days at least), rebalanced monthly, 5 bp"


MARKET = market(1100)
QUARTERS = [LEAST, *(row for row in range(LEAST + 1, 1090) if turns(MARKET.days, MARKET.start, "Q")[row])]


@cache
def known(name: str) -> Rebalanced:
    path = walked(workspace(panel=MARKET), name)
    assert path is not None
    return path


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(QUARTERS), st.integers(0, 9), st.integers(0, 99), st.sampled_from(("hrp", "min_vol")))
def test_what_comes_later_changes_nothing_before(quarter: int, more: int, seed: int, name: str) -> None:
    cut = quarter + more // 3
    later = np.random.default_rng(seed).normal(0, 0.05, MARKET.returns.shape)
    changed = np.where(np.arange(1100)[:, None] < cut, MARKET.returns, later)
    path = walked(workspace(panel=Panel(MARKET.symbols, MARKET.start, MARKET.days, changed)), name)
    assert path is not None
    before = cut - LEAST
    assert (path.returns[:before] == known(name).returns[:before]).all()
    # What is traded before the first changed return is decided without it.
    assert (path.traded[: before + 1] == known(name).traded[: before + 1]).all()
    assert (path.returns[before:] != known(name).returns[before:]).any()


def test_a_history_that_ends_earlier_has_the_same_path_until_then() -> None:
    short = walked(workspace(panel=MARKET.rows(0, 1000)), "hrp")
    assert short is not None and (short.returns == known("hrp").returns[: 1000 - LEAST]).all()
