"""The options of `r2k factors`."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from r2k_tui.commands.shared.declaration import common
from r2k_tui.commands.shared.options import Options


@common
def factors(
    options: Options,
    names: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="Symbols and portfolios; funds of small caps if omitted."),
    ] = None,
    model: Annotated[str, typer.Option("--model", help="ff3 | ff5 | carhart | ff5mom")] = "ff5",
    members: Annotated[bool, typer.Option("--members", help="Add the betas of the members of the index.")] = False,
) -> int:
    """Regress returns on factors: size, value or junk. Prints alpha, betas, t statistics and contributions."""
    from r2k_tui.commands.factors.command import run

    return run(options, names or [], model, members=members)
