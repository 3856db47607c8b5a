"""The monitor: an engine of its own, a terminal, and nothing left behind."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import MutableMapping

from r2k_tui.bootstrap.build import UsageError, attach, facts_of, spawn
from r2k_tui.commands.monitor import screen_settings
from r2k_tui.commands.monitor.live_config import RunningSettings
from r2k_tui.commands.shared.options import Options, ViewOptions, staying, symbols_of
from r2k_tui.commands.shared.streams import ascii_alone
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.pipe import PipeLink
from r2k_tui.link.protocol import Link

_BEATS_PER_S = "240"
# How Textual is told that a browser is its terminal.
_DRIVER, _BROWSER = "TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver"


def run(options: Options, view: ViewOptions) -> int:
    """Run the monitor; returns its exit status."""
    symbols = symbols_of([view.symbols])
    setup = staying(options.setup(symbols), kiosk=view.kiosk)
    if view.kiosk:
        close_side_doors(os.environ)
    if not (sys.stdin.isatty() and sys.stdout.isatty()) and os.environ.get(_DRIVER) != _BROWSER:
        raise UsageError("the monitor needs a terminal; `r2k snapshot` is for pipes and scripts")
    if os.environ.get("TERM") == "dumb" and os.environ.get(_DRIVER) != _BROWSER:
        raise UsageError("the monitor cannot draw on a terminal with TERM=dumb; `r2k snapshot` prints the same as text")
    if not os.environ.get("NO_COLOR", "-"):
        # Set and empty it asks for nothing, though Textual and Rich look whether it is set.
        del os.environ["NO_COLOR"]
    # The engine loads while this process imports its screen.
    engines: _Engines | _HubEngines = _HubEngines(setup) if setup.attach else _Engines(setup)
    try:
        return _show(setup, engines, options, view)
    finally:
        engines.end()


def close_side_doors(environment: MutableMapping[str, str]) -> None:
    """Forget what a person may have brought along for Textual, such as a driver of their own or a file for a log."""
    for name in [name for name in environment if name.startswith("TEXTUAL")]:
        if (name, environment[name]) != (_DRIVER, _BROWSER):
            del environment[name]


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


class _HubEngines:
    """Makes links to whichever engine leads a hub; there is none to end."""

    def __init__(self, setup: EngineSetup) -> None:
        from r2k_tui.link.nats.leader import LeaderTracker

        self._setup, self.bearings = setup, LeaderTracker()

    def make(self) -> Link:
        """Another way to the same hub; what an older leader says is known to be old on this one, too."""
        return attach(self._setup, self.bearings)

    def renew(self, setup: EngineSetup) -> None:
        """Make the links to come with other settings."""
        self._setup = setup

    def end(self) -> None:
        """Leave the engine to the others."""


def _show(setup: EngineSetup, engines: _Engines | _HubEngines, options: Options, view: ViewOptions) -> int:
    # Textual paints on a beat; on a quicker one than its own a key shows sooner, and a still screen costs no more.
    os.environ.setdefault("TEXTUAL_FPS", _BEATS_PER_S)
    from r2k_tui.link.engine_client import EngineClient
    from r2k_tui.ui.app import R2KApp
    from r2k_tui.ui.context import AppSettings
    from r2k_tui.ui.kiosk import KioskApp
    from r2k_tui.ui.mirror.mirror import Mirror
    from r2k_tui.ui.terminal.compositor import send_changes_alone
    from r2k_tui.ui.terminal.signals import SignalGuard
    from r2k_tui.ui.views.registry import NAMES

    actions = screen_settings.check(setup.config, options.config_path())
    if view.view not in NAMES:
        raise UsageError(f"no view {view.view!r}; there are {', '.join(NAMES)}")
    guard = SignalGuard(engines.end)
    send_changes_alone()
    settings = setup.config
    view = view._replace(ascii_only=view.ascii_only or ascii_alone())
    display = view.over(settings.display)
    file = RunningSettings(options, view, setup, engines.renew)
    shared = isinstance(engines, _HubEngines)
    following = EngineClient.of_hub(engines.make) if shared else EngineClient(engines.make)
    wall = engines.bearings.now if isinstance(engines, _HubEngines) else time.time
    mirror = Mirror(facts_of(setup), setup.config.market.index, wall, as_of=setup.as_of)
    app = (KioskApp if view.kiosk else R2KApp)(
        AppSettings(
            display,
            settings.watchlist,
            file,
            view.view,
            actions,
            view.kiosk,
            settings.portfolio,
            settings.alerts,
            settings.market,
        ),
        mirror,
        following,
    )
    guard.watch(app.end_soon)
    app.run(mouse=display.mouse and not view.no_mouse)
    guard.finish()
    return guard.status or app.return_code or 0
