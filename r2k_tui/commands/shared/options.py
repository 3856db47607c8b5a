"""The options of the command line, and the setup that they resolve to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.bootstrap.recording import record_setup
from r2k_tui.bootstrap.setup import SetupRequest, resolve
from r2k_tui.commands.shared.option_table import COMMON, FILE
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

    @classmethod
    def of_text(cls, given: Mapping[str, str | float | bool]) -> Options:
        """The options of the quick parse, whose paths are text."""
        files = {option.name for option in COMMON if option.kind == FILE}
        # The table of options says which type each field has.
        values: dict[str, Any] = {name: Path(str(value)) if name in files else value for name, value in given.items()}
        return cls(**values)

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
