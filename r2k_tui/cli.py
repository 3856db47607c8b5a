"""The command line: the monitor, and every other command once its options are needed."""

# ruff: noqa: E402
from __future__ import annotations

from r2k_tui.commands.shared import interrupts

# The imports below take a tenth of a second.
interrupts.end_at_once()

from collections.abc import MutableMapping
from typing import Annotated, Any

import typer

from r2k_tui import __version__
from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.declaration import common
from r2k_tui.commands.shared.option_table import MONITOR
from r2k_tui.commands.shared.options import Options, ViewOptions
from r2k_tui.commands.shell.help import DescribedGroup


class MonitorFirst(DescribedGroup):
    """The monitor and the other commands, whose options load when one is named, listed or described.

    Reading those of all commands takes longer than loading this module.
    """

    _found: MutableMapping[str, Any] | None = None

    @property
    def commands(self) -> MutableMapping[str, Any]:
        """The other commands by their names."""
        if self._found is None:
            from typer.main import get_group

            from r2k_tui.commands.command_line import commands

            self._found = get_group(commands).commands
        return self._found

    @commands.setter
    def commands(self, _none: MutableMapping[str, Any]) -> None:
        """Typer sets those that are registered on the app itself: none."""


app = typer.Typer(
    name="r2k",
    cls=MonitorFirst,
    help="Terminal monitor of the Russell 2000.",
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def monitor(
    options: Options,
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
    **own: Any,
) -> int:
    """Monitor the Russell 2000 in the terminal."""
    ctx.obj = options
    if version:
        print(f"r2k {__version__}")
        return 0
    if ctx.invoked_subcommand is not None:
        return 0
    if options.json:
        raise UsageError("--json means nothing for the monitor; `r2k snapshot --json` prints what it begins with")
    from r2k_tui.commands.monitor.command import run

    return run(options, ViewOptions(**own))


app.callback(invoke_without_command=True)(common(monitor, MONITOR))


def main() -> None:
    """Entry point of `r2k`; its exit statuses are those of `ending.run`."""
    from r2k_tui.commands.shared import ending

    ending.run(app)


if __name__ == "__main__":
    main()
