"""The options of a command as Typer reads them, and the way a command runs: options in, exit status out."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.ending import status_of
from r2k_tui.commands.shared.option_table import COMMON, FILE, FLAG, NUMBER, TEXT, CommandOption
from r2k_tui.commands.shared.options import Options

_TYPES: dict[str, Any] = {FLAG: bool, TEXT: str, FILE: Path, NUMBER: float}
_EVERY = tuple(option.name for option in COMMON)
# Common options that mean nothing for a command, by the name of its function; all others take every one.
_WITHOUT: dict[str, tuple[str, ...]] = {
    "engine": ("json", "attach"),
    "web": ("json",),
    "serve": ("json",),
    "mcp": ("json",),
    "line": ("json", "as_of", "data", "date", "speed", "log", "verbose"),
    "config": tuple(name for name in _EVERY if name not in ("config", "json")),
    "import_": tuple(name for name in _EVERY if name not in ("config", "json")),
    "completion": _EVERY,
    "init": tuple(name for name in _EVERY if name not in ("config", "json")),
}


def common(command: Callable[..., int], also: Iterable[CommandOption] = ()) -> Callable[..., None]:
    """Adds the common options to a command, which takes them as its first argument and returns its exit status.

    The options of `also` it takes by their names.
    """

    @functools.wraps(command)
    def run(ctx: typer.Context, **given: Any) -> None:
        own = Options(**{name: given.pop(name, None) for name in _EVERY})
        if takes_context:
            given["ctx"] = ctx
        # `obj` of the outermost context holds the options before the name of the command.
        options = own.over(ctx.obj)
        _refuse(options, without, _path(ctx))
        if status := status_of(lambda: command(options, **given)):
            raise typer.Exit(status)

    signature = inspect.signature(command, eval_str=True)
    kind = inspect.Parameter.KEYWORD_ONLY
    parameters = [
        parameter.replace(kind=kind)
        for name, parameter in signature.parameters.items()
        if name not in ("options", "ctx") and parameter.kind is not inspect.Parameter.VAR_KEYWORD
    ]
    takes_context = "ctx" in signature.parameters
    without = _WITHOUT.get(command.__name__, ())
    shared = [_parameter(option) for option in COMMON if option.name not in without]
    context = inspect.Parameter("ctx", kind, annotation=typer.Context)
    whole = [context, *map(_parameter, also), *parameters, *shared]
    run.__signature__ = inspect.Signature(whole)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in whole}
    return run


def _parameter(option: CommandOption) -> inspect.Parameter:
    """An option as a parameter that Typer reads: it does so at run time, and takes only types that it supports."""
    kind = _TYPES[option.kind]
    taken: Any = Optional[kind] if option.default is None else kind  # noqa: UP045
    hint: Any = Annotated[taken, typer.Option(*option.flags, help=option.help)]
    return inspect.Parameter(option.name, inspect.Parameter.KEYWORD_ONLY, default=option.default, annotation=hint)


def _refuse(options: Options, without: tuple[str, ...], path: str) -> None:
    """Raises UsageError for an option before the name of a command that it means nothing for."""
    given = [name for name in without if getattr(options, name) is not None]
    if given:
        flag = f"--{given[0].replace('_', '-')}"
        raise UsageError(f"{flag} means nothing for `{path}`")


def _path(ctx: typer.Context) -> str:
    """Name of the command with those above it: `r2k portfolio import`."""
    names: list[str] = []
    while ctx.parent is not None:
        names.insert(0, ctx.info_name or "")
        ctx = ctx.parent  # type: ignore[assignment]
    return " ".join(("r2k", *names))
