"""The options of `r2k init`."""

from __future__ import annotations

from typing import Annotated

import typer

from r2k_tui.commands.shared.declaration import common
from r2k_tui.commands.shared.options import Options


@common
def init(
    options: Options,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: take every default.")] = False,
) -> int:
    """Set up watchlist, holdings, currency, theme and alerts. Asks a few questions and writes the settings."""
    from r2k_tui.commands.init.command import run

    return run(options, yes=yes)
