"""Allocation study: every portfolio, the frontier, and the cost of the small-cap floor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec
import numpy as np

from r2k_tui.analytics.portfolio.measures import cvar, volatility
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.config.sections.allocation.names import BY_RULE, IN_SAMPLE, WITHOUT_RISKLESS
from r2k_tui.engine.allocation.protocol import Allocate
from r2k_tui.engine.allocation.solver import mean_risk
from r2k_tui.engine.allocation.solver.moments import AnnualMoments, riskless
from r2k_tui.engine.allocation.solver.reasons import CannotSolve, Undefined, percent
from r2k_tui.engine.allocation.studies.estimates import prior_words
from r2k_tui.engine.allocation.studies.evidence import baseline_of, with_evidence
from r2k_tui.engine.allocation.studies.hedges import hedges
from r2k_tui.engine.allocation.studies.measures import excess_ratio, known, measured
from r2k_tui.engine.allocation.studies.methods import POLICY_RETURN
from r2k_tui.engine.allocation.studies.tilt_frontier import tilt_frontier
from r2k_tui.engine.allocation.studies.walk_forward import (
    WALKED,
    configured_floor,
    in_sample,
    tilt_tests,
    walk_forward,
    why_absent,
)
from r2k_tui.engine.allocation.studies.workspace import ReportProgress, Workspace
from r2k_tui.model.allocation.frontier import FrontierPoint
from r2k_tui.model.allocation.portfolio import Constraints, OptimalPortfolio, SleeveRange
from r2k_tui.model.allocation.study import AllocationStudy, Correlations
from r2k_tui.model.allocation.tilt import TiltFigures, TiltPoint
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.money.currency import CASH

_SWEEP = 10
_TWINS = 0.9999
HOW = {
    "min_vol": "least volatility, in sample",
    "max_sharpe": "greatest Sharpe ratio, in sample",
    "min_cvar95": "least one-day CVaR 95, in sample",
    "min_cdar": "least CDaR 95 of the weekly sum of returns, in sample",
    "hrp": "hierarchical risk parity inside each sleeve, in sample",
    "risk_parity": "equal risk contributions inside each sleeve, in sample",
    "max_diversification": "greatest diversification ratio, in sample",
    "target_vol": "greatest return with at most the target volatility, in sample",
    "target_return": "least volatility with at least the target return, in sample",
    "min_te": "least tracking error with at least the target return, in sample",
    "max_ir": "greatest information ratio, in sample",
    "equal": "the policy mix: equal weights inside each sleeve",
    "own": "your own",
}


def study(workspace: Workspace, task: Allocate, report: ReportProgress) -> AllocationStudy:
    """Full allocation study. A portfolio without a solution is None and adds a problem.

    Raises Cancelled; CannotSolve if the turnover limit allows no weights within the limits.
    """
    workspace.frictions.check(workspace.limits)
    names = workspace.settings.names
    steps = len(names) + 1 + _SWEEP + len(WALKED)
    problems: list[Problem] = []
    moments: AnnualMoments | None = None
    try:
        moments = workspace.moments()
    except CannotSolve as error:
        few = len(workspace.panel.days) <= len(workspace.members)
        problems.append(Problem("", "too_short" if few else "no_weights", str(error)))
    problems += _riskless_notes(workspace, moments) + _notes(workspace)
    portfolios: dict[str, OptimalPortfolio | None] = {}
    for done, name in enumerate(names):
        report(done, steps, name)
        portfolios[name] = _portfolio(workspace, name, moments, problems)
    report(len(names), steps, "frontier")
    portfolios = with_evidence(workspace, portfolios)
    problem, panel = workspace.problem, workspace.panel
    found = AllocationStudy(
        universe=workspace.members,
        first=str(panel.days[0]),
        last=str(panel.days[-1]),
        n_returns=len(panel.days),
        risk_free=workspace.mean_rate(panel.days),
        constraints=_constraints(workspace),
        portfolios=portfolios,
        frontier=_frontier(workspace, moments, problems),
        tilt_cost=_tilt(workspace, moments, report, steps),
        tilt_frontier=tilt_frontier(workspace, moments),
        tilt_test=tilt_tests(workspace, lambda done: report(steps - len(WALKED) + done, steps, "test of the tilt"))
        if moments is not None
        else (),
        correlations=_correlations(workspace, problems),
        hedges=hedges(workspace, portfolios.get("own") or portfolios.get(task.target)),
        small=problem.small,
        benchmark=problem.benchmark,
        expected_return=workspace.settings.expected_return,
        covariance=workspace.settings.covariance,
        problems=tuple(problems),
        baseline=baseline_of(portfolios),
        walk_forward_absent=""
        if any(one and one.walk_forward for one in portfolios.values())
        else why_absent(workspace),
    )
    report(steps, steps, "done")
    return found


def _riskless_notes(workspace: Workspace, moments: AnnualMoments | None) -> list[Problem]:
    """Notes on riskless members: which portfolios include them."""
    if moments is None:
        return []
    names = [symbol for symbol, flag in zip(workspace.members, riskless(moments), strict=True) if flag]
    if not names:
        return []
    left = ", ".join(WITHOUT_RISKLESS)
    others = ", ".join(name for name in workspace.settings.built_in if name not in WITHOUT_RISKLESS)
    words = (
        f"{_alike(names)}: {others} take it as any other; "
        f"{left} leave it out as far as its sleeve and floor allow, for they divide by its risk"
    )
    return [Problem(names[0], "note", words)]


def _alike(names: list[str]) -> str:
    if names == [CASH]:
        return "cash has no risk"
    return f"{', '.join(names)} hardly {'varies' if len(names) == 1 else 'vary'}, as cash does"


def _notes(workspace: Workspace) -> list[Problem]:
    """Notes on settings that have no effect, or not on every portfolio."""
    settings, found = workspace.settings, []
    asked = [
        ("turnover_limit", settings.turnover_limit is not None),
        ("cost_in_objective", settings.cost_in_objective),
    ]
    names = [name for name, wanted in asked if wanted]
    if names and not workspace.problem.current:
        effect = "has no effect" if len(names) == 1 else "have no effect"
        found.append(f"nothing is held: {' and '.join(names)} {effect}")
    elif names:
        verb = "applies" if len(names) == 1 else "apply"
        found.append(
            f"{' and '.join(names)} {verb} to the step from the current holdings: not to the walk-forward, the "
            f"frontier, {', '.join(BY_RULE)}"
        )
    prior = prior_words(settings, workspace.members)
    return [Problem("", "note", words) for words in (*found, prior) if words]


def how(workspace: Workspace, name: str) -> str:
    """Method behind the weights of a portfolio, with the target it meets."""
    settings = workspace.settings
    words = HOW.get(name, f"yours: {name}")
    if name == "target_vol" and settings.target_volatility is not None:
        return words.replace("the target volatility", f"{percent(settings.target_volatility)} volatility")
    if name in ("target_return", "min_te") and settings.target_return is not None:
        return words.replace("the target return", f"{percent(settings.target_return)} return")
    return words.replace("the target return", POLICY_RETURN) if name == "min_te" else words


def _portfolio(
    workspace: Workspace, name: str, moments: AnnualMoments | None, problems: list[Problem]
) -> OptimalPortfolio | None:
    if moments is None and not workspace.is_fixed(name):
        return None
    if name in workspace.mix_names and name not in workspace.problem.mixes:
        return None  # Whoever built the problem says which symbol has no prices, and why.
    if name in workspace.mix_names and name not in workspace.problem.mixes:
        return None  # its symbols without prices are named where the problem is built
    try:
        weights = workspace.weights(name, moments)
        found = measured(workspace, weights, moments, how(workspace, name))
        if name not in IN_SAMPLE:
            return found
        return msgspec.structs.replace(
            found, in_sample=in_sample(workspace, found), walk_forward=walk_forward(workspace, name)
        )
    except CannotSolve as error:
        kind = "note" if isinstance(error, Undefined) else "no_weights"
        kind = "no_holdings" if name == "own" and not workspace.problem.own else kind
        problems.append(Problem("", kind, f"{name}: {error}"))
        return None


def _constraints(workspace: Workspace) -> Constraints:
    limits, settings = workspace.limits, workspace.settings
    sleeves = tuple(
        SleeveRange(s.name, tuple(limits.symbols[i] for i in s.members), s.least, s.most) for s in limits.sleeves
    )
    floors = {symbol: float(low) for symbol, low in zip(limits.symbols, limits.lower, strict=True) if low > 0}
    return Constraints(settings.max_weight, sleeves, floors)


def _frontier(
    workspace: Workspace, moments: AnnualMoments | None, problems: list[Problem]
) -> tuple[FrontierPoint, ...]:
    if moments is None:
        return ()
    try:
        rows = mean_risk.frontier(moments, workspace.limits)
    except CannotSolve as error:
        problems.append(Problem("", "no_weights", f"frontier: {error}"))
        return ()
    return tuple(
        FrontierPoint(float(moments.mu @ row), volatility(row, moments.covariance), workspace.named(row))
        for row in rows
    )


def _tilt(
    workspace: Workspace, moments: AnnualMoments | None, report: ReportProgress, steps: int
) -> tuple[TiltPoint, ...]:
    small = workspace.problem.small
    if moments is None or small not in workspace.members:
        return ()
    place = workspace.members.index(small)
    sleeve = next(s for s in workspace.limits.sleeves if place in s.members)
    others = float(workspace.limits.lower[sleeve.members].sum()) - float(workspace.limits.lower[place])
    points, rates = [], workspace.rates(workspace.panel.days)
    before = steps - _SWEEP - len(WALKED)
    grid = {*np.linspace(0.0, sleeve.most - others, _SWEEP).round(12).tolist(), round(configured_floor(workspace), 12)}
    for step, floor in enumerate(sorted(grid)):
        report(min(before + step, before + _SWEEP - 1), steps, "cost of tilt")
        limits = workspace.limits.with_floor(small, floor)
        best = _figures(partial(mean_risk.max_sharpe, moments, limits, moments.risk_free), moments, rates)
        calmest = _figures(partial(mean_risk.min_vol, moments, limits), moments, rates)
        points.append(TiltPoint(floor, best, calmest))
    return tuple(points)


def _figures(solve: Callable[[], Floats], moments: AnnualMoments, rates: float | Floats) -> TiltFigures | None:
    try:
        weights = solve()
    except CannotSolve:
        return None
    ret, vol = float(moments.mu @ weights), volatility(weights, moments.covariance)
    daily = moments.returns @ weights
    return TiltFigures(ret, vol, excess_ratio(ret, vol, daily, rates), cvar(daily))


def _correlations(workspace: Workspace, problems: list[Problem]) -> Correlations:
    returns = workspace.panel.columns(workspace.members)
    if len(returns) < 2:
        return Correlations(workspace.members, ())
    gaps = returns - returns.mean(axis=0)
    size = np.sqrt((gaps * gaps).sum(axis=0))
    scale = np.outer(size, size)
    matrix = np.full(scale.shape, np.nan)
    np.divide(gaps.T @ gaps, scale, out=matrix, where=scale > 1e-20)
    matrix = np.clip(matrix, -1.0, 1.0)
    # Two returns of any two symbols lie on a line.
    alike = np.triu(matrix, 1) > _TWINS if len(returns) > 2 else np.zeros_like(matrix, dtype=np.bool_)
    for i, j in zip(*np.nonzero(alike), strict=True):
        pair = f"{workspace.members[i]} and {workspace.members[j]}"
        problems.append(
            Problem(workspace.members[j], "note", f"{pair} move as one: how much of each is not determined")
        )
    return Correlations(workspace.members, tuple(tuple(known(value) for value in row) for row in matrix.tolist()))
