"""One look at the allocation: everything that can be had, and words for what cannot."""

from __future__ import annotations

from functools import cache

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.config.sections.allocation.mixes import PortfolioMix
from r2k_tui.config.sections.allocation.names import PORTFOLIOS
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.engine.allocation.protocol import Allocate
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.study import how, study
from r2k_tui.engine.allocation.studies.workspace import Workspace
from r2k_tui.model.allocation.study import AllocationStudy
from tests.engine.allocation.problems import EQUITY, SETTINGS, SYMBOLS, market, unreported, workspace

OWN = {"SPY": 0.5, "AGG": 0.5}


def look(made: Workspace) -> AllocationStudy:
    return study(made, Allocate("max_sharpe"), unreported)


TARGETS = msgspec.structs.replace(SETTINGS, target_volatility=0.15, target_return=0.05)


@cache
def whole() -> AllocationStudy:
    return look(workspace(TARGETS, own=OWN, current={"SPY": 0.4, "AGG": 0.4, "cash": 0.2}, hedges=("SPY",)))


def test_every_portfolio_with_its_measures() -> None:
    assert tuple(whole().portfolios) == PORTFOLIOS
    for name, portfolio in whole().portfolios.items():
        assert portfolio is not None, name
        assert sum(portfolio.weights.values()) == pytest.approx(1)
        assert sum(c for c in portfolio.risk_contributions.values() if c is not None) == pytest.approx(1)
        assert portfolio.sharpe == pytest.approx(portfolio.ret / portfolio.vol)
        assert portfolio.maxdd < 0 < portfolio.cvar95
    assert whole().problems == ()


def test_measures_are_those_of_skfolio() -> None:
    from skfolio import Portfolio

    mine = whole().portfolios["equal"]
    assert mine is not None
    oracle = Portfolio(X=market().returns, weights=np.array([mine.weights[s] for s in SYMBOLS]))
    assert mine.ret == pytest.approx(oracle.annualized_mean)
    assert mine.vol == pytest.approx(oracle.annualized_standard_deviation)
    assert mine.cvar95 == pytest.approx(oracle.cvar)


def test_the_tilt_costs_more_as_the_floor_rises() -> None:
    floors = [point.floor for point in whole().tilt_cost]
    assert floors == pytest.approx(sorted({*np.linspace(0, 0.45, 10).round(12), 0.12}))
    best = [point.max_sharpe.sharpe for point in whole().tilt_cost if point.max_sharpe]
    calm = [point.min_vol.vol for point in whole().tilt_cost if point.min_vol]
    assert len(best) == len(calm) == len(floors)
    assert (np.diff(best) <= 1e-6).all() and (np.diff(calm) >= -1e-6).all()


def test_turnover_from_what_is_held() -> None:
    own = whole().portfolios["own"]
    assert own is not None and own.turnover == pytest.approx(0.2)


def test_a_portfolio_of_the_user_without_prices_is_not_told_twice() -> None:
    settings = msgspec.structs.replace(SETTINGS, portfolios=(PortfolioMix("calm", {"BIL": 1.0}),))
    found = look(workspace(settings, market(300), own=OWN))
    assert found.portfolios["calm"] is None
    assert [p.message for p in found.problems if "calm" in p.message] == [], "the problem names it with its symbols"


def test_without_holdings_own_is_told_to_be_missing() -> None:
    found = look(workspace(panel=market(300)))
    assert found.portfolios["own"] is None
    assert [p.kind for p in found.problems] == ["no_holdings"]


def test_a_window_shorter_than_the_number_of_members() -> None:
    found = look(workspace(panel=market(5), own=OWN))
    assert [name for name, p in found.portfolios.items() if p is not None] == ["equal", "own"]
    assert found.frontier == () and found.tilt_cost == ()
    assert "5 returns of 6 members" in found.problems[0].message


def test_two_returns_of_any_two_members_are_no_sign_of_twins() -> None:
    found = look(workspace(panel=market(2), own=OWN))
    assert "2 returns of 6 members" in found.problems[0].message
    assert not [problem.message for problem in found.problems if "move as one" in problem.message]


def test_two_that_move_as_one_are_told() -> None:
    panel = market(300)
    twins = Panel((*SYMBOLS, "VOO"), panel.start, panel.days, np.column_stack([panel.returns, panel.returns[:, 0]]))
    sleeves = (Sleeve("All", (*SYMBOLS, "VOO"), weight=1.0),)
    found = look(workspace(Allocation(sleeves=sleeves), twins, own=OWN))
    assert [(p.kind, p.message) for p in found.problems if "max_ir" not in p.message] == [
        ("note", "SPY and VOO move as one: how much of each is not determined")
    ]


