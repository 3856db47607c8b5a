"""Options of `r2k portfolio`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from r2k_tui.commands.shared.declaration import common
from r2k_tui.commands.shared.options import Options

app = typer.Typer(help="Import holdings from a broker, and show what they are worth.", no_args_is_help=True)


@app.command(name="import")
@common
def import_(
    options: Options,
    file: Annotated[Path, typer.Argument(help="CSV file exported by the broker.")],
    broker: Annotated[str, typer.Option("--broker", help="auto | ibkr | schwab | fidelity | generic")] = "auto",
    name: Annotated[str, typer.Option("--name", help="Portfolio to fill; one per account if omitted.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the change; write nothing.")] = False,
) -> int:
    """Import holdings into your settings. Shows the change, and keeps a copy of the file before."""
    from r2k_tui.commands.portfolio.importing import run

    return run(options, file, broker, name, dry_run=dry_run)


@app.command()
@common
def show(
    options: Options,
    name: Annotated[str, typer.Argument(help="Portfolio; every one and all together if omitted.")] = "",
    ex_dates: Annotated[
        bool, typer.Option("--ex-dates", help="Next ex-dividend days too; reads the members' calendar first.")
    ] = False,
) -> int:
    """Show what your holdings are worth. Profit by price, by dividends, and in total."""
    from r2k_tui.commands.portfolio.showing import run

    return run(options, name, ex_dates=ex_dates)
