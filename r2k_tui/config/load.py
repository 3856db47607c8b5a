"""The settings: TOML in, frozen structs out; an error says file, line, key and what was expected."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any

import msgspec

from r2k_tui.config.errors import ConfigError, error_at, locate
from r2k_tui.config.section import SYMBOL, Section, Symbol
from r2k_tui.config.sections.alerts import PATTERNS as ALERT_PATTERNS
from r2k_tui.config.sections.alerts import BuiltIn, Delivery, Rules, alert_fault
from r2k_tui.config.sections.allocation import SLEEVE_NAME, WINDOW, Allocation, clash
from r2k_tui.config.sections.hub import PATTERNS as HUB_PATTERNS
from r2k_tui.config.sections.hub import Hub
from r2k_tui.config.sections.thesis import PATTERNS as THESIS_PATTERNS
from r2k_tui.config.sections.thesis import Fred, Thesis, claim_fault
from r2k_tui.config.sections.watchlist import GROUP_NAME, Portfolio, Watchlist
from r2k_tui.model.messages.replay import FASTEST

Seconds = Annotated[float, msgspec.Meta(ge=0, le=86400, description="seconds, 0 to 86400")]
_RANGE = "^(1D|5D|1M|6M|YTD|1Y|5Y|MAX)$"
_URL = r"^(https?://\S+)?$"
_STREAM_URL = r"^(wss?://\S+)?$"
_PATTERNS = {
    SYMBOL: 'a symbol without blanks or slashes, such as "^RUT"',
    _RANGE: "one of 1D 5D 1M 6M YTD 1Y 5Y MAX",
    _URL: 'a http(s) address, or ""',
    _STREAM_URL: 'a ws(s) address, or ""',
    GROUP_NAME: "a name of 1 to 24 characters",
    SLEEVE_NAME: "a name of 1 to 32 characters",
    WINDOW: '"max", or years such as "15y"',
    **THESIS_PATTERNS,
    **ALERT_PATTERNS,
    **HUB_PATTERNS,
}


class Market(Section, frozen=True):
    """Which symbols play which part."""

    index: Symbol = "^RUT"
    small_fund: Symbol = "IWM"
    large_index: Symbol = "^GSPC"
    large_fund: Symbol = "SPY"
    implied_volatility: Symbol = "^RVX"
    implied_volatility_fallback: Symbol = "^VIX"
    high_yield: Symbol = "HYG"
    treasury: Symbol = "IEF"
    bill: Symbol = "^IRX"
    risk_free: Annotated[float, msgspec.Meta(ge=-0.05, le=0.5)] | None = None


class SourceChoice(Section, frozen=True):
    """Where the numbers come from."""

    name: Annotated[str, msgspec.Meta(min_length=1)] = "yahoo"
    data: str = ""


class ReplayPace(Section, frozen=True):
    """How a recorded day is played: `speed` times as fast as it went."""

    speed: Annotated[float, msgspec.Meta(gt=0, le=FASTEST)] = 60.0


class Yahoo(Section, frozen=True):
    """The way to Yahoo."""

    endpoint: Annotated[str, msgspec.Meta(pattern=_URL)] = ""
    proxy: str = ""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=120)] = 15.0
    max_body_mb: Annotated[float, msgspec.Meta(ge=0.1, le=500)] = 20.0
    stream: bool = False
    stream_endpoint: Annotated[str, msgspec.Meta(pattern=_STREAM_URL)] = ""
    stream_silence_s: Annotated[float, msgspec.Meta(ge=0.1, le=3600)] = 30.0


class Cadence(Section, frozen=True):
    """Seconds between two polls in each phase of the session; 0 is one look a phase."""

    pre: Seconds = 0.0
    open: Seconds = 0.0
    post: Seconds = 0.0
    closed: Seconds = 0.0


class Poll(Section, frozen=True):
    """The cadence of every topic."""

    quotes: Cadence = Cadence(pre=15.0, open=5.0, post=15.0)
    intraday: Cadence = Cadence(pre=120.0, open=60.0, post=120.0)
    daily: Cadence = Cadence(open=1800.0, post=900.0)
    news: Cadence = Cadence(pre=900.0, open=600.0, post=900.0)
    universe: Cadence = Cadence(open=60.0)
    macro: Cadence = Cadence(pre=10800.0, open=10800.0, post=10800.0)


class Limits(Section, frozen=True):
    """What one source is asked at most, and how long a failure is given."""

    requests_per_minute: Annotated[int, msgspec.Meta(ge=1, le=6000)] = 60
    burst: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 30
    backoff_s: Annotated[float, msgspec.Meta(gt=0, le=3600)] = 5.0
    backoff_max_s: Annotated[float, msgspec.Meta(gt=0, le=86400)] = 300.0
    breaker_s: Annotated[float, msgspec.Meta(gt=0, le=86400)] = 300.0


class Universe(Section, frozen=True):
    """The members of the index: whose list, and how gently the source is asked for them."""

    enabled: bool = True
    large_fund: Symbol = "IWB"
    chunk: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 200
    requests_per_minute: Annotated[int, msgspec.Meta(ge=1, le=6000)] = 30
    history_days: Annotated[int, msgspec.Meta(ge=0, le=20000)] = 1300
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=300)] = 30.0
    max_mb: Annotated[float, msgspec.Meta(ge=0.1, le=100)] = 8.0
    holdings: dict[Symbol, Annotated[str, msgspec.Meta(pattern=_URL)]] = msgspec.field(default_factory=dict)
    symbols: dict[Symbol, Symbol] = msgspec.field(default_factory=dict)


class RiskBudget(Section, frozen=True):
    """What a position may cost: `capital` in dollars, the rest as fractions of it; `limit` is the most ever held."""

    capital: Annotated[float, msgspec.Meta(gt=0, le=1e15)] = 100_000.0
    budget: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.01
    volatility: Annotated[float, msgspec.Meta(gt=0, le=5)] = 0.10
    limit: Annotated[float, msgspec.Meta(gt=0, le=100)] = 1.0


class StoreChoice(Section, frozen=True):
    """Where the last picture is kept."""

    path: str = ""
    enabled: bool = True


# The theme of the terminal's own colours.
SIXTEEN_COLOURS = "ansi-dark"


class Display(Section, frozen=True):
    """How it looks."""

    theme: Annotated[str, msgspec.Meta(min_length=1, max_length=64)] = "r2k"
    range: Annotated[str, msgspec.Meta(pattern=_RANGE)] = "1D"
    ascii: bool = False
    mouse: bool = True
    low_bandwidth: bool = False
    export_folder: str = ""


# A key, or several, for an action.
KeyNames = str | tuple[str, ...]


class Config(Section, frozen=True):
    """All settings."""

    market: Market = Market()
    watchlist: Watchlist = Watchlist()
    source: SourceChoice = SourceChoice()
    replay: ReplayPace = ReplayPace()
    yahoo: Yahoo = Yahoo()
    poll: Poll = Poll()
    limits: Limits = Limits()
    universe: Universe = Universe()
    risk: RiskBudget = RiskBudget()
    store: StoreChoice = StoreChoice()
    display: Display = Display()
    portfolio: Portfolio = Portfolio()
    allocation: Allocation = Allocation()
    fred: Fred = Fred()
    thesis: Thesis = Thesis()
    alerts: Rules = ()
    delivery: Delivery = Delivery()
    built_in_alerts: BuiltIn = BuiltIn()
    hub: Hub = Hub()
    keys: dict[str, KeyNames] = msgspec.field(default_factory=dict)


def packaged_path() -> Path:
    """The config.toml with every default: in the package when installed, beside it in a checkout."""
    here = Path(__file__).parents[1]
    return next((p for p in (here / "config.toml", here.parent / "config.toml") if p.is_file()), here / "config.toml")


def user_path() -> Path:
    """Where the user's own settings are kept on this platform."""
    from platformdirs import user_config_path

    return user_config_path("r2k-tui", appauthor=False) / "config.toml"


