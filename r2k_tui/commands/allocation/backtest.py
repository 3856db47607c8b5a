"""`r2k backtest`: the history of a rebalanced portfolio after costs, against the benchmark."""

from __future__ import annotations

from typing import Any

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.allocation.names import check_portfolios
from r2k_tui.commands.allocation.shared import ask, failed, finish, head, number_rows
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import number
from r2k_tui.model.allocation.backtest import Backtest
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.messages.allocation import BacktestReply, GetBacktest
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing.numbers import MISSING, percent

_FREQUENCIES = ("daily", "monthly", "quarterly", "drift")


def run(options: Options, portfolio: str, rebalance: str, cost_bp: float | None) -> int:
    """Print the backtest. Returns the exit status."""
    if rebalance and rebalance not in _FREQUENCIES:
        raise UsageError(f"--rebalance {rebalance}: expected one of {', '.join(_FREQUENCIES)}")
    if cost_bp is not None and not 0 <= cost_bp <= 1000:
        raise UsageError(f"--cost-bp {cost_bp:g}: expected 0 to 1000")
    check_portfolios(options, "--portfolio", (portfolio,))
    outcome = ask(options, GetBacktest(portfolio, rebalance, cost_bp), "backtest")
    if not isinstance(outcome.reply, BacktestReply):
        return failed(options, "backtest", outcome)
    backtest = outcome.reply.backtest
    if not options.json:
        span = f"{backtest.first} to {backtest.last}, {backtest.n_returns} returns"
        head(outcome, f"{backtest.portfolio}, {backtest.rebalance}, {backtest.cost_bp:g} bp, {span}")
        _print(backtest)
    return finish(options, "backtest", outcome, as_json(backtest), backtest.problems)


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


def _print(backtest: Backtest) -> None:
    how = (
        f"weights from the {plural(backtest.lookback_years, 'year')} before each rebalance"
        if backtest.walk_forward
        else "fixed weights"
    )
    mix = ", ".join(f"{symbol} {percent(share, 0, sign=False)}" for symbol, share in backtest.benchmark.items())
    print(f"{how}; {backtest.rebalances} rebalances; benchmark {mix}\n")
    own, rival = backtest.figures, backtest.benchmark_figures
    pairs = (own, rival)
    number_rows(
        [
            ("after costs", backtest.portfolio, "benchmark"),
            ("growth a year", *(percent(f.cagr) for f in pairs)),
            ("volatility", *(percent(f.vol, sign=False) for f in pairs)),
            ("Sharpe", *(_ratio(f.sharpe) for f in pairs)),
            ("Sortino", *(_ratio(f.sortino) for f in pairs)),
            ("CVaR 95, a day", *(percent(f.cvar95, sign=False) for f in pairs)),
            ("CDaR 95", *(percent(f.cdar95, sign=False) for f in pairs)),
            ("max drawdown", *(percent(f.maxdd) for f in pairs)),
            ("  from", *(f.maxdd_peak or MISSING for f in pairs)),
            ("  to", *(f.maxdd_trough or MISSING for f in pairs)),
            ("turnover a year", *(percent(f.turnover, 1, sign=False) for f in pairs)),
            ("costs in all", *(percent(f.cost, sign=False) for f in pairs)),
            ("beta", _ratio(backtest.beta), ""),
        ]
    )
    print()
    years = [(y, percent(r, 1), percent(rival.years.get(y), 1)) for y, r in own.years.items()]
    number_rows([("year", backtest.portfolio, "benchmark"), *years])


def _ratio(value: float | None) -> str:
    return MISSING if value is None else f"{value:.2f}"
