"""`r2k backtest` and `r2k simulate` with their options."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from r2k_tui.commands.shared.declaration import common
from r2k_tui.commands.shared.options import Options

_PORTFOLIO = "min_vol | max_sharpe | … | equal | own, or one of yours; several at once: repeat it, or A,B."
PortfolioNames = Annotated[Optional[list[str]], typer.Option("--portfolio", help=_PORTFOLIO)]  # noqa: UP045


@common
def backtest(
    options: Options,
    portfolio: PortfolioNames = None,
    rebalance: Annotated[str, typer.Option("--rebalance", help="daily | monthly | quarterly | drift")] = "",
    cost_bp: Annotated[Optional[float], typer.Option("--cost-bp", help="Trading cost in basis points.")] = None,  # noqa: UP045
) -> int:
    """Backtest one to four portfolios side by side. Weights are walk-forward, rebalanced, after costs."""
    from r2k_tui.commands.allocation.backtest import run

    return run(options, portfolio or [], rebalance, cost_bp)


@common
def simulate(
    options: Options,
    portfolio: PortfolioNames = None,
    years: Annotated[Optional[int], typer.Option("--years", help="Horizon in years.")] = None,  # noqa: UP045
    paths: Annotated[Optional[int], typer.Option("--paths", help="Number of simulated paths.")] = None,  # noqa: UP045
    block: Annotated[int, typer.Option("--block", help="Block length in sessions.")] = 63,
    seed: Annotated[int, typer.Option("--seed", help="Random seed; equal seeds give equal paths.")] = 1,
    start: Annotated[Optional[float], typer.Option("--start", help="Start value; your holdings if omitted.")] = None,  # noqa: UP045
    contribution: Annotated[Optional[float], typer.Option("--contribution", help="Paid in per year.")] = None,  # noqa: UP045
    withdrawal: Annotated[Optional[float], typer.Option("--withdrawal", help="Withdrawn per year.")] = None,  # noqa: UP045
    withdraw_percent: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option("--withdraw-percent", help="Percent of the value withdrawn per year, instead of an amount."),
    ] = None,
    withdraw_linked: Annotated[
        Optional[bool],  # noqa: UP045
        typer.Option("--withdraw-linked", help="The withdrawal rises with --inflation."),
    ] = None,
    inflation: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option("--inflation", help="Inflation per year, as 0.025: results in today's money."),
    ] = None,
    mean: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option("--mean", help="Expected return per year, as 0.06, in place of history's."),
    ] = None,
    vol: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option("--vol", help="Volatility per year, as 0.12, in place of history's."),
    ] = None,
    glide: Annotated[
        str, typer.Option("--glide", help="NAME:YEARS, portfolio to move to and the years until it is held alone.")
    ] = "",
) -> int:
    """Simulate one to four portfolios by block bootstrap. Prints percentiles per year, chances of loss and ruin."""
    from r2k_tui.commands.allocation.simulate import glide_of, run
    from r2k_tui.model.messages.allocation.portfolios import GetSimulation

    request = GetSimulation(
        years=years,
        paths=paths,
        block_days=block,
        seed=seed,
        start=start,
        contribution=contribution,
        withdrawal=withdrawal,
        withdrawal_percent=withdraw_percent,
        linked=withdraw_linked,
        inflation=inflation,
        mean=mean,
        volatility=vol,
    )
    return run(options, portfolio or [], request, glide_of(glide))
