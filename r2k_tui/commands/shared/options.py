"""The options that every command takes, and the setup that they resolve to."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Optional

import typer

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.bootstrap.recording import record_setup
from r2k_tui.bootstrap.setup import SetupRequest, resolve
from r2k_tui.commands.shared.streams import discard_stdout
from r2k_tui.config.load import load
from r2k_tui.config.paths import find
from r2k_tui.config.sections.display import Display
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.ratio import fault_of, is_ratio
from r2k_tui.model.text import clean_symbol
from r2k_tui.sources.demo.info import INFO as DEMO


class Options(NamedTuple):
    """Options of the command line; None where an option is absent."""

    config: Path | None = None
    source: str | None = None
    demo: bool | None = None
    data: Path | None = None
    store: Path | None = None
    as_of: str | None = None
    date: str | None = None
    speed: float | None = None
    attach: str | None = None
    json: bool | None = None
    log: Path | None = None
    verbose: bool | None = None

    def over(self, outer: Options | None) -> Options:
        """These options, completed by those before the name of the command."""
        if outer is None:
            return self
        own = {name: value for name, value in self._asdict().items() if value is not None}
        return outer._replace(**own)

    def config_path(self) -> Path:
        """The settings file in use."""
        return find(self.config)

    def setup(self, symbols: tuple[str, ...] = ()) -> EngineSetup:
        """The setup of an engine, with `symbols` in place of the watchlist. Raises ConfigError, UsageError."""
        import msgspec

        setup = resolve(self._request(), load(self.config_path()))
        if not symbols:
            return setup
        watchlist = msgspec.structs.replace(setup.config.watchlist, symbols=symbols, groups=())
        return msgspec.structs.replace(setup, config=msgspec.structs.replace(setup.config, watchlist=watchlist))

    def _request(self) -> SetupRequest:
        """What these options ask of an engine. Raises UsageError."""
        if self.demo and self.attach:
            raise UsageError("--demo is for a local engine; --attach uses the engine of a hub")
        if self.demo and self.source not in (None, DEMO.name):
            raise UsageError(f"--demo and --source {self.source} exclude each other")
        return SetupRequest(
            source=DEMO.name if self.demo else self.source,
            data=_text(self.data),
            store=_text(self.store),
            as_of=self.as_of,
            date=self.date,
            speed=self.speed,
            attach=self.attach,
            log=str(self.log.absolute()) if self.log else "",
            verbose=bool(self.verbose),
        )


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


class ViewOptions(NamedTuple):
    """Options of the monitor only."""

    view: str
    symbols: str
    ascii_only: bool
    no_mouse: bool
    low_bandwidth: bool
    kiosk: bool
    plain: bool = False

    def over(self, display: Display) -> Display:
        """The display settings with these options applied.

        Low bandwidth defaults to sixteen colors: their codes are a third as long as others.
        """
        import msgspec

        from r2k_tui.config.sections.display import SIXTEEN_COLORS

        thin = display.low_bandwidth or self.low_bandwidth
        theme = SIXTEEN_COLORS if thin and display.theme == Display().theme else display.theme
        plain = display.plain or self.plain
        changes = {"ascii": display.ascii or self.ascii_only, "low_bandwidth": thin, "theme": theme, "plain": plain}
        return msgspec.structs.replace(display, **changes)


def long_running(setup: EngineSetup, *, kiosk: bool) -> EngineSetup:
    """The setup of a long-running engine, which evaluates alerts, and records where the settings say so.

    In a kiosk alerts run no program, and nothing is recorded.
    """
    import msgspec

    delivery = msgspec.structs.replace(setup.config.delivery, command=()) if kiosk else setup.config.delivery
    records = setup.replay is None and setup.as_of is None and not setup.attach and not kiosk
    return msgspec.structs.replace(
        setup,
        alerts=True,
        config=msgspec.structs.replace(setup.config, delivery=delivery),
        record=record_setup(setup.config) if records else None,
    )


# Typer reads these at run time, so the types must be types it supports.
_COMMON: dict[str, Any] = {
    "config": Annotated[Optional[Path], typer.Option("--config", help="Settings file.")],  # noqa: UP045
    "source": Annotated[Optional[str], typer.Option("--source", help="yahoo | csv | demo | replay | NAME")],  # noqa: UP045
    "demo": Annotated[Optional[bool], typer.Option("--demo", help="Simulated market; same as --source demo.")],  # noqa: UP045
    "data": Annotated[Optional[Path], typer.Option("--data", help="Folder of csv or replay data, or a recording.")],  # noqa: UP045
    "store": Annotated[Optional[Path], typer.Option("--store", help="Store file.")],  # noqa: UP045
    "as_of": Annotated[Optional[str], typer.Option("--as-of", help="Use only data known at the close of this day.")],  # noqa: UP045
    "date": Annotated[Optional[str], typer.Option("--date", help="Day to replay; the newest if omitted.")],  # noqa: UP045
    "speed": Annotated[Optional[float], typer.Option("--speed", help="Replay speed, as a multiple of real time.")],  # noqa: UP045
    "attach": Annotated[Optional[str], typer.Option("--attach", help="Use the engine of the hub at this URL.")],  # noqa: UP045
    "json": Annotated[Optional[bool], typer.Option("--json", help="Print one JSON object.")],  # noqa: UP045
    "log": Annotated[Optional[Path], typer.Option("--log", help="Write a log to this file.")],  # noqa: UP045
    "verbose": Annotated[Optional[bool], typer.Option("-v", "--verbose", help="Log debug messages.")],  # noqa: UP045
}


_EVERY = tuple(_COMMON)
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


def common(command: Callable[..., int]) -> Callable[..., None]:
    """Adds the common options to a command, which takes them as its first argument and returns its exit status."""

    @functools.wraps(command)
    def run(ctx: typer.Context, **given: Any) -> None:
        own = Options(**{name: given.pop(name, None) for name in _COMMON})
        if takes_context:
            given["ctx"] = ctx
        # `obj` of the outermost context holds the options before the name of the command.
        options = own.over(ctx.obj)
        _refuse(options, without, _path(ctx))
        try:
            status = command(options, **given)
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader closed the pipe: not an error, though Typer would report one. Discard the rest.
            discard_stdout()
            status = 0
        except KeyboardInterrupt:
            # Typer would print "Aborted" and exit with 1, our status of a partial result.
            status = 130
        if status:
            raise typer.Exit(status)

    signature = inspect.signature(command, eval_str=True)
    parameters = [p for name, p in signature.parameters.items() if name not in ("options", "ctx")]
    takes_context = "ctx" in signature.parameters
    kind = inspect.Parameter.KEYWORD_ONLY
    without = _WITHOUT.get(command.__name__, ())
    taken = {name: hint for name, hint in _COMMON.items() if name not in without}
    shared = [inspect.Parameter(name, kind, default=None, annotation=hint) for name, hint in taken.items()]
    context = inspect.Parameter("ctx", kind, annotation=typer.Context)
    whole = [context, *(p.replace(kind=kind) for p in parameters), *shared]
    run.__signature__ = inspect.Signature(whole)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in whole}
    return run


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


def symbols_of(texts: list[str]) -> tuple[str, ...]:
    """Symbols as typed, separate or joined by commas. Raises UsageError."""
    parts = [part for text in texts for part in text.split(",") if part.strip()]
    symbols = tuple(dict.fromkeys(clean_symbol(part) for part in parts))
    if "" in symbols:
        raise UsageError("a symbol must have at least one printable character")
    if fault := next(filter(None, map(fault_of, symbols)), ""):
        raise UsageError(fault)
    return symbols


def quoted_symbols(texts: list[str]) -> tuple[str, ...]:
    """The same for symbols that must have a quote, which a ratio has not. Raises UsageError."""
    symbols = symbols_of(texts)
    if ratio := next(filter(is_ratio, symbols), ""):
        raise UsageError(f"{ratio} is a ratio, which nobody quotes: history, readings and the chart take it")
    return symbols