def own_path(explicit: Path | None = None) -> Path:
    """The user's own file, whether it is there or not: the one named, `$R2K_CONFIG`, else that of the platform."""
    return candidates(explicit)[0]


def commented_defaults() -> str:
    """All settings with what they do, each as a comment: a file to begin with, which changes nothing."""
    lines = packaged_path().read_text("utf-8").splitlines()
    body = (f"# {line}" if line.strip() and not line.lstrip().startswith("#") else line for line in lines)
    return (
        "# Your settings. Take the # away before a setting, and before the [table] above it.\n\n"
        + "\n".join(body)
        + "\n"
    )


def candidates(explicit: Path | None = None) -> tuple[Path, ...]:
    """Where settings may lie, the first that is there counts: the one named, `$R2K_CONFIG`; else the user's, the
    packaged one."""
    named = explicit or (Path(env) if (env := os.environ.get("R2K_CONFIG")) else None)
    return (named,) if named is not None else (user_path(), packaged_path())


def find(explicit: Path | None = None) -> Path:
    """The file that counts, or would if it were there."""
    paths = candidates(explicit)
    return next((path for path in paths if path.is_file()), paths[-1])


def load(path: Path) -> Config:
    """Read the settings of `path` over the packaged defaults. Raises ConfigError."""
    defaults = packaged_path()
    base = _parse(defaults) if defaults.is_file() else {}
    own = _parse(path) if path != defaults else {}
    if own:
        _convert(own, path)
    settings = _convert(_overlay(base, own), path)
    if (found := clash(settings.allocation)) is not None:
        raise error_at(path, found.parts, found.message)
    if (fault := claim_fault(settings.thesis)) is not None:
        raise error_at(path, fault.parts, fault.message)
    if (wrong := alert_fault(settings.alerts, settings.delivery)) is not None:
        raise error_at(path, wrong.parts, wrong.message)
    return settings


def _parse(path: Path) -> dict[str, Any]:
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), None, "", f"the file is not UTF-8 text (byte {error.start})") from None
    except OSError as error:
        raise ConfigError(str(path), None, "", f"cannot be read: {error.strerror or error}") from None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: TOMLDecodeError, and a number of thousands of digits
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else len(text.splitlines()) or None
        raise ConfigError(str(path), line, "", f"not valid TOML: {error}") from None


def _overlay(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    joined = dict(base)
    for key, value in own.items():
        old = joined.get(key)
        joined[key] = _overlay(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return joined


def _convert(data: dict[str, Any], path: Path) -> Config:
    try:
        return msgspec.convert(data, Config)
    except msgspec.ValidationError as error:
        raise locate(str(error), Config, data, path, _PATTERNS) from None
