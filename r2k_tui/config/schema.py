"""All settings: the struct of the tables, and descriptions of its patterns for messages."""

from typing import Any, get_args

import msgspec

from r2k_tui.config.section import PROXY, RANGE, STREAM_URL, SYMBOL, URL, Reload, Section
from r2k_tui.config.sections.alerts import PATTERNS as ALERT_PATTERNS
from r2k_tui.config.sections.alerts import AlertRules, BuiltIn, Delivery
from r2k_tui.config.sections.allocation.mixes import MIX_NAME
from r2k_tui.config.sections.allocation.settings import SLEEVE_NAME, WINDOW, Allocation
from r2k_tui.config.sections.dashboard import PATTERNS as LAYOUT_PATTERNS
from r2k_tui.config.sections.dashboard import DashboardSettings
from r2k_tui.config.sections.display import Display, KeyBindings
from r2k_tui.config.sections.hub import PATTERNS as HUB_PATTERNS
from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.polling import PollSettings, SourceLimits
from r2k_tui.config.sections.providers.cboe import CboeSettings
from r2k_tui.config.sections.providers.finra import FinraSettings
from r2k_tui.config.sections.providers.french import FrenchSettings
from r2k_tui.config.sections.providers.nasdaq import NasdaqSettings
from r2k_tui.config.sections.providers.nasdaq_trader import NasdaqTraderSettings
from r2k_tui.config.sections.providers.releases import ReleaseSettings
from r2k_tui.config.sections.providers.sec import PATTERNS as SEC_PATTERNS
from r2k_tui.config.sections.providers.sec import SecSettings
from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.config.sections.record import RecordSettings
from r2k_tui.config.sections.risk import RiskBudget
from r2k_tui.config.sections.source import ReplayPace, SourceChoice, StoreChoice
from r2k_tui.config.sections.thesis import PATTERNS as THESIS_PATTERNS
from r2k_tui.config.sections.thesis import Fred, Thesis
from r2k_tui.config.sections.universe import PATTERNS as SCREEN_PATTERNS
from r2k_tui.config.sections.universe import SavedScreens, UniverseSettings
from r2k_tui.config.sections.watchlist import (
    ACCOUNT_NAME,
    ALL_PORTFOLIOS,
    BASE_CURRENCY,
    GROUP_NAME,
    NamedPortfolios,
    PortfolioSettings,
    Watchlist,
    portfolios_of,
    together,
)
from r2k_tui.model.money.currency import CURRENCIES

PATTERNS = {
    SYMBOL: 'a symbol without spaces or slashes, such as "^RUT"',
    RANGE: "one of 1D 5D 1M 6M YTD 1Y 5Y MAX",
    URL: 'a http(s) address, or ""',
    STREAM_URL: 'a ws(s) address, or ""',
    PROXY: 'a proxy such as "http://proxy.example:3128" or "socks5h://127.0.0.1:1080", or ""',
    BASE_CURRENCY: f"one of {' '.join(sorted(CURRENCIES))}",
    GROUP_NAME: "a name of 1 to 24 characters",
    ACCOUNT_NAME: "an account of at most 40 characters",
    MIX_NAME: "a name of 1 to 24 characters without commas, which does not begin with a dash",
    SLEEVE_NAME: "a name of 1 to 32 characters",
    WINDOW: '"max", or years such as "15y"',
    **THESIS_PATTERNS,
    **ALERT_PATTERNS,
    **HUB_PATTERNS,
    **SEC_PATTERNS,
    **SCREEN_PATTERNS,
    **LAYOUT_PATTERNS,
}


class Config(Section, frozen=True):
    """All settings, table by table."""

    market: MarketSettings = MarketSettings()
    watchlist: Watchlist = Watchlist()
    source: SourceChoice = SourceChoice()
    replay: ReplayPace = ReplayPace()
    record: RecordSettings = RecordSettings()
    yahoo: YahooSettings = YahooSettings()
    cboe: CboeSettings = CboeSettings()
    nasdaq: NasdaqSettings = NasdaqSettings()
    nasdaq_trader: NasdaqTraderSettings = NasdaqTraderSettings()
    poll: PollSettings = PollSettings()
    limits: SourceLimits = SourceLimits()
    universe: UniverseSettings = UniverseSettings()
    risk: RiskBudget = RiskBudget()
    store: StoreChoice = StoreChoice()
    display: Display = Display()
    dashboard: DashboardSettings = DashboardSettings()
    portfolio: PortfolioSettings = PortfolioSettings()
    portfolios: NamedPortfolios = ()
    allocation: Allocation = Allocation()
    fred: Fred = Fred()
    sec: SecSettings = SecSettings()
    releases: ReleaseSettings = ReleaseSettings()
    finra: FinraSettings = FinraSettings()
    french: FrenchSettings = FrenchSettings()
    thesis: Thesis = Thesis()
    screens: SavedScreens = ()
    alerts: AlertRules = ()
    delivery: Delivery = Delivery()
    built_in_alerts: BuiltIn = BuiltIn()
    hub: HubSettings = HubSettings()
    keys: KeyBindings = msgspec.field(default_factory=dict)

    @property
    def everything(self) -> PortfolioSettings:
        """All portfolios together."""
        return together(portfolios_of(self.portfolio, self.portfolios)) if self.portfolios else self.portfolio

    @property
    def own(self) -> PortfolioSettings:
        """The portfolio that is traded to the target, see `[allocation] portfolio`; an empty one has no holdings."""
        wanted = self.allocation.portfolio.casefold()
        found = (one for one in portfolios_of(self.portfolio, self.portfolios) if one.name.casefold() == wanted)
        return self.everything if wanted == ALL_PORTFOLIOS else next(found, PortfolioSettings(base=self.portfolio.base))


def reload_of(table: str) -> Reload:
    """Who takes over an edited table: its section says so, or its type where it is a list or a plain mapping."""
    return _RELOADS[table]


def _reload(kind: Any) -> Reload:
    section = next((k for k in (kind, *get_args(kind)) if isinstance(k, type) and issubclass(k, Section)), None)
    if section is not None:
        return section.reload
    (meta,) = (one for one in get_args(kind) if isinstance(one, msgspec.Meta))
    reload: Reload = (meta.extra or {})["reload"]
    return reload


_RELOADS = {field.name: _reload(field.type) for field in msgspec.structs.fields(Config)}
