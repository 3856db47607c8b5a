"""Options of `r2k universe`."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from r2k_tui.commands.shared.declaration import common
from r2k_tui.commands.shared.options import Options


@common
def universe(
    options: Options,
    what: Annotated[
        str,
        typer.Argument(
            help="show | import FILE… | movers | breadth | calendar | changes | ranks | earnings | halts | short |"
            " insiders | screen 'EXPR'"
        ),
    ] = "show",
    words: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            metavar="[FILE | EXPR]…", help="For import: iShares exports, or files of closes. For screen: an expression."
        ),
    ] = None,
    since: Annotated[str, typer.Option("--since", help="For changes: the earlier day, YYYY-MM-DD.")] = "",
    until: Annotated[str, typer.Option("--until", help="For changes: the later day; the newest if omitted.")] = "",
    days: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--days", min=1, max=365, help="For earnings (5 if omitted, today included) and insiders (30)."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="For earnings: dividends, splits, IPOs and releases too, and every member.")
    ] = False,
    squeeze: Annotated[bool, typer.Option("--squeeze", help="For short: only the squeeze list.")] = False,
) -> int:
    """Show the constituents of the index. Prints breadth, sectors, movers and contributions."""
    from r2k_tui.commands.universe.parts import Arguments, run

    return run(options, what, Arguments(tuple(words or ()), since, until, days, everything, squeeze))
