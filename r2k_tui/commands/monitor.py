"""The monitor: an engine of its own, a terminal, and nothing left behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from r2k_tui import config
from r2k_tui.commands.options import Options, ViewOptions, symbols_of
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.pipe import PipeLink
from r2k_tui.wiring import UsageError, facts_of, spawn

if TYPE_CHECKING:
    from r2k_tui.ui.desk import Settings

_BEATS_PER_S = "240"


def run(options: Options, view: ViewOptions) -> int:
    """Run the monitor; returns its exit status."""
    symbols = symbols_of([view.symbols])
    setup = options.setup(symbols)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("the monitor needs a terminal; `r2k snapshot` is for pipes and scripts")
    # The engine loads while this process imports its screen.
    engines = _Engines(setup)
    try:
        return _show(setup, engines, view, _saver(options, view))
    finally:
        engines.end()


class _Engines:
    """Makes links, the first one ahead of time, and knows the engine to end when all else fails."""

    def __init__(self, setup: EngineSetup) -> None:
        self._setup = setup
        self._next: PipeLink | None = spawn(setup)
        self._current: PipeLink | None = self._next

    def make(self) -> PipeLink:
        """The link made ahead, then new ones."""
        link, self._next = self._next, None
        self._current = link or spawn(self._setup)
        return self._current

    def end(self) -> None:
        """End the engine that runs; harmless when it has ended."""
        if self._current is not None:
            self._current.end()


def _show(setup: EngineSetup, engines: _Engines, view: ViewOptions, save: Callable[[Settings], str]) -> int:
    # Textual paints on a beat; on a quicker one than its own a key shows sooner, and a still screen costs no more.
    os.environ.setdefault("TEXTUAL_FPS", _BEATS_PER_S)
    from r2k_tui.link.following import Following
    from r2k_tui.ui.app import R2KApp
    from r2k_tui.ui.desk import Setup
    from r2k_tui.ui.state import Mirror
    from r2k_tui.ui.terminal import SignalGuard, crop_updates
    from r2k_tui.ui.views import NAMES

    check_theme(setup.config.display.theme)
    if view.view not in NAMES:
        raise UsageError(f"no view {view.view!r}; there are {', '.join(NAMES)}")
    guard = SignalGuard(engines.end)
    crop_updates()
    display = setup.config.display
    display = msgspec.structs.replace(
        display, ascii=display.ascii or view.ascii_only, low_bandwidth=display.low_bandwidth or view.low_bandwidth
    )
    mirror = Mirror(facts_of(setup), setup.config.market.index, as_of=setup.as_of)
    following = Following(engines.make)
    app = R2KApp(Setup(display, setup.config.watchlist.symbols, save, view.view), mirror, following)
    guard.watch(app.end_soon)
    app.run(mouse=display.mouse and not view.no_mouse)
    guard.finish()
    return guard.status or app.return_code or 0


def check_theme(name: str) -> None:
    """Raises UsageError for a theme that is not there, with those that are."""
    import difflib

    from r2k_tui.ui.theme import names

    if name not in names():
        near = difflib.get_close_matches(name, names(), 1, 0.3)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"[display] theme: no theme {name!r}{hint} (there are {', '.join(names())})")


def _saver(options: Options, view: ViewOptions) -> Callable[[Settings], str]:
    """How changed settings are kept: in the user's own file, made where there is none."""

    def save(settings: Settings) -> str:
        if view.symbols and any(table == "watchlist" for table, _ in settings):
            return "not saved: the list comes from --symbols"
        if view.kiosk:
            return "not saved: --kiosk"
        from r2k_tui.config_file import save_settings

        path = options.config_path()
        if path == config.packaged_path():
            path = config.user_path()
        save_settings(path, settings)
        return f"saved in {path}"

    return save
