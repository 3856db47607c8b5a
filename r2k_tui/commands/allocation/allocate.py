"""`r2k allocate`: portfolios within the limits, the frontier, the cost of the tilt, the trades to the target."""

from __future__ import annotations

import math
from typing import Any

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.allocation import frontiers
from r2k_tui.commands.allocation.names import check_portfolios
from r2k_tui.commands.allocation.shared import ask, failed, finish, head, number_rows, say
from r2k_tui.commands.allocation.trades import STDOUT, check_file, print_trades, write_trades
from r2k_tui.commands.shared.options import Options
from r2k_tui.model.allocation.frontier import ResampledFrontier
from r2k_tui.model.allocation.portfolio import OptimalPortfolio
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.allocation.tilt import TiltDifference, TiltFigures
from r2k_tui.model.messages.allocation.portfolios import AllocationReply, GetAllocation, GetResampledFrontier
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.numbers import MISSING, percent, ratio
from r2k_tui.ui.views.allocation.drawing.future import stress_by_portfolio
from r2k_tui.ui.views.allocation.drawing.headline import headline
from r2k_tui.ui.views.allocation.drawing.hedges import futures_lines, hedge_lines
from r2k_tui.ui.views.allocation.drawing.samples import sample_lines
from r2k_tui.ui.views.allocation.drawing.versus import versus_lines

_WIDTH = 80
# Portfolios in one table: more stand in a table below, so that lines stay within 80 columns.
_WEIGHTS_EACH, _MEASURES_EACH = 7, 5


def run(options: Options, target: str, hedge: float | None, trades_csv: str = "") -> int:
    """Print the allocation, and write its trades to `trades_csv`; with "-", only these. Returns the exit status."""
    if trades_csv == STDOUT and options.json:
        raise UsageError("--trades-csv - writes to stdout, and so does --json: name a file")
    if hedge is not None and not math.isfinite(hedge):
        raise UsageError(f"--hedge {hedge}: expected an amount in dollars")
    check_file(trades_csv)
    check_portfolios(options, "--target", (target,))
    outcome = ask(options, GetAllocation(target, hedge), "allocate", GetResampledFrontier())
    if not isinstance(outcome.reply, AllocationReply):
        return failed(options, "allocate", outcome)
    study, resampled = outcome.reply.study, frontiers.resampled_of(outcome.more)
    if trades_csv:
        write_trades(study, trades_csv, simulated=outcome.snapshot.facts.simulated)
    if not options.json and trades_csv != STDOUT:
        head(
            outcome,
            f"{plural(len(study.universe), 'member')}, {study.n_returns} returns, {study.first} to {study.last}",
        )
        _print(study, resampled)
    data = {**as_json(study), "resampled_frontier": frontiers.as_json(resampled, study)}
    return finish(options, "allocate", outcome, data, (*study.problems, *frontiers.problems_of(outcome.more)))


def as_json(study: AllocationStudy) -> dict[str, Any]:
    """The data of the JSON report."""
    whole: dict[str, Any] = msgspec.to_builtins(study)
    for name in ("type", "problems", "source"):
        whole.pop(name, None)
    plan = whole.pop("plan") or {}
    whole["trades"] = plan.pop("trades", [])
    whole["plan"] = plan or None
    return whole


def _print(study: AllocationStudy, resampled: ResampledFrontier | None) -> None:
    rate = f"risk-free {percent(study.risk_free, sign=False)} ({study.risk_free_from})"
    target = study.plan.target if study.plan is not None else study.baseline
    say(headline(study, target))
    say(f"expected returns: {study.expected_return}; covariance: {study.covariance}; {rate}")
    print()
    solved = {name: portfolio for name, portfolio in study.portfolios.items() if portfolio is not None}
    for part in _parts(solved, _WEIGHTS_EACH):
        _print_weights(part)
        print()
    for part in _parts(solved, _MEASURES_EACH):
        _print_measures(part)
        print()
    if any(p.in_sample for p in solved.values()):
        print("in sample: weights are optimized on the returns they are measured on")
    _print_evidence(study, target)
    if study.frontier:
        first, last = study.frontier[0], study.frontier[-1]
        ends = " to ".join(f"{percent(p.ret, sign=False)} at {percent(p.vol, sign=False)}" for p in (first, last))
        print()
        say(f"frontier: {len(study.frontier)} points (in sample), from {ends} volatility")
    if resampled is not None:
        frontiers.print_resampled(resampled, study)
    _print_tilt(study)
    frontiers.print_tilt(study.tilt_frontier)
    _print_stress(study)
    print_trades(study)
    _print_hedges(study)


