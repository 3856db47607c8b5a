"""`r2k line`: one line of what a running engine knows, read from its store or from a hub."""

from __future__ import annotations

import sys
import time
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from r2k_tui.commands.line.settings import LineSettings, read_settings
from r2k_tui.commands.line.template import DEFAULT, QUOTE_PARTS, BadFormat, Field, FormatPiece, parse, symbols_of
from r2k_tui.commands.line.values import Filled, LineValues
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.store.last_state import LastState, StoreUnreadable, read_last_state

# Sources that keep no store by themselves; the registry, which knows, takes too long to load.
UNSTORED = ("csv", "demo", "replay")


class LineRequest(NamedTuple):
    """What the command line asks for; "" where it says nothing."""

    format: str = ""
    tmux: bool = False
    source: str = ""
    store: str = ""
    config: str = ""
    attach: str = ""


def run(request: LineRequest) -> int:
    """Print the line. Exit status: 0 complete, 1 partial, 2 usage, 3 no data. Raises UsageError, HubUnavailable."""
    try:
        pieces = parse(request.format or DEFAULT)
    except BadFormat as error:
        return _failed(str(error), error.short, 2)
    now = time.time()
    config = Path(request.config) if request.config else None
    if request.attach:
        from r2k_tui.commands.line.hub import read_hub

        return _print(pieces, read_hub(request.attach, config), now, request, "no terminal of the hub watches it")
    settings = read_settings(config, request.source, request.store) or _by_schema(config, request)
    today = datetime.fromtimestamp(now, NEW_YORK).replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
    try:
        state = read_last_state(settings.store, settings.source, symbols_of(pieces), now, today)
    except StoreUnreadable as error:
        return _failed(f"{error}{_hint(settings)}", _empty_line(pieces), 3)
    if state.known and (unknown := _unknown(pieces, state, settings)):
        return _failed(*unknown, 2)
    return _print(pieces, state, now, request, f"no engine has written it to {settings.store} ({settings.source})")


def _by_schema(config: Path | None, request: LineRequest) -> LineSettings:
    """Settings that could not be read quickly: the schema says what is wrong. Raises UsageError."""
    from r2k_tui.bootstrap.errors import UsageError
    from r2k_tui.bootstrap.paths import default_store
    from r2k_tui.config.errors import ConfigError
    from r2k_tui.config.load import load
    from r2k_tui.config.paths import find

    try:
        settings = load(find(config))
    except ConfigError as error:
        raise UsageError(str(error)) from None
    store = Path(request.store) if request.store else default_store(settings)
    return LineSettings(request.source or settings.source.name, store, tuple(settings.watchlist.symbols))


def _hint(settings: LineSettings) -> str:
    """What to do where the source keeps no store by itself; "" for any other."""
    if settings.source not in UNSTORED:
        return ""
    if settings.source == "replay":
        return "; a replay stores nothing"
    return f"; what the {settings.source} source says is stored only with --store FILE, for both"


def _unknown(pieces: tuple[FormatPiece, ...], state: LastState, settings: LineSettings) -> tuple[str, str] | None:
    """What to say of a symbol that neither the engine nor the settings know; None without one."""
    for symbol in symbols_of(pieces):
        if symbol not in state.known and symbol not in settings.watched:
            import difflib

            near = difflib.get_close_matches(symbol, (*settings.watched, *sorted(state.known)), 1, 0.4)
            hint = f"; did you mean {near[0]}?" if near else ""
            return f"--format: no engine watches {symbol}{hint}; add it to the watchlist of the settings", f"{symbol}?"
    return None


def _print(pieces: tuple[FormatPiece, ...], state: LastState, now: float, request: LineRequest, why: str) -> int:
    filled = LineValues(state, now, tmux=request.tmux).fill(pieces)
    print(filled.text, flush=True)
    if not filled.missing:
        return 0
    print(f"r2k: missing: {', '.join(filled.missing)}; {_readings_kept(pieces, state) or why}", file=sys.stderr)
    return 1 if _has_data(filled, pieces) else 3


def _readings_kept(pieces: tuple[FormatPiece, ...], state: LastState) -> str:
    """Which readings there are, where the format has one that the engine does not keep; "" otherwise."""
    for field in pieces:
        if isinstance(field, Field) and field.symbol and field.part not in QUOTE_PARTS and field.symbol in state.quotes:
            kept = state.readings.get(field.symbol, {})
            if field.part not in kept:
                named = f"{', '.join(kept)} of {field.symbol}" if kept else f"none of {field.symbol}"
                return f"of the readings the engine keeps {named}; `r2k readings {field.symbol}` has them all"
    return ""


def _has_data(filled: Filled, pieces: tuple[FormatPiece, ...]) -> bool:
    """Whether a field other than those that always have a value is there."""
    always = ("alerts", "source")
    asked = {piece.text for piece in pieces if isinstance(piece, Field) and piece.topic not in always}
    return bool(asked - set(filled.missing))


def _empty_line(pieces: tuple[FormatPiece, ...]) -> str:
    return "".join("–" if isinstance(piece, Field) else piece for piece in pieces)


def _failed(message: str, shown: str, status: int) -> int:
    """A message for people on stderr, and for a status bar, which shows stdout alone, a short text."""
    print(shown, flush=True)
    print(f"r2k: {message}", file=sys.stderr)
    return status
