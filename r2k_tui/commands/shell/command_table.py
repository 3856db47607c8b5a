"""The command line as a table, read from the commands themselves: completion and manual page are made of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from typer.core import TyperGroup

from r2k_tui.commands.shell.values import ParameterValues, parameter_values, values_of

# Beside this module: completion reads it, and must not load what it is made of.
PACKAGED = Path(__file__).with_name("words.json")


class OptionRow(msgspec.Struct, frozen=True):
    """One option: its names, what it does, and what it takes; without `values` and `kind` it takes nothing."""

    names: tuple[str, ...]
    help: str
    values: tuple[str, ...] = ()
    kind: str = ""
    joined: bool = False


class ArgumentRow(msgspec.Struct, frozen=True):
    """One argument. `many`: it takes the rest of the line."""

    name: str
    help: str
    values: tuple[str, ...] = ()
    kind: str = ""
    many: bool = False
    required: bool = False


class CommandRow(msgspec.Struct, frozen=True):
    """One command: what it does, its options and arguments, and the commands below it with what they do."""

    help: str
    options: tuple[OptionRow, ...] = ()
    arguments: tuple[ArgumentRow, ...] = ()
    commands: dict[str, str] = {}


def command_table(root: TyperGroup) -> dict[str, CommandRow]:
    """Every command by its path. Raises LookupError for a parameter without a row in `values`."""
    known = parameter_values()
    return {path: _row(path, command, known) for path, command in commands_of(root)}


def commands_of(root: Any, path: str = "r2k") -> Iterator[tuple[str, Any]]:
    """Every command with its path, the root first."""
    yield path, root
    for name, command in getattr(root, "commands", {}).items():
        yield from commands_of(command, f"{path} {name}")


def _row(path: str, command: Any, known: dict[str, ParameterValues]) -> CommandRow:
    options, arguments = [], []
    for parameter in command.params:
        if getattr(parameter, "hidden", False):
            continue
        takes_nothing = getattr(parameter, "is_flag", False)
        found = ParameterValues() if takes_nothing else values_of(known, path, parameter.name)
        if found is None:
            raise LookupError(f"{path}: {parameter.name} has no row in commands/shell/values.py")
        words = " ".join((parameter.help or "").split())
        if parameter.param_type_name == "option":
            names = (*parameter.opts, *parameter.secondary_opts)
            options.append(OptionRow(names, words, found.values, found.kind, found.joined))
        else:
            many, needed = parameter.nargs == -1, bool(parameter.required)
            arguments.append(ArgumentRow(parameter.name, words, found.values, found.kind, many, needed))
    options.append(OptionRow(("--help", "-h"), "Show this message and exit."))
    below = {name: one.get_short_help_str(120) for name, one in getattr(command, "commands", {}).items()}
    return CommandRow(" ".join((command.help or "").split()), tuple(options), tuple(arguments), below)


def encoded(table: dict[str, CommandRow]) -> bytes:
    """The table as the packaged file has it."""
    return msgspec.json.format(msgspec.json.encode(table), indent=1) + b"\n"
