"""The settings file of a running monitor: reloaded after an edit, written when the user saves."""

from __future__ import annotations

import difflib
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from r2k_tui.commands.shared.options import Options, ViewOptions, long_running
from r2k_tui.config.errors import error_at
from r2k_tui.config.paths import candidates, packaged_path, user_path
from r2k_tui.config.schema import Config, reload_of
from r2k_tui.engine.setup import EngineSetup

if TYPE_CHECKING:
    from r2k_tui.config.listing import ListedSetting
    from r2k_tui.ui.actions.table import Action
    from r2k_tui.ui.context import AppSettings

_Stamp = tuple[Path, int, int, int] | None


class RunningSettings:
    """The settings file that the monitor started with; `renew` receives the setup of the next engine."""

    def __init__(
        self, options: Options, view: ViewOptions, setup: EngineSetup, renew: Callable[[EngineSetup], None]
    ) -> None:
        self._options, self._view, self._renew = options, view, renew
        self._setup = long_running(setup, kiosk=view.kiosk)
        # Checked every other second, for as long as the monitor runs.
        self._candidates = candidates(options.config)
        self._stamp = self._stamped()

    def _stamped(self) -> _Stamp:
        for path in self._candidates:
            try:
                status = path.stat()
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode):
                return path, status.st_mtime_ns, status.st_size, status.st_ino
        return None

    def changed(self) -> bool:
        """See SettingsFile. A missing file, as editors leave for a moment, is not a change."""
        stamp = self._stamped()
        if stamp is None or stamp == self._stamp:
            return False
        self._stamp = stamp
        return True

    def is_applied(self) -> bool:
        """Whether the file is as it was when it was last read."""
        return self._stamped() == self._stamp

    def read(self) -> AppSettings:
        """See SettingsFile."""
        from r2k_tui.bootstrap.errors import UsageError
        from r2k_tui.config.errors import ConfigError

        try:
            setup = self._options.setup(self._setup.config.watchlist.symbols if self._view.symbols else ())
            setup = long_running(setup, kiosk=self._view.kiosk)
            actions = check_screen(setup.config, self._options.config_path())
        except (ConfigError, UsageError) as error:
            raise ValueError(str(error)) from None
        self._setup = setup
        self._renew(setup)
        return self.sections(setup, actions)

    def sections(self, setup: EngineSetup, actions: tuple[Action, ...]) -> AppSettings:
        """The sections that the screen reads, with the options of the command line over them."""
        from r2k_tui.ui.context import AppSettings

        config = setup.config
        display, engine = self._view.over(config.display), _of_the_engine(setup)
        own = (config.watchlist, actions, config.portfolio, config.alerts, config.market, config.screens)
        more = (config.universe.reconstitutions(), config.portfolios, config.dashboard)
        return AppSettings(display, *own, engine, *more)

    def save(self, settings: Mapping[tuple[str, str], object]) -> str:
        """See SettingsFile: into the user's own file, created if absent."""
        if self._view.symbols and any(table == "watchlist" for table, _ in settings):
            return "not saved: the list comes from --symbols"
        if self._view.kiosk:
            return "not saved: --kiosk"
        from r2k_tui.config.write import save_settings

        path = self._own_path()
        save_settings(path, settings)
        return f"saved in {path}"

    def add(self, name: str, fields: Mapping[str, object]) -> str:
        """See SettingsFile."""
        if self._view.kiosk:
            return "not saved: --kiosk"
        from r2k_tui.config.write import append_table

        path = self._own_path()
        append_table(path, name, fields)
        return f"saved in {path}"

    def listed(self) -> tuple[ListedSetting, ...]:
        """See SettingsFile."""
        from r2k_tui.config.errors import ConfigError
        from r2k_tui.config.listing import listed_settings

        try:
            return listed_settings(self._options.config_path())
        except ConfigError as error:
            raise ValueError(str(error)) from None

    def change(self, table: str, key: str, text: str) -> str:
        """See SettingsFile: nothing is written that the settings, themes or keys refuse."""
        from r2k_tui.config.errors import ConfigError
        from r2k_tui.config.listing import check_change
        from r2k_tui.config.load import load

        path = self._options.config_path()
        value = check_change(path, table, key, text)
        try:
            check_screen(load(path, {(table, key): value}), path)
        except ConfigError as error:
            raise ValueError(error.message) from None
        return self.save({(table, key): value})

    def _own_path(self) -> Path:
        path = self._options.config_path()
        return user_path() if path == packaged_path() else path


def needs_engine(old: EngineSetup, new: EngineSetup) -> bool:
    """Whether the change from `old` to `new` needs a new engine; each table declares its own `reload`."""
    return _of_the_engine(old) != _of_the_engine(new)


def _of_the_engine(setup: EngineSetup) -> EngineSetup:
    """The setup with defaults in every table that an engine keeps running through."""
    plain = {
        field.name: getattr(Config(), field.name)
        for field in msgspec.structs.fields(Config)
        if reload_of(field.name) != "engine"
    }
    return msgspec.structs.replace(setup, config=msgspec.structs.replace(setup.config, **plain))


def check_screen(settings: Config, path: Path) -> tuple[Action, ...]:
    """The table of actions with the user's keys. Raises ConfigError on an unknown theme or unusable keys."""
    from r2k_tui.ui.actions.keymap import UnusableKey, resolve
    from r2k_tui.ui.theme import names

    theme = settings.display.theme
    if theme not in names():
        near = difflib.get_close_matches(theme, names(), 1, 0.3)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise error_at(path, ["display", "theme"], f"no theme {theme!r}{hint} (there are {', '.join(names())})")
    try:
        return resolve(settings.keys)
    except UnusableKey as error:
        raise error_at(path, ["keys", error.action], str(error)) from None
