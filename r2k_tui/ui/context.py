"""What all views share: what was heard of the engine, the way to ask it, and what the person looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import msgspec

from r2k_tui.config.sections.display import Display
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.watchlist import PortfolioSettings, Watchlist
from r2k_tui.link.engine_client import EngineClient
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.ui.actions.table import ACTIONS, Action, named_keys
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.mirror.watchlists import Watchlists

# Settings by table and key, as they stand in the file.
Settings = Mapping[tuple[str, str], object]


class FreshSettings(msgspec.Struct, frozen=True):
    """The settings of the screen as the file has them now; `engine` says that the engine's have changed as well."""

    display: Display
    watchlist: Watchlist
    actions: tuple[Action, ...] = ACTIONS
    engine: bool = False
    portfolio: PortfolioSettings = PortfolioSettings()
    alerts: tuple[RuleSettings, ...] = ()


class SettingsFile(Protocol):
    """The file of settings, as the screen needs it."""

    def changed(self) -> bool:
        """Whether the file is another one than at the last call; costs next to nothing."""

    def read(self) -> FreshSettings:
        """The settings of the file. Raises ValueError, with file and line, where they cannot be used."""

    def save(self, settings: Settings) -> str:
        """Keep these; returns where. Raises OSError or ValueError where they cannot be kept."""

    def add(self, name: str, fields: Mapping[str, object]) -> str:
        """Keep one more table of a list of tables; otherwise as `save`."""


class NullSettingsFile:
    """Stands in where there is no file: pictures for the documentation."""

    def changed(self) -> bool:
        """See SettingsFile."""
        return False

    def read(self) -> FreshSettings:
        """See SettingsFile."""
        raise ValueError("there is no file of settings")

    def save(self, settings: Settings) -> str:
        """See SettingsFile."""
        raise ValueError("there is no file of settings")

    def add(self, name: str, fields: Mapping[str, object]) -> str:
        """See SettingsFile."""
        raise ValueError("there is no file of settings")


class AppSettings(msgspec.Struct, frozen=True):
    """What the app is told at birth."""

    display: Display
    watchlist: Watchlist
    file: SettingsFile
    view: str = "dashboard"
    actions: tuple[Action, ...] = ACTIONS
    kiosk: bool = False
    portfolio: PortfolioSettings = PortfolioSettings()
    alerts: tuple[RuleSettings, ...] = ()
    market: MarketSettings = MarketSettings()


@dataclass
class AppContext:
    """One a terminal, made by the app; `symbol` and `range` are what is looked at in every view."""

    mirror: Mirror
    following: EngineClient
    setup: AppSettings
    symbol: str = field(init=False)
    range: str = field(init=False)
    display: Display = field(init=False)
    actions: tuple[Action, ...] = field(init=False)
    lists: Watchlists = field(init=False)

    def __post_init__(self) -> None:
        self.lists = Watchlists(self.setup.watchlist, self.setup.portfolio)
        symbols = self.lists.shown.symbols
        fund = self.setup.market.small_fund
        self.symbol = fund if fund in symbols else next(iter(symbols), "")
        self.display = self.setup.display
        self.bind(self.setup.actions)
        self.range = self.display.range

    def bind(self, actions: tuple[Action, ...]) -> None:
        """Take these keys, which words name from now on."""
        self.actions, self.mirror.keys = actions, named_keys(actions)
