"""`r2k backtest`: the history of rebalanced portfolios after costs, against the benchmark and each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.allocation.names import check_portfolios, headings, several, unanswered
from r2k_tui.commands.allocation.shared import ask, failed, finish, head, number_rows, say
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import number
from r2k_tui.model.allocation.backtest import Backtest, BacktestDifference
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.messages.allocation.portfolios import BacktestReply, GetBacktest
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing.lines import wrapped
from r2k_tui.ui.drawing.numbers import MISSING, percent, ratio

_FREQUENCIES = ("daily", "monthly", "quarterly", "drift")
_MEASURES = {"sharpe": "Sharpe", "maxdd": "max drawdown", "cvar95": "CVaR 95, a day"}
# Columns of a text report, and those beside the names of its rows.
_WIDTH, _ROOM = 80, 64


def run(options: Options, portfolios: Sequence[str], rebalance: str, cost_bp: float | None) -> int:
    """Print the backtests. Returns the exit status."""
    if rebalance and rebalance not in _FREQUENCIES:
        raise UsageError(f"--rebalance {rebalance}: expected one of {', '.join(_FREQUENCIES)}")
    if cost_bp is not None and not 0 <= cost_bp <= 1000:
        raise UsageError(f"--cost-bp {cost_bp:g}: expected 0 to 1000")
    names = several(portfolios, "--portfolio")
    check_portfolios(options, "--portfolio", names)
    first, beside = names[0] if names else "", names[1:]
    outcome = ask(options, GetBacktest(first, rebalance, cost_bp, beside, intervals=bool(beside)), "backtest")
    if not isinstance(outcome.reply, BacktestReply):
        return failed(options, "backtest", outcome)
    reply, found = outcome.reply, (outcome.reply.backtest, *outcome.reply.beside)
    if not options.json:
        one = reply.backtest
        span = f"{one.first} to {one.last}, {one.n_returns} returns"
        how = f"{one.rebalance}, {one.cost_bp:g} bp"
        head(outcome, f"{one.portfolio}, {how}, {span}" if len(found) == 1 else f"{len(found)} portfolios, {how}")
        _print(found)
        _print_differences(reply.differences)
    data = as_json(reply.backtest) if not beside else together(found, reply.differences)
    problems = (*reply.backtest.problems, *unanswered(names, found, reply.backtest.problems))
    return finish(options, "backtest", outcome, data, problems)


def together(found: Sequence[Backtest], differences: Sequence[BacktestDifference]) -> dict[str, Any]:
    """The data of the JSON report on several portfolios: each as alone, and the days that all have in common."""
    first = found[0]
    return {
        "portfolios": {one.portfolio: as_json(one) for one in found},
        "common": {"first": first.first, "last": first.last, "n_returns": first.n_returns},
        "differences": [msgspec.to_builtins(one) for one in differences],
    }


def as_json(backtest: Backtest) -> dict[str, Any]:
    """The data of the JSON report: the path as a list of days."""
    columns = ("growth", "benchmark_growth", "rolling_sharpe")
    hidden = {"type", "problems", "source", "time", "decisions", *columns}
    whole: dict[str, Any] = {key: v for key, v in msgspec.to_builtins(backtest).items() if key not in hidden}
    days = [day_of_bar(time).isoformat() for time in memoryview(backtest.time).cast("q")]
    values = {name: memoryview(getattr(backtest, name)).cast("d") for name in columns}
    whole["path"] = [
        {"day": day, **{name: number(column[i]) for name, column in values.items()}} for i, day in enumerate(days)
    ]
    whole["decisions"] = [{"day": day, "weights": weights} for day, weights in backtest.decisions]
    return whole


def _print(found: Sequence[Backtest]) -> None:
    first, rival = found[0], found[0].benchmark_figures
    mix = ", ".join(f"{symbol} {percent(share, 0, sign=False)}" for symbol, share in first.benchmark.items())
    for one in found:
        name = f"{one.portfolio}: " if len(found) > 1 else ""
        end = f"; benchmark {mix}" if one is found[-1] else ""
        say(f"{name}{_weights(one)}; {one.rebalances} rebalances{end}")
    if len(found) > 1:
        print("all on the days that they have in common, so that figures can be compared:")
        print(f"{first.first} to {first.last}, {first.n_returns} returns")
    each = (*(one.figures for one in found), rival)
    names = [one.portfolio for one in found]
    heads, legend = headings(names, _ROOM // (len(found) + 1) - 2)
    print("\n".join(["", *legend]))
    number_rows(
        [
            ("after costs", *heads, "benchmark"),
            ("growth a year", *(percent(f.cagr) for f in each)),
            ("volatility", *(percent(f.vol, sign=False) for f in each)),
            ("Sharpe", *(ratio(f.sharpe) for f in each)),
            ("Sortino", *(ratio(f.sortino) for f in each)),
            ("CVaR 95, a day", *(percent(f.cvar95, sign=False) for f in each)),
            ("CDaR 95", *(percent(f.cdar95, sign=False) for f in each)),
            ("max drawdown", *(percent(f.maxdd) for f in each)),
            ("  from", *(f.maxdd_peak or MISSING for f in each)),
            ("  to", *(f.maxdd_trough or MISSING for f in each)),
            ("turnover a year", *(percent(f.turnover, 1, sign=False) for f in each)),
            ("costs in all", *(percent(f.cost, sign=False) for f in each)),
            ("beta", *(ratio(one.beta) for one in found), ""),
        ]
    )
    print()
    years = [(year, *(percent(f.years.get(year), 1) for f in each)) for year in first.figures.years]
    number_rows([("year", *heads, "benchmark"), *years])


def _weights(one: Backtest) -> str:
    if not one.walk_forward:
        return "fixed weights"
    return f"weights from the {plural(one.lookback_years, 'year')} before each rebalance"


def _print_differences(differences: Sequence[BacktestDifference]) -> None:
    if not differences:
        return
    rows = [("difference, 90 % interval", *_MEASURES.values())]
    for other in dict.fromkeys(one.other for one in differences):
        found = {one.measure: one for one in differences if one.other == other}
        rows.append((f"{differences[0].portfolio} - {other}", *(_interval(found.get(name)) for name in _MEASURES)))
    print()
    if sum(max(len(row[i]) for row in rows) + 2 for i in range(len(rows[0]))) <= _WIDTH + 2:
        number_rows(rows)
    else:
        for name, *cells in rows[1:]:
            print("\n".join(wrapped(f"{name}, difference and 90 % interval", _WIDTH)))
            number_rows([(f"  {measure}", cell) for measure, cell in zip(_MEASURES.values(), cells, strict=True)])
    print("above 0: the first is better; an interval that holds 0 is within noise")


def _interval(one: BacktestDifference | None) -> str:
    if one is None or one.difference is None:
        return MISSING
    values = (one.difference, one.low, one.high)
    found, low, high = (ratio(value, sign=True) if one.measure == "sharpe" else percent(value, 1) for value in values)
    return f"{found} ({low} to {high})"
