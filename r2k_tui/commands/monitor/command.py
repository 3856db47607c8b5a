"""Runs the monitor: an engine, a terminal, and no process left behind."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.bootstrap.links import attach, spawn
from r2k_tui.commands.monitor.live_config import RunningSettings, check_screen
from r2k_tui.commands.shared import interrupts
from r2k_tui.commands.shared.options import Options, ViewOptions, long_running, quoted_symbols
from r2k_tui.commands.shared.streams import ascii_only
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.instant.launch import launched
from r2k_tui.link.pipe import PipeLink
from r2k_tui.link.protocol import Link

if TYPE_CHECKING:
    from r2k_tui.ui.app import R2KApp

_FRAMES_PER_S = "240"
_FIRST_PICTURE_S = 1.0
# How textual-serve tells Textual that a browser is its terminal.
_DRIVER, _BROWSER = "TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver"


def run(options: Options, view: ViewOptions, loaded: Callable[[], None] = lambda: None) -> int:
    """Run the monitor. Returns its exit status. `loaded` is called once what the first picture needs is loaded."""
    # Until the guard watches, Ctrl+C ends the process: a KeyboardInterrupt may be lost in what an import calls back.
    interrupts.end_at_once()
    symbols = quoted_symbols([view.symbols])
    setup = long_running(options.setup(symbols), kiosk=view.kiosk)
    if view.kiosk:
        drop_textual_variables(os.environ)
    if not view.over(setup.config.display).plain:
        _check_terminal()
    if not os.environ.get("NO_COLOR", "-"):
        # An empty value means nothing, but Textual and Rich only check whether it is set.
        del os.environ["NO_COLOR"]
    # The engine loads while this process imports the screen.
    engines: _Engines | _HubEngines = _HubEngines(setup) if setup.attach else _Engines(setup)
    try:
        return _show(setup, engines, options, view, loaded)
    finally:
        engines.end()


def _check_terminal() -> None:
    """Raise UsageError where a screen cannot be drawn."""
    if os.environ.get(_DRIVER) == _BROWSER:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "the monitor needs a terminal; `r2k snapshot` is for scripts, `r2k --plain` reads and writes lines of text"
        )
    if os.environ.get("TERM") == "dumb":
        raise UsageError(
            "the monitor cannot draw on a terminal with TERM=dumb; `r2k snapshot` prints the same as text, "
            "`r2k --plain` runs without drawing"
        )


def drop_textual_variables(environment: MutableMapping[str, str]) -> None:
    """Drop the variables by which a user could give Textual a driver or a log file."""
    for name in [name for name in environment if name.startswith("TEXTUAL")]:
        if (name, environment[name]) != (_DRIVER, _BROWSER):
            del environment[name]


class _Engines:
    """Makes links to local engines, the first ahead of time, and can end the engine that runs."""

    def __init__(self, setup: EngineSetup) -> None:
        self._setup = setup
        self._next: PipeLink | None = spawn(setup)
        self._current: PipeLink | None = self._next

    def make(self) -> PipeLink:
        """The link made ahead of time, then new ones."""
        link, self._next = self._next, None
        self._current = link or spawn(self._setup)
        return self._current

    def renew(self, setup: EngineSetup) -> None:
        """Start later engines with another setup."""
        self._setup = setup

    def end(self) -> None:
        """End the running engine, if any."""
        if self._current is not None:
            self._current.end()


class _HubEngines:
    """Makes links to the leading engine of a hub, which outlives this terminal."""

    def __init__(self, setup: EngineSetup) -> None:
        from r2k_tui.link.nats.leader import LeaderTracker

        self._setup, self.leader = setup, LeaderTracker()

    def make(self) -> Link:
        """A new link to the hub; it rejects messages of an older leader, as the one before did."""
        return attach(self._setup, self.leader)

    def renew(self, setup: EngineSetup) -> None:
        """Open later links with other settings."""
        self._setup = setup

    def end(self) -> None:
        """Leave the engine running for others."""


def _noticed(make: Callable[[], Link], loaded: Callable[[], None]) -> Callable[[], Link]:
    """`make`, and `loaded` a while after its call: the first one comes when the app is drawn for the first time."""

    def noticed() -> Link:
        import asyncio

        asyncio.get_running_loop().call_later(_FIRST_PICTURE_S, loaded)
        return make()

    return noticed


def _app_class(*, plain: bool, kiosk: bool) -> type[R2KApp]:
    if plain:
        from r2k_tui.ui.plain.app import PlainApp, PlainKioskApp

        return PlainKioskApp if kiosk else PlainApp
    if kiosk:
        from r2k_tui.ui.kiosk import KioskApp

        return KioskApp
    from r2k_tui.ui.app import R2KApp

    return R2KApp


def _show(
    setup: EngineSetup,
    engines: _Engines | _HubEngines,
    options: Options,
    view: ViewOptions,
    loaded: Callable[[], None],
) -> int:
    # Textual repaints at a fixed rate; above its default a key shows sooner, and an idle screen costs no more.
    os.environ.setdefault("TEXTUAL_FPS", _FRAMES_PER_S)
    from r2k_tui.ui.textual_release import load_app_without_palette

    load_app_without_palette()
    from r2k_tui.commands.monitor.first_start import offer_of
    from r2k_tui.commands.monitor.last_look import look_memory
    from r2k_tui.commands.monitor.stored_picture import picture_memory
    from r2k_tui.link.engine_client import EngineClient
    from r2k_tui.ui.mirror.mirror import Mirror
    from r2k_tui.ui.registry import NAMES
    from r2k_tui.ui.terminal.compositor import send_changes_only
    from r2k_tui.ui.terminal.signals import SignalGuard

    actions = check_screen(setup.config, options.config_path())
    if view.view not in NAMES:
        raise UsageError(f"no view {view.view!r}; there are {', '.join(NAMES)}")
    found = launched()
    guard = SignalGuard(engines.end, found.screen.modes if found is not None and found.screen is not None else None)
    sends_changes = send_changes_only()
    view = view._replace(ascii_only=view.ascii_only or ascii_only())
    display = view.over(setup.config.display)
    file = RunningSettings(options, view, setup, engines.renew)
    shared = isinstance(engines, _HubEngines)
    make = _noticed(engines.make, loaded)
    client = EngineClient.of_hub(make) if shared else EngineClient(make)
    wall = engines.leader.now if isinstance(engines, _HubEngines) else time.time
    mirror = Mirror(setup.facts, setup.config.market.index, wall, as_of=setup.as_of)
    mirror.fund = setup.config.market.small_fund
    app = _app_class(plain=display.plain, kiosk=view.kiosk)(
        *(file.sections(setup, actions), mirror, client, file),
        view=view.view,
        kiosk=view.kiosk,
        looks=look_memory(setup, kiosk=view.kiosk),
        offer=offer_of(options, setup, kiosk=view.kiosk),
        pictures=picture_memory(options, view, setup, file, sends_changes=sends_changes),
    )
    guard.watch(app.end_soon)
    if display.plain:
        from r2k_tui.ui.plain import console

        console.run(app, display.plain_threshold)
    else:
        app.run(mouse=display.mouse and not view.no_mouse)
    guard.finish()
    return guard.status or app.return_code or 0
