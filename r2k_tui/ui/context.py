"""What all views share: the mirror of the engine, the client that asks it, the settings, and the selection."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from r2k_tui.config.sections.dashboard import DashboardSettings
from r2k_tui.config.sections.display import Display
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.universe import ScreenSettings
from r2k_tui.config.sections.watchlist import PortfolioSettings, Watchlist
from r2k_tui.link.engine_client import EngineClient
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.index.reconstitution import Reconstitution
from r2k_tui.ui.actions.table import ACTIONS, Action, named_keys
from r2k_tui.ui.mirror.layouts import LayoutChoice
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.mirror.watchlists import Watchlists


class AppSettings(msgspec.Struct, frozen=True):
    """The sections of the settings that the screen reads, at the start and after every edit of the file.

    `engine` is everything that only an engine reads: it is compared, never looked into.
    """

    display: Display
    watchlist: Watchlist
    actions: tuple[Action, ...] = ACTIONS
    portfolio: PortfolioSettings = PortfolioSettings()
    alerts: tuple[RuleSettings, ...] = ()
    market: MarketSettings = MarketSettings()
    screens: tuple[ScreenSettings, ...] = ()
    engine: object = None
    reconstitutions: tuple[Reconstitution, ...] = ()
    dashboard: DashboardSettings = DashboardSettings()


@dataclass
class AppContext:
    """One per terminal, made by the app; `symbol` and `range` are selected in all views at once.

    `page`: the page that the next view is to open at, "" for the one it was left at.
    """

    mirror: Mirror
    client: EngineClient
    settings: AppSettings
    kiosk: bool = False
    symbol: str = field(init=False)
    range: str = field(init=False)
    display: Display = field(init=False)
    actions: tuple[Action, ...] = field(init=False)
    lists: Watchlists = field(init=False)
    layouts: LayoutChoice = field(init=False)
    page: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self.lists = Watchlists(self.settings.watchlist, self.settings.portfolio)
        self.layouts = LayoutChoice(self.settings.dashboard)
        symbols = self.lists.shown.symbols
        fund = self.settings.market.small_fund
        self.symbol = fund if fund in symbols else next(iter(symbols), "")
        self.display = self.settings.display
        self.bind(self.settings.actions)
        self.range = self.display.range
        self.mirror.reconstitutions = self.settings.reconstitutions

    def bind(self, actions: tuple[Action, ...]) -> None:
        """Use the keys of these actions, also in messages that name a key."""
        self.actions, self.mirror.keys = actions, named_keys(actions)
