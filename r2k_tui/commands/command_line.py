"""Every command but the monitor, with its options. What each does is in the modules beside this one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from r2k_tui.commands.allocation.options import backtest, simulate
from r2k_tui.commands.factors.options import factors
from r2k_tui.commands.init.options import init
from r2k_tui.commands.notes.options import notes
from r2k_tui.commands.outlets import options as outlets
from r2k_tui.commands.portfolio.command import app as portfolio
from r2k_tui.commands.rules.options import rules
from r2k_tui.commands.shared.declaration import common
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.universe.options import universe

commands = typer.Typer(rich_markup_mode=None)


commands.command("init")(init)


@commands.command()
@common
def snapshot(
    options: Options,
    symbols: Annotated[Optional[list[str]], typer.Argument(help="Symbols; the watchlist if omitted.")] = None,  # noqa: UP045
) -> int:
    """Print quotes, feed state, risk gauge and momentum score once."""
    from r2k_tui.commands.snapshot import run

    return run(options, symbols or [])


@commands.command()
@common
def readings(
    options: Options,
    symbols: Annotated[Optional[list[str]], typer.Argument(help="Symbols; the index if omitted.")] = None,  # noqa: UP045
    keys: Annotated[str, typer.Option("--keys", help="Only these readings: a,b,c.")] = "",
) -> int:
    """Print every reading. Each has a value, unit, window, n, day and definition."""
    from r2k_tui.commands.readings import run

    return run(options, symbols or [], keys)


commands.command()(notes)

study = typer.Typer(help="Study returns and risk in the history.", no_args_is_help=True)
commands.add_typer(study, name="study")


@study.command()
@common
def followthrough(
    options: Options,
    symbol: Annotated[str, typer.Option("--symbol", help="Symbol; the index if omitted.")] = "",
    threshold: Annotated[float, typer.Option("--threshold", help="Minimum monthly return, as a fraction.")] = 0.10,
    start: Annotated[str, typer.Option("--start", help="First month, YYYY-MM.")] = "",
    end: Annotated[str, typer.Option("--end", help="Last month, YYYY-MM.")] = "",
) -> int:
    """Study returns after large monthly gains. Compares them with all months."""
    from r2k_tui.commands.study.command import follow_through

    return follow_through(options, symbol, threshold, start, end)


@study.command()
@common
def states(
    options: Options,
    symbol: Annotated[str, typer.Option("--symbol", help="Symbol; the index if omitted.")] = "",
) -> int:
    """Study returns after zones of gauge and score. Also after record closes, breakouts and other events."""
    from r2k_tui.commands.study.command import states as run

    return run(options, symbol)


@study.command()
@common
def risk(
    options: Options,
    symbol: Annotated[str, typer.Option("--symbol", help="Symbol; the index if omitted.")] = "",
) -> int:
    """Study volatility, drawdowns and stress. Prints the cone, the ten deepest drawdowns and stress episodes."""
    from r2k_tui.commands.study.command import risk as run

    return run(options, symbol)


commands.command()(universe)
outlets.add_to(commands)


commands.add_typer(portfolio, name="portfolio")


@study.command()
@common
def policy(options: Options) -> int:
    """Study small caps against large caps after rate moves. By regime and by yield curve."""
    from r2k_tui.commands.study.policy import run

    return run(options)


@study.command()
@common
def macro(options: Options) -> int:
    """Print every macro and valuation figure. Each has a value, unit, day, source and vintage."""
    from r2k_tui.commands.study.macro import run

    return run(options)


@commands.command()
@common
def thesis(options: Options) -> int:
    """Test every claim of the thesis ledger and print its verdict."""
    from r2k_tui.commands.thesis import run

    return run(options)


@commands.command()
@common
def brief(
    options: Options,
    since: Annotated[str, typer.Option("--since", help="open | close | YYYY-MM-DD: what counts as new.")] = "close",
    format_: Annotated[str, typer.Option("--format", help="text | md | json")] = "text",
) -> int:
    """Brief yourself in two minutes. Each sentence is made of readings, each number with its source and day."""
    from r2k_tui.commands.brief import run

    return run(options, since, format_)


@commands.command()
@common
def history(
    options: Options,
    symbol: Annotated[str, typer.Argument(help="Symbol.")],
    interval: Annotated[str, typer.Option("--interval", help="1m | 5m | 15m | 30m | 1h | 1d")] = "1d",
    range_: Annotated[str, typer.Option("--range", help="1d | 5d | 1m | 6m | ytd | 1y | 5y | max")] = "max",
) -> int:
    """Print the bars of a symbol as CSV or JSON."""
    from r2k_tui.commands.history import run

    return run(options, symbol, interval, range_)


@commands.command()
@common
def allocate(
    options: Options,
    target: Annotated[str, typer.Option("--target", help="Target portfolio of the trades.")] = "",
    hedge: Annotated[Optional[float], typer.Option("--hedge", help="Dollars of small caps to hedge.")] = None,  # noqa: UP045
    trades_csv: Annotated[str, typer.Option("--trades-csv", help="File for the trades as CSV; - for stdout.")] = "",
) -> int:
    """Optimize portfolios within your limits. Prints the frontier, the cost of the tilt, trades and hedges."""
    from r2k_tui.commands.allocation.allocate import run

    return run(options, target, hedge, trades_csv)


commands.command("backtest")(backtest)
commands.command("simulate")(simulate)


commands.command()(factors)


commands.command()(rules)


@commands.command()
@common
def alerts(
    options: Options,
    what: Annotated[str, typer.Argument(help="list | log | test")] = "list",
    name: Annotated[str, typer.Argument(help="For test: the name of the alert.")] = "",
) -> int:
    """List alerts, show what fired, or test the delivery of an alert."""
    from r2k_tui.commands.alerts import run

    return run(options, what, name)


@commands.command()
@common
def engine(
    options: Options,
    publish: Annotated[str, typer.Option("--publish", help="Serve terminals through the NATS hub at this URL.")] = "",
    right: Annotated[
        bool,
        typer.Option(
            "--i-have-the-right-to-redistribute", help="Confirm that you may redistribute the data of this source."
        ),
    ] = False,
) -> int:
    """Run an engine without a screen. With --publish, it serves all terminals of a hub."""
    from r2k_tui.commands.serve.engine import run

    return run(options, publish, right)


@commands.command()
@common
def record(
    options: Options,
    span: Annotated[str, typer.Option("--for", help="Duration: 30m, 2h, 1d; until Ctrl+C if omitted.")] = "",
    out: Annotated[Optional[Path], typer.Option("--out", help="File to write; named by time if omitted.")] = None,  # noqa: UP045
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> int:
    """Record the responses of the source. --source replay --data FILE replays them, failures included."""
    from r2k_tui.commands.record import run

    return run(options, span, out, force)


@commands.command()
@common
def web(
    options: Options,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 8000,
    anyone: Annotated[
        bool,
        typer.Option("--anyone-on-the-network-may-use-it", help="Allow unencrypted access from other machines."),
    ] = False,
    pages: Annotated[int, typer.Option("--pages", min=1, max=100, help="Maximum number of open pages.")] = 8,
) -> int:
    """Serve the monitor to a browser."""
    from r2k_tui.commands.serve.web import run

    return run(options, host, port, anyone, pages)


@commands.command()
@common
def config(
    options: Options,
    what: Annotated[str, typer.Argument(help="path | init | show | check | default")] = "show",
    edit: Annotated[bool, typer.Option("--edit", help="With path: open the file in your editor.")] = False,
) -> int:
    """Locate, create, show or check the settings."""
    from r2k_tui.commands.config import run

    return run(options, what, edit=edit)


@commands.command()
@common
def doctor(
    options: Options,
    *,
    sources: Annotated[bool, typer.Option("--sources", help="Send one request to each data provider.")] = False,
) -> int:
    """Check this machine. Covers terminal, locale, colors, clock, store, network, source and versions."""
    if sources:
        from r2k_tui.commands.doctor.sources import run as probe

        return probe(options)
    from r2k_tui.commands.doctor.command import run

    return run(options)


@commands.command()
@common
def completion(
    options: Options,
    shell: Annotated[str, typer.Argument(help="Shell that is to complete r2k.")],
) -> int:
    """Print the script that completes commands, options and symbols in your shell."""
    from r2k_tui.commands.shell.completion import run

    return run(shell)