def _parts(portfolios: dict[str, OptimalPortfolio], each: int) -> list[dict[str, OptimalPortfolio]]:
    """The portfolios in tables of at most `each`, of about one size."""
    names, count = list(portfolios), max(1, -(-len(portfolios) // each))
    size = -(-len(names) // count)
    return [{name: portfolios[name] for name in names[i : i + size]} for i in range(0, len(names), size)]


def _print_weights(portfolios: dict[str, OptimalPortfolio]) -> None:
    symbols = list(dict.fromkeys(symbol for portfolio in portfolios.values() for symbol in portfolio.weights))
    number_rows(
        [
            ("weights", *portfolios),
            *((s, *(percent(p.weights.get(s, 0.0), 1, sign=False) for p in portfolios.values())) for s in symbols),
        ]
    )


def _print_measures(portfolios: dict[str, OptimalPortfolio]) -> None:
    held = list(portfolios.values())
    number_rows(
        [
            ("a year", *portfolios),
            ("", *("in sample" if p.in_sample else "" for p in held)),
            ("return", *(percent(p.ret) for p in held)),
            ("volatility", *(percent(p.vol, sign=False) for p in held)),
            ("Sharpe", *(ratio(p.sharpe) for p in held)),
            ("Sortino", *(ratio(p.sortino) for p in held)),
            ("CVaR 95, a day", *(percent(p.cvar95, sign=False) for p in held)),
            ("CDaR 95", *(percent(p.cdar95, sign=False) for p in held)),
            ("max drawdown", *(percent(p.maxdd) for p in held)),
            ("  from", *(p.maxdd_peak or MISSING for p in held)),
            ("  to", *(p.maxdd_trough or MISSING for p in held)),
            ("beta", *(ratio(p.beta) for p in held)),
            ("diversification", *(ratio(p.diversification_ratio) for p in held)),
            ("turnover to it", *(percent(p.turnover, 1, sign=False) for p in held)),
        ]
    )


def _print_evidence(study: AllocationStudy, target: str) -> None:
    """In sample beside out of sample, then each portfolio against the benchmark."""
    print()
    say(_SAMPLES)
    _print_lines([*sample_lines(study, target, _WIDTH)])
    _print_lines([((f"\n{_VERSUS}", ""),), *versus_lines(study, target, _WIDTH)])


_SAMPLES = "in sample (the weights were chosen on it) and out of sample (walk-forward)"
_VERSUS = "against the benchmark"


def _print_lines(lines: list[Line]) -> None:
    for line in lines:
        print("".join(text for text, _ in line).rstrip())


def _print_tilt(study: AllocationStudy) -> None:
    if not study.tilt_cost:
        return
    print(f"\ncost of the tilt: {study.small} minimum weight (in sample)")
    number_rows(
        [
            ("floor", "best Sharpe", "its volatility", "its CVaR", "least volatility", "its Sharpe"),
            *(
                (
                    percent(point.floor, 1, sign=False),
                    ratio(point.max_sharpe.sharpe if point.max_sharpe else None, 4),
                    *_risk(point.max_sharpe),
                    percent(point.min_vol.vol if point.min_vol else None, sign=False),
                    ratio(point.min_vol.sharpe if point.min_vol else None, 4),
                )
                for point in study.tilt_cost
            ),
        ]
    )
    _print_tilt_test(study)


def _print_tilt_test(study: AllocationStudy) -> None:
    if not study.tilt_test:
        return
    first = study.tilt_test[0]
    share = percent(first.floor, 0, sign=False)
    span = f"{first.first} to {first.last}"
    print()
    say(f"out of sample: {first.small} at least {share} less no floor, {span}, {first.how}")
    number_rows(
        [
            ("portfolio", *(f"{name}, 90 %" for name in _TILT_MEASURES.values())),
            *((test.portfolio, *(_tilt_difference(row) for row in test.differences)) for test in study.tilt_test),
        ]
    )
    say(f"above 0 is better; stationary bootstrap, mean block {first.block}, {first.draws} draws, seed {first.seed}")


_TILT_MEASURES = {"sharpe": "Sharpe", "maxdd": "max drawdown", "cvar95": "CVaR 95, a day"}


def _tilt_difference(row: TiltDifference) -> str:
    text = ratio if row.measure == "sharpe" else percent
    return f"{text(row.difference)} ({text(row.low)} to {text(row.high)})"


def _risk(figures: TiltFigures | None) -> tuple[str, str]:
    if figures is None:
        return MISSING, MISSING
    return percent(figures.vol, sign=False), percent(figures.cvar95, sign=False)


def _print_stress(study: AllocationStudy) -> None:
    """Stress episodes by portfolio, where the user has named portfolios."""
    if not study.stress_of:
        return
    target = study.plan.target if study.plan else "equal"
    print("\nstress episodes on constant weights")
    for line in stress_by_portfolio(study, "own" if study.portfolios.get("own") else target, _WIDTH):
        print("".join(text for text, _ in line).rstrip())


def _print_hedges(study: AllocationStudy) -> None:
    lines = hedge_lines(study.hedges) if study.hedges else []
    if study.futures is not None:
        lines += futures_lines(study.futures, _WIDTH)
    print()
    _print_lines(lines)
