"""The pages of view 5 as tables: unrounded figures, with source and sample."""

from __future__ import annotations

from collections.abc import Sequence

from r2k_tui.model.allocation.frontier import ResampledFrontier, is_equivalent
from r2k_tui.model.allocation.simulation import Simulation
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.allocation.versus import ActiveFigures
from r2k_tui.model.factors.study import FactorStudy
from r2k_tui.model.rules.study import RuleDifference, RuleFigures, RuleResult, RuleStudy
from r2k_tui.ui.drawing.table_export import ExportCell, ExportTable

_Cells = tuple[ExportCell, ...]
_ACTIVE = ("active_return", "tracking_error", "information_ratio", "up_capture", "down_capture")
_RULE = ("cagr", "vol", "sharpe", "maxdd", "exposure", "trades", "turnover", "cost")
_DIFFERENCE = ("value", "low", "high", "within_noise")
_COEFFICIENT = ("factor", "value", "error", "t", "p", "ret", "risk")
_OUTCOME = ("year", "p5", "p25", "p50", "p75", "p95", "loss", "ruin", "beats_benchmark", "withdrawn")


def _fields(found: object, names: Sequence[str]) -> _Cells:
    return tuple(None if found is None else getattr(found, name) for name in names)


def rules_table(study: RuleStudy, *, simulated: bool) -> ExportTable:
    """One row a rule: what it holds, its figures, those of holding, the differences, and how many were tried."""
    header = (
        *("rule", "title", "asset", "position", "since", "decided", "next_decision", "first", "last", "returns"),
        *_RULE,
        *(f"hold_{name}" for name in _RULE),
        *(f"sharpe_difference_{name}" for name in _DIFFERENCE),
        *(f"return_difference_{name}" for name in _DIFFERENCE),
        *("probabilistic_sharpe", "deflated_sharpe", "tried", "cost_bp", "source", "simulated"),
    )
    return ExportTable(header, [(*_rule(rule, study), study.source, simulated) for rule in study.rules])


def _rule(rule: RuleResult, study: RuleStudy) -> _Cells:
    holds = ";".join(f"{symbol} {weight:g}" for symbol, weight in rule.signal.weights.items())
    signal = (holds, rule.signal.since, rule.signal.decided, study.next_decision)
    figures: tuple[RuleFigures, ...] = (rule.figures, rule.buy_and_hold)
    differences: tuple[RuleDifference, ...] = (rule.sharpe_difference, rule.return_difference)
    return (
        *(rule.name, rule.title, rule.asset, *signal, rule.first, rule.last, rule.n_returns),
        *(cell for one in figures for cell in _fields(one, _RULE)),
        *(cell for one in differences for cell in _fields(one, _DIFFERENCE)),
        *(rule.probabilistic_sharpe, rule.deflated_sharpe, study.tried, study.cost_bp),
    )


def factors_table(study: FactorStudy, *, simulated: bool) -> ExportTable:
    """One row a coefficient of each regression: alpha, then the betas."""
    header = (
        *("name", "model", *_COEFFICIENT, "r2_adjusted", "residual_vol", "first", "last", "months", "lag"),
        *("factors_source", "factors_last", "source", "simulated"),
    )
    origin = next(iter(study.origins), None)
    made = any(one.simulated for one in study.origins)
    of_factors = (origin.source, origin.last) if origin is not None else (None, None)
    rows: list[_Cells] = [
        (
            *(fit.name, study.model, *_fields(one, _COEFFICIENT), fit.r2_adjusted, fit.residual_vol),
            *(fit.first, fit.last, fit.n, fit.lag, *of_factors, study.source, simulated or made),
        )
        for fit in study.fits.values()
        for one in (fit.alpha, *fit.betas)
    ]
    return ExportTable(header, rows)


def versus_table(study: AllocationStudy, *, simulated: bool) -> ExportTable:
    """One row a portfolio: its weights held constant against the benchmark, then its walk-forward."""
    header = (
        *("portfolio", "benchmark", "active_share", *_ACTIVE, *(f"walk_forward_{name}" for name in _ACTIVE)),
        *("first", "last", "returns", "source", "simulated"),
    )
    mix = ";".join(f"{symbol} {share:g}" for symbol, share in study.benchmark.items())
    rows: list[_Cells] = []
    for name, portfolio in study.portfolios.items():
        found = portfolio.versus if portfolio is not None else None
        if found is not None:
            walked: ActiveFigures | None = found.walk_forward
            figures = (found.active_share, *_fields(found, _ACTIVE), *_fields(walked, _ACTIVE))
            rows.append((name, mix, *figures, found.first, found.last, found.n_returns, study.source, simulated))
    return ExportTable(header, rows)


def frontier_table(study: AllocationStudy, resampled: ResampledFrontier | None, *, simulated: bool) -> ExportTable:
    """Points of the frontier and of the resampled one, and every portfolio, each with its weights.

    `equivalent`: inside the statistically equivalent region; empty without a resampled frontier.
    """
    held = dict.fromkeys(symbol for one in study.portfolios.values() if one is not None for symbol in one.weights)
    symbols = tuple(dict.fromkeys((*study.universe, *held)))
    header = ("kind", "name", "return", "volatility", "equivalent", *symbols, "sample", "source", "simulated")
    points: list[tuple[str, str, float, float, dict[str, float]]] = [
        ("frontier", str(place), p.ret, p.vol, p.weights) for place, p in enumerate(study.frontier, 1)
    ]
    if resampled is not None:
        points += [("resampled", str(p.rank), p.ret, p.vol, p.weights) for p in resampled.points]
    points += [("portfolio", name, p.ret, p.vol, p.weights) for name, p in study.portfolios.items() if p is not None]
    end: _Cells = (f"{study.first} to {study.last}", study.source, simulated)
    rows: list[_Cells] = []
    for kind, name, ret, vol, weights in points:
        inside = is_equivalent(resampled.region, vol, ret) if resampled is not None else None
        rows.append((kind, name, ret, vol, inside, *(weights.get(symbol, 0.0) for symbol in symbols), *end))
    return ExportTable(header, rows)


def futures_table(found: Sequence[Simulation], *, simulated: bool) -> ExportTable:
    """One row a portfolio and year: percentiles of the value, and probabilities."""
    header = (
        "portfolio",
        *_OUTCOME,
        "start",
        "money",
        "currency",
        "paths",
        "seed",
        "first",
        "last",
        "source",
        "simulated",
    )
    rows: list[_Cells] = [
        (
            *(one.portfolio, *_fields(outcome, _OUTCOME), one.start, one.money, one.currency, one.paths, one.seed),
            *(one.first, one.last, one.source, simulated),
        )
        for one in found
        for outcome in one.outcomes
    ]
    return ExportTable(header, rows)