def test_own_may_hold_what_no_sleeve_has() -> None:
    panel = market(700)
    late = np.where(np.arange(700) < 300, np.nan, panel.returns[:, 0] * 2)
    more = Panel((*SYMBOLS, "XYZ"), panel.start, panel.days, np.column_stack([panel.returns, late]))
    found = look(workspace(panel=more, own={"XYZ": 1.0}))
    own = found.portfolios["own"]
    assert own is not None and own.weights == {"XYZ": 1.0}
    assert own.vol == pytest.approx(np.nanstd(late, ddof=1) * 252**0.5)
    assert own.beta == pytest.approx(2)


def test_views_move_the_weights() -> None:
    view = {"symbol": "IWM", "over": "SPY", "ret": 0.20, "confidence": 0.9}
    settings = msgspec.convert(
        {
            "expected_return": "black_litterman",
            "views": [view],
            "sleeves": msgspec.to_builtins((EQUITY, SETTINGS.sleeves[1])),
        },
        Allocation,
    )
    plain = workspace(Allocation(sleeves=SETTINGS.sleeves, expected_return="capm"))
    weights = workspace(settings).weights("max_sharpe")
    assert weights["IWM"] > plain.weights("max_sharpe")["IWM"] + 0.1


def test_progress_ends_at_its_total() -> None:
    told: list[tuple[int, int]] = []
    study(
        workspace(panel=market(800), own=OWN), Allocate("max_sharpe"), lambda done, total, _: told.append((done, total))
    )
    assert told[0][0] == 0 and told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_cancelled_study_ends_at_the_next_solution_of_a_long_step() -> None:
    made, told = workspace(), list[str]()

    def check() -> None:
        if told[-1] == "hrp":
            raise KeyError("cancelled")

    made.check = check
    with pytest.raises(KeyError, match="cancelled"):
        study(made, Allocate("max_sharpe"), lambda _done, _total, what: told.append(what))
    assert told[-1] == "hrp"


HELD = {"SPY": 0.5, "IWM": 0.1, "AGG": 0.4}


def test_an_impossible_turnover_limit_is_an_error_that_names_what_forces_it() -> None:
    sleeves = (Sleeve("All", SYMBOLS, weight=1.0, floors={"IWM": 0.12}),)
    tied = workspace(Allocation(sleeves=sleeves, turnover_limit=0.05), current={"SPY": 1.0})
    with pytest.raises(CannotSolve, match=r"^floor of IWM 12 % needs at least 12.0 % turnover, turnover_limit is 5 %$"):
        look(tied)


def test_a_turnover_limit_holds_for_today_and_is_told_not_to_reach_the_rest() -> None:
    settings = msgspec.structs.replace(SETTINGS, turnover_limit=0.2, cost_in_objective=True)
    made = workspace(settings, current=HELD, own=HELD, panel=market(700))
    found = look(made)
    for name in ("min_vol", "max_sharpe", "min_cvar95", "min_cdar", "max_diversification"):
        one = found.portfolios[name]
        assert one is not None and one.turnover is not None and one.turnover <= 0.2 + 1e-5, name
    notes = [p.message for p in found.problems if "turnover_limit" in p.message]
    assert len(notes) == 1 and notes[0].startswith("turnover_limit and cost_in_objective apply to the step")
    past = made.solve("max_sharpe")
    assert made.weights("max_sharpe") != pytest.approx(made.named(past), abs=0.02)
    assert past == pytest.approx(workspace(panel=market(700)).solve("max_sharpe"), abs=1e-6)


def test_without_holdings_a_turnover_limit_has_no_effect_and_says_so() -> None:
    settings = msgspec.structs.replace(SETTINGS, turnover_limit=0.01)
    found = look(workspace(settings, panel=market(300)))
    assert "nothing is held: turnover_limit has no effect" in [p.message for p in found.problems]
    assert found.portfolios["min_vol"] is not None


@pytest.mark.parametrize(
    ("target", "words"),
    [(None, "at least the return of the policy mix"), (0.05, "at least 5 % return")],
)
def test_how_names_the_target(target: float | None, words: str) -> None:
    made = workspace(msgspec.structs.replace(SETTINGS, target_return=target, target_volatility=0.1))
    assert words in how(made, "min_te")
    assert "at most 10 % volatility" in how(made, "target_vol")
