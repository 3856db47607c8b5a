"""Help of a command with its examples and the values of its options, added where help is asked for."""

from __future__ import annotations

import sys
from typing import Any

from typer.core import TyperGroup

_HELP = ("-h", "--help")
_MOST_VALUES = 16
# In a help text that names the values itself.
_LISTED = " | "


class DescribedGroup(TyperGroup):
    """Commands whose help has examples and values. Tables load with the help only."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """See Group."""
        command = super().get_command(ctx, cmd_name)
        if command is not None and _is_help():
            _describe(command, f"r2k {cmd_name}")
        return command

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """See Command."""
        _add_examples(self, "r2k")
        _add_values(self, "r2k")
        super().format_help(ctx, formatter)


def _is_help() -> bool:
    return any(word in _HELP for word in sys.argv[1:])


def _describe(command: Any, path: str) -> None:
    from r2k_tui.commands.shell.command_table import commands_of

    for below, one in commands_of(command, path):
        _add_examples(one, below)
        _add_values(one, below)


def _add_examples(command: Any, path: str) -> None:
    from r2k_tui.commands.shell.examples import EXAMPLES

    found = EXAMPLES.get(path)
    if found:
        command.epilog = "\n\n".join(("Examples:", *(f"\b\n{one.line}\n    {one.does}" for one in found)))


def _add_values(command: Any, path: str) -> None:
    """List the values of each parameter whose help does not name them."""
    from r2k_tui.commands.shell.values import parameter_values, values_of

    known = parameter_values()
    for parameter in command.params:
        found, words = values_of(known, path, parameter.name), parameter.help or ""
        values = found.values[:_MOST_VALUES] if found is not None else ()
        if values and _LISTED not in words and not all(value in words for value in values):
            more = " …" if found is not None and len(found.values) > len(values) else ""
            parameter.help = f"{words.rstrip('.')}: {' | '.join(values)}{more}"
