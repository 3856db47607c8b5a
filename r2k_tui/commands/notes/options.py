"""The options of `r2k notes`."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from r2k_tui.commands.shared.declaration import common
from r2k_tui.commands.shared.options import Options


@common
def notes(
    options: Options,
    words: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(metavar="[SYMBOL] [add TEXT | edit ID TEXT | remove ID]", help="Nothing lists every note."),
    ] = None,
    day: Annotated[str, typer.Option("--day", help="For add: the bar's day, YYYY-MM-DD.")] = "",
) -> int:
    """List, add, edit or remove notes on symbols and bars. Lists lines at prices too."""
    from r2k_tui.commands.notes.command import run

    return run(options, words or [], day)
