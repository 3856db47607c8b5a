"""The monitor: an engine of its own, a terminal, and nothing left behind."""

from __future__ import annotations

import os
import sys

from r2k_tui.commands import screen_settings
from r2k_tui.commands.options import Options, ViewOptions, symbols_of
from r2k_tui.commands.settings_file import RunningSettings
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.pipe import PipeLink
from r2k_tui.wiring import UsageError, facts_of, spawn

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
        return _show(setup, engines, options, view)
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

    def renew(self, setup: EngineSetup) -> None:
        """Make the engines to come with another setup."""
        self._setup = setup

    def end(self) -> None:
        """End the engine that runs; harmless when it has ended."""
        if self._current is not None:
            self._current.end()


def _show(setup: EngineSetup, engines: _Engines, options: Options, view: ViewOptions) -> int:
    # Textual paints on a beat; on a quicker one than its own a key shows sooner, and a still screen costs no more.
    os.environ.setdefault("TEXTUAL_FPS", _BEATS_PER_S)
    from r2k_tui.link.following import Following
    from r2k_tui.ui.app import R2KApp
    from r2k_tui.ui.desk import Setup
    from r2k_tui.ui.state import Mirror
    from r2k_tui.ui.terminal import SignalGuard, crop_updates
    from r2k_tui.ui.views import NAMES

    actions = screen_settings.check(setup.config, options.config_path())
    if view.view not in NAMES:
        raise UsageError(f"no view {view.view!r}; there are {', '.join(NAMES)}")
    guard = SignalGuard(engines.end)
    crop_updates()
    settings = setup.config
    display = view.over(settings.display)
    file = RunningSettings(options, view, setup, engines.renew)
    mirror = Mirror(facts_of(setup), setup.config.market.index, as_of=setup.as_of)
    following = Following(engines.make)
    app = R2KApp(
        Setup(display, settings.watchlist, file, view.view, actions, view.kiosk, settings.portfolio), mirror, following
    )
    guard.watch(app.end_soon)
    app.run(mouse=display.mouse and not view.no_mouse)
    guard.finish()
    return guard.status or app.return_code or 0
