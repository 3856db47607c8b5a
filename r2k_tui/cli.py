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
from r2k_tui.commands.shared.options import Options, ViewOptions, common
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


@app.callback(invoke_without_command=True)
@common
def monitor(
    options: Options,
    ctx: typer.Context,
    view: Annotated[str, typer.Option("--view", help="First view.")] = "dashboard",
    symbols: Annotated[str, typer.Option("--symbols", help="Watchlist of this run: A,B,C.")] = "",
    ascii_only: Annotated[bool, typer.Option("--ascii", help="Draw with ASCII only.")] = False,
    no_mouse: Annotated[bool, typer.Option("--no-mouse", help="Leave the mouse to the terminal.")] = False,
    low_bandwidth: Annotated[bool, typer.Option("--low-bandwidth", help="Send few bytes, in 16 colors.")] = False,
    kiosk: Annotated[bool, typer.Option("--kiosk", help="For SSH forced commands: write nothing.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Lines of text in place of a picture.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
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

    return run(options, ViewOptions(view, symbols, ascii_only, no_mouse, low_bandwidth, kiosk, plain))


def main() -> None:
    """Entry point of `r2k`; its exit statuses are those of `ending.run`."""
    from r2k_tui.commands.shared import ending

    ending.run(app)


if __name__ == "__main__":
    main()
