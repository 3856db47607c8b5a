"""Options of `r2k rules`."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from r2k_tui.commands.shared.declaration import common
from r2k_tui.commands.shared.options import Options


@common
def rules(
    options: Options,
    cost_bp: Annotated[Optional[float], typer.Option("--cost-bp", help="Trading cost in basis points.")] = None,  # noqa: UP045
    start: Annotated[str, typer.Option("--start", help="First day of decision, YYYY-MM-DD; the first possible.")] = "",
) -> int:
    """Test rules of market timing against holding. Monthly, after costs, with intervals and the number tried."""
    from r2k_tui.commands.rules.command import run

    return run(options, cost_bp, start)
