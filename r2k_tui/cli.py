"""The commands and their options; what each of them does is in `commands`."""

# ruff: noqa: E402
from __future__ import annotations

import gc
import os
import sys

from r2k_tui.commands.shared import interrupts

# What follows takes a tenth of a second to load.
interrupts.end_at_once()

from pathlib import Path
from typing import Annotated, Optional

import typer

from r2k_tui import __version__
from r2k_tui.commands.shared.options import Options, ViewOptions, common

# What a shell says of a command that Ctrl+C has ended.
_INTERRUPTED = 130
app = typer.Typer(
    name="r2k",
    help="The terminal monitor of the Russell 2000.",
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
@common
def monitor(
    options: Options,
    ctx: typer.Context,
    view: Annotated[str, typer.Option("--view", help="The view to begin with.")] = "dashboard",
    symbols: Annotated[str, typer.Option("--symbols", help="A list for this run, as A,B,C.")] = "",
    ascii_only: Annotated[bool, typer.Option("--ascii", help="Draw with ASCII alone.")] = False,
    no_mouse: Annotated[bool, typer.Option("--no-mouse", help="Leave the mouse to the terminal.")] = False,
    low_bandwidth: Annotated[bool, typer.Option("--low-bandwidth", help="Send little, in 16 colors.")] = False,
    kiosk: Annotated[bool, typer.Option("--kiosk", help="For a forced command: nothing is written.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Say the version and end.")] = False,
) -> int:
    """The monitor: a terminal with its own engine."""
    ctx.obj = options
    if version:
        print(f"r2k {__version__}")
        return 0
    if ctx.invoked_subcommand is not None:
        return 0
    from r2k_tui.commands.monitor.command import run

    return run(options, ViewOptions(view, symbols, ascii_only, no_mouse, low_bandwidth, kiosk))


@app.command()
@common
def snapshot(
    options: Options,
    symbols: Annotated[Optional[list[str]], typer.Argument(help="Symbols; the watchlist without any.")] = None,  # noqa: UP045
) -> int:
    """Quotes, feed state, gauge and score: one look, no screen."""
    from r2k_tui.commands.snapshot import run

    return run(options, symbols or [])


@app.command()
@common
def readings(
    options: Options,
    symbols: Annotated[Optional[list[str]], typer.Argument(help="Symbols; the index without any.")] = None,  # noqa: UP045
    keys: Annotated[str, typer.Option("--keys", help="Only these, as a,b,c.")] = "",
) -> int:
    """Every reading: value, unit, window, n, day, definition."""
    from r2k_tui.commands.readings import run

    return run(options, symbols or [], keys)


study = typer.Typer(help="What followed large gains and states of gauge and score; risk.", no_args_is_help=True)
app.add_typer(study, name="study")


@study.command()
@common
def followthrough(
    options: Options,
    symbol: Annotated[str, typer.Option("--symbol", help="The index without it.")] = "",
    threshold: Annotated[float, typer.Option("--threshold", help="Least return of a month, a fraction.")] = 0.10,
    start: Annotated[str, typer.Option("--start", help="First month, YYYY-MM.")] = "",
    end: Annotated[str, typer.Option("--end", help="Last month, YYYY-MM.")] = "",
) -> int:
    """What followed calendar months of a large gain, beside what followed any month."""
    from r2k_tui.commands.study.command import follow_through

    return follow_through(options, symbol, threshold, start, end)


@study.command()
@common
def states(
    options: Options,
    symbol: Annotated[str, typer.Option("--symbol", help="The index without it.")] = "",
) -> int:
    """What followed the zones of gauge and score, and record closes, breakouts, channels, OBV slopes."""
    from r2k_tui.commands.study.command import states as run

    return run(options, symbol)


@study.command()
@common
def risk(
    options: Options,
    symbol: Annotated[str, typer.Option("--symbol", help="The index without it.")] = "",
) -> int:
    """The cone of volatility, the ten deepest drawdowns, and dated episodes of stress."""
    from r2k_tui.commands.study.command import risk as run

    return run(options, symbol)


@app.command()
@common
def universe(
    options: Options,
    what: Annotated[str, typer.Argument(help="show | import FILE | movers | breadth")] = "show",
    file: Annotated[Optional[Path], typer.Argument(help="Of import: an export of iShares, or closes.")] = None,  # noqa: UP045
) -> int:
    """The members of the index: breadth, sectors, movers, contribution."""
    if what == "import":
        from r2k_tui.commands.universe.importing import run as take_in

        return take_in(options, file)
    from r2k_tui.commands.universe.command import run

    return run(options, what)


@study.command()
@common
def policy(options: Options) -> int:
    """Small caps against large ones after cuts and rises of the policy rate, by regime, by curve."""
    from r2k_tui.commands.study.policy import run

    return run(options)


@app.command()
@common
def thesis(options: Options) -> int:
    """The ledger of claims with verdicts, computed."""
    from r2k_tui.commands.thesis import run

    return run(options)


@app.command()
@common
def history(
    options: Options,
    symbol: Annotated[str, typer.Argument(help="One symbol.")],
    interval: Annotated[str, typer.Option("--interval", help="1m 5m 15m 30m 1h 1d")] = "1d",
    range_: Annotated[str, typer.Option("--range", help="1d 5d 1m 6m ytd 1y 5y max")] = "max",
) -> int:
    """The bars of a symbol, as CSV or JSON."""
    from r2k_tui.commands.history import run

    return run(options, symbol, interval, range_)


@app.command()
@common
def allocate(
    options: Options,
    target: Annotated[str, typer.Option("--target", help="The portfolio to trade to.")] = "",
) -> int:
    """Portfolios within your limits, the frontier, what the small-cap tilt costs, and the trades."""
    from r2k_tui.commands.allocation.allocate import run

    return run(options, target)


@app.command()
@common
def backtest(
    options: Options,
    portfolio: Annotated[str, typer.Option("--portfolio", help="min_vol | max_sharpe | … | equal | own")] = "",
    rebalance: Annotated[str, typer.Option("--rebalance", help="daily | monthly | quarterly | drift")] = "",
    cost_bp: Annotated[Optional[float], typer.Option("--cost-bp", help="Of what is traded.")] = None,  # noqa: UP045
) -> int:
    """A portfolio through its history: weights from data before each day, rebalanced, after costs."""
    from r2k_tui.commands.allocation.backtest import run

    return run(options, portfolio, rebalance, cost_bp)


@app.command()
@common
def simulate(
    options: Options,
    portfolio: Annotated[str, typer.Option("--portfolio", help="min_vol | max_sharpe | … | equal | own")] = "",
    years: Annotated[int, typer.Option("--years", help="How far.")] = 30,
    paths: Annotated[int, typer.Option("--paths", help="How many futures.")] = 10_000,
    block: Annotated[int, typer.Option("--block", help="Sessions in a row from one stretch.")] = 63,
    seed: Annotated[int, typer.Option("--seed", help="The same seed draws the same.")] = 1,
    start: Annotated[Optional[float], typer.Option("--start", help="Dollars; what is held without it.")] = None,  # noqa: UP045
    contribution: Annotated[float, typer.Option("--contribution", help="Dollars a year paid in.")] = 0.0,
    withdrawal: Annotated[float, typer.Option("--withdrawal", help="Dollars a year drawn.")] = 0.0,
) -> int:
    """Futures of a portfolio by block bootstrap: percentiles by year, chance of loss and of ruin."""
    from r2k_tui.commands.allocation.simulate import run
    from r2k_tui.model.messages.allocation import GetSimulation

    return run(options, GetSimulation(portfolio, years, paths, block, seed, start, contribution, withdrawal))


@app.command()
@common
def alerts(
    options: Options,
    what: Annotated[str, typer.Argument(help="list | log | test")] = "list",
    name: Annotated[str, typer.Argument(help="Of test: the alert.")] = "",
) -> int:
    """The alerts as they stand, what has fired, and a try whether it is heard."""
    from r2k_tui.commands.alerts import run

    return run(options, what, name)


@app.command()
@common
def engine(
    options: Options,
    publish: Annotated[str, typer.Option("--publish", help="Serve the terminals of a hub at this address.")] = "",
    right: Annotated[
        bool,
        typer.Option(
            "--i-have-the-right-to-redistribute", help="You may pass the data of this source on to other people."
        ),
    ] = False,
) -> int:
    """An engine without a screen; with --publish it serves a hub."""
    from r2k_tui.commands.serve.engine import run

    return run(options, publish, right)


@app.command()
@common
def web(
    options: Options,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8000,
    anyone: Annotated[
        bool,
        typer.Option("--anyone-on-the-network-may-use-it", help="Listen beyond this machine, without encryption."),
    ] = False,
    pages: Annotated[int, typer.Option("--pages", min=1, max=100, help="At most so many at once.")] = 8,
) -> int:
    """The monitor in a browser."""
    from r2k_tui.commands.serve.web import run

    return run(options, host, port, anyone, pages)


@app.command()
@common
def config(
    options: Options,
    what: Annotated[str, typer.Argument(help="path | init | show | check | default")] = "show",
    edit: Annotated[bool, typer.Option("--edit", help="Of path: open the file in your editor.")] = False,
) -> int:
    """Where the settings are, what they are, whether they are right."""
    from r2k_tui.commands.config import run

    return run(options, what, edit=edit)


@app.command()
@common
def doctor(options: Options) -> int:
    """What works here: terminal, locale, colours, network, sources, store, clock, versions."""
    from r2k_tui.commands.doctor.command import run

    return run(options)


def main() -> None:
    """Entry point of `r2k`. Exit status: 0 all, 1 part, 2 usage or settings, 3 no data, 4 a defect."""
    # What is loaded at the start stays for ever: looking for garbage in it only delays the first paint.
    gc.disable()
    from r2k_tui.bootstrap.errors import HubUnavailable, UsageError
    from r2k_tui.commands.shared import streams
    from r2k_tui.config.errors import ConfigError

    try:
        streams.prepare()
        interrupts.raise_again()
        app()
    except HubUnavailable as error:
        _end(3, f"r2k: {error}")
    except (ConfigError, UsageError) as error:
        _end(2, f"r2k: {error}")
    except streams.CannotWrite as error:
        streams.to_nowhere()
        _end(1, f"r2k: stdout cannot be written: {streams.reason(error)}")
    except KeyboardInterrupt:
        streams.to_nowhere()
        _end(_INTERRUPTED)
    except SystemExit as end:
        # Whoever should read the rest may have stopped reading: an interrupted command must not wait for them.
        if end.code == _INTERRUPTED:
            streams.to_nowhere()
        raise
    except Exception as error:
        print(f"r2k: a defect in R2K: {type(error).__name__}: {error}", file=sys.stderr)
        print("r2k: run it again with R2K_DEBUG=1 for the whole story", file=sys.stderr)
        if os.environ.get("R2K_DEBUG"):
            raise
        sys.exit(4)
    finally:
        interrupts.end_at_once()


def _end(status: int, words: str = "") -> None:
    if words:
        print(words, file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
