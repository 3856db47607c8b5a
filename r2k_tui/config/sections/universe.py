"""The constituents of the index: where their list comes from, how they are polled, and saved screens of them."""

from datetime import date
from itertools import pairwise
from typing import Annotated

import msgspec

from r2k_tui.config.section import PROXY, URL, Section, Symbol
from r2k_tui.model.alerts.rule import SCREEN, RuleSettings
from r2k_tui.model.index.reconstitution import FIRST_DAY, Reconstitution
from r2k_tui.model.settings_fault import SettingsFault


class ReconstitutionDates(Section, frozen=True):
    """Dates of one reconstitution, in place of the packaged ones of its month."""

    effective: date
    """Day after whose close it takes effect."""
    rank_day: date | None = None
    """Day whose prices rank the companies; absent if it is not announced, as every date below."""
    preliminary: date | None = None
    """Day of the preliminary lists."""
    updates: Annotated[tuple[date, ...], msgspec.Meta(max_length=20)] = ()
    """Days of the updated lists."""
    lock_down: date | None = None
    """Day from which the lists are final."""
    opens: date | None = None
    """First session of the new list."""
    source: Annotated[str, msgspec.Meta(min_length=1, max_length=200)] = "settings"
    """Where the dates are from."""


class UniverseSettings(Section, frozen=True):
    """The constituents of the index."""

    enabled: bool = True
    """Whether constituents are fetched and polled."""
    halts: bool = True
    """Whether trading halts are polled."""
    large_fund: Symbol = "IWB"
    """Fund of large companies, for comparing valuations."""
    chunk: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 200
    """Constituents per quote request."""
    requests_per_minute: Annotated[int, msgspec.Meta(ge=1, le=6000)] = 30
    """Maximum requests per minute for constituents, within `[limits]`."""
    history_days: Annotated[int, msgspec.Meta(ge=0, le=20000)] = 1300
    """Calendar days of closes per constituent; 0 fetches none."""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=300)] = 30.0
    """Seconds after which fetching a holdings list fails."""
    max_mb: Annotated[float, msgspec.Meta(ge=0.1, le=100)] = 8.0
    """Largest holdings list that is read, in megabytes."""
    endpoint: Annotated[str, msgspec.Meta(pattern=URL)] = ""
    """Gateway in place of the hosts of iShares, with path and query unchanged; "" is iShares itself."""
    short_interest: bool = False
    """Whether FINRA's files of short interest are fetched, twice a month."""
    squeeze_fraction: Annotated[float, msgspec.Meta(ge=0, le=10)] = 0.2
    """Squeeze list: smallest short interest, a fraction of the float or of the shares outstanding."""
    squeeze_days: Annotated[float, msgspec.Meta(ge=0, le=1000)] = 5.0
    """Squeeze list: fewest days to cover."""
    holdings: dict[Symbol, Annotated[str, msgspec.Meta(pattern=URL)]] = msgspec.field(default_factory=dict)
    """Address of the holdings list of each fund; "" fetches none."""
    symbols: dict[Symbol, Symbol] = msgspec.field(default_factory=dict)
    """Spelling of tickers that the source spells differently from the list."""
    reconstitution: Annotated[tuple[ReconstitutionDates, ...], msgspec.Meta(max_length=100)] = ()
    """Dates of reconstitutions that are not packaged, or that were moved."""
    proxy: Annotated[str, msgspec.Meta(pattern=PROXY)] = ""
    """Proxy of these requests alone; "" is that of `[source]`."""

    def reconstitutions(self) -> tuple[Reconstitution, ...]:
        """The user's reconstitutions."""
        return tuple(Reconstitution(**msgspec.structs.asdict(row)) for row in self.reconstitution)


def reconstitution_fault(settings: UniverseSettings) -> SettingsFault | None:
    """The first fault of the user's reconstitutions: a year too early, dates out of order, or a month given twice."""
    seen = set()
    for place, row in enumerate(settings.reconstitutions()):
        at = ("universe", "reconstitution", f"[{place}]")
        known = [(name, day) for name, day in row.dates() if day is not None]
        if row.effective < FIRST_DAY:
            return SettingsFault((*at, "effective"), f"expected a day from {FIRST_DAY} on")
        for (earlier, first), (later, second) in pairwise(_in_order(known)):
            if second < first:
                words = f"{later.replace('_', ' ')} {second} is before {earlier.replace('_', ' ')} {first}"
                return SettingsFault((*at, "effective"), words)
        if row.month in seen:
            return SettingsFault((*at, "effective"), f"two reconstitutions take effect in {row.month}")
        seen.add(row.month)
    return None


def _in_order(dates: list[tuple[str, date]]) -> list[tuple[str, date]]:
    """Dates that must follow one another; the lock-down may fall between two updates."""
    return [(name, day) for name, day in dates if name != "lock_down"]


SCREEN_NAME, SCREEN_KEY = r"^[a-z][a-z0-9_]{0,31}$", r"^[a-z0-9]?$"
PATTERNS = {
    SCREEN_NAME: "a short name of lowercase letters, digits and underscores",
    SCREEN_KEY: "one lowercase letter or digit",
}


class ScreenSettings(Section, frozen=True):
    """A saved screen of the members."""

    name: Annotated[str, msgspec.Meta(pattern=SCREEN_NAME)]
    """Unique short name; an alert watches it as `screen.NAME`."""
    expr: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    """Expression over the columns of the members."""
    key: Annotated[str, msgspec.Meta(pattern=SCREEN_KEY)] = ""
    """Key in the list that `F` opens in view 7; its number in the list if absent."""


SavedScreens = Annotated[tuple[ScreenSettings, ...], msgspec.Meta(max_length=50, extra={"reload": "engine"})]


def _expression_fault(expression: str) -> str | None:
    """What is wrong with an expression. Its grammar is loaded only for settings that have one."""
    from r2k_tui.model.screens.parser import parse
    from r2k_tui.model.screens.syntax import ScreenFault

    try:
        parse(expression)
    except ScreenFault as fault:
        return f"at {expression[fault.start : fault.stop] or 'the end'!r}: {fault.message}"
    return None


def screens_fault(screens: SavedScreens, rules: tuple[RuleSettings, ...]) -> SettingsFault | None:
    """The first fault of the screens, of their names and keys together, or of an alert about one of them."""
    names, keys = set[str](), set[str]()
    for place, screen in enumerate(screens):
        at = ("screens", f"[{place}]")
        if (fault := _expression_fault(screen.expr)) is not None:
            return SettingsFault((*at, "expr"), fault)
        if screen.name in names:
            return SettingsFault((*at, "name"), f"two screens are named {screen.name!r}")
        if screen.key and screen.key in keys:
            return SettingsFault((*at, "key"), f"two screens have the key {screen.key!r}")
        names.add(screen.name)
        keys.add(screen.key)
    for place, rule in enumerate(rules):
        if rule.field.startswith(SCREEN) and rule.field.removeprefix(SCREEN) not in names:
            known = f" (there are {', '.join(sorted(names))})" if names else "; [[screens]] has none"
            return SettingsFault(("alerts", f"[{place}]", "field"), f"no screen {rule.field[len(SCREEN) :]!r}{known}")
    return None
