"""Options of the outlets: `r2k watch`, `line`, `serve` and `mcp`."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from r2k_tui.commands.shared.declaration import common
from r2k_tui.commands.shared.options import Options


@common
def watch(
    options: Options,
    symbols: Annotated[Optional[list[str]], typer.Argument(help="Symbols; the watchlist if omitted.")] = None,  # noqa: UP045
    fields: Annotated[str, typer.Option("--fields", help="Fields of a quote: price,bid,ask.")] = "",
    every: Annotated[str, typer.Option("--every", help="At most one line per symbol in this time: 5s, 1m.")] = "",
) -> int:
    """Print one line for every change of a quote. With --json, one JSON object per line."""
    from r2k_tui.commands.outlets.watch import run

    return run(options, symbols or [], fields, every)


@common
def line(
    options: Options,
    format_: Annotated[
        str, typer.Option("--format", help="Text with fields in braces: '{IWM.price} {IWM.change%} {gauge}'.")
    ] = "",
    tmux: Annotated[
        bool, typer.Option("--tmux", help="Double each # in a value, for the status line of tmux.")
    ] = False,
) -> int:
    """Print one line for a status bar, from what a running engine has stored. It asks no provider."""
    from r2k_tui.bootstrap.errors import UsageError
    from r2k_tui.commands.line.command import LineRequest, run

    source = "demo" if options.demo else options.source or ""
    if options.attach and (source or options.store):
        raise UsageError("line: --attach shows the engine of a hub, and takes neither --source nor --store")
    paths = {"store": str(options.store or ""), "config": str(options.config or "")}
    return run(LineRequest(format_, tmux, source, attach=options.attach or "", **paths))


@common
def serve(
    options: Options,
    metrics: Annotated[str, typer.Option("--metrics", help="Address of the Prometheus metrics: HOST:PORT.")],
    publish: Annotated[str, typer.Option("--publish", help="Also serve terminals through the hub at this URL.")] = "",
    right: Annotated[
        bool,
        typer.Option(
            "--i-have-the-right-to-redistribute", help="Confirm that you may redistribute the data of this source."
        ),
    ] = False,
    anyone: Annotated[
        bool,
        typer.Option("--anyone-on-the-network-may-read-it", help="Allow unencrypted access from other machines."),
    ] = False,
) -> int:
    """Run an engine and serve its health, quotes, gauge and score to Prometheus."""
    from r2k_tui.commands.outlets.metrics import run

    return run(options, metrics, publish, right, anyone)


@common
def mcp(options: Options) -> int:
    """Serve read-only tools to an assistant over the Model Context Protocol, on stdin and stdout."""
    from r2k_tui.commands.mcp.command import run

    return run(options)


def add_to(app: typer.Typer) -> None:
    """Add the commands of the outlets to the command line."""
    for command in (watch, line, serve, mcp):
        app.command()(command)
