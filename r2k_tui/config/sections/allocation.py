"""The settings of the allocation laboratory, and which of its limits clash."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Literal

import msgspec

from r2k_tui.config.section import Section, Symbol
from r2k_tui.model.settings_fault import SettingsFault
from r2k_tui.model.text import plural

WINDOW = r"^(max|[1-9]\d?y)$"
SLEEVE_NAME = r"^[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]{0,31}$"
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Rate = Annotated[float, msgspec.Meta(ge=-1, le=1)]
Shares = dict[Symbol, Share]
PortfolioName = Literal["min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity", "equal", "own"]
PORTFOLIOS: tuple[PortfolioName, ...] = ("min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity", "equal", "own")
# Chosen on the very returns that they are measured on: their figures are in sample.
IN_SAMPLE = ("min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity")
Target = Literal["auto", "min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity", "equal", "own"]
Rebalance = Literal["daily", "monthly", "quarterly", "drift"]
# Sums of shares as people type them: 0.1 + 0.2 is 0.3, and three times 0.333333 is 1.
SUM_TOLERANCE = 1e-4
_SLACK = SUM_TOLERANCE + 1e-9
_EXACT = 1e-9


class Sleeve(Section, frozen=True):
    """A part of the whole: a `weight`, or from `min` to `max`; shares of the whole, as are `floors`."""

    name: Annotated[str, msgspec.Meta(pattern=SLEEVE_NAME)]
    members: Annotated[tuple[Symbol, ...], msgspec.Meta(min_length=1, max_length=60)]
    weight: Share | None = None
    min: Share | None = None
    max: Share | None = None
    floors: Shares = msgspec.field(default_factory=dict)

    @property
    def least(self) -> float:
        """The least share of the whole."""
        return self.weight if self.weight is not None else self.min or 0.0

    @property
    def most(self) -> float:
        """The greatest share of the whole."""
        if self.weight is not None:
            return self.weight
        return 1.0 if self.max is None else self.max


class ReturnView(Section, frozen=True):
    """An expectation: `symbol` returns `ret` a year, or so much more than `over`, held with `confidence`."""

    symbol: Symbol
    ret: Rate
    over: Symbol | None = None
    confidence: Annotated[float, msgspec.Meta(gt=0, lt=1)] = 0.5


class Allocation(Section, frozen=True):
    """What may be held, within which limits, and how portfolios are judged."""

    risk_free: Annotated[float, msgspec.Meta(ge=-0.05, le=0.5)] | Symbol | None = None
    window: Annotated[str, msgspec.Meta(pattern=WINDOW)] = "max"
    expected_return: Literal["mean", "capm", "shrunk", "black_litterman"] = "mean"
    covariance: Literal["sample", "ledoit_wolf"] = "sample"
    max_weight: Annotated[float, msgspec.Meta(gt=0, le=1)] = 1.0
    rebalance: Rebalance = "monthly"
    drift_band: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.05
    cost_bp: Annotated[float, msgspec.Meta(ge=0, le=1000)] = 5.0
    lookback_years: Annotated[int, msgspec.Meta(ge=1, le=50)] = 5
    target: Target = "auto"
    min_trade: Annotated[float, msgspec.Meta(ge=0, le=1e9)] = 100.0
    benchmark: Shares = msgspec.field(default_factory=dict)
    own: Shares = msgspec.field(default_factory=dict)
    idle_s: Annotated[float, msgspec.Meta(ge=1, le=86400)] = 120.0
    sleeves: Annotated[tuple[Sleeve, ...], msgspec.Meta(max_length=40)] = ()
    views: Annotated[tuple[ReturnView, ...], msgspec.Meta(max_length=40)] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """Every symbol that may be held, sleeve by sleeve."""
        return tuple(dict.fromkeys(symbol for sleeve in self.sleeves for symbol in sleeve.members))

    @property
    def aim(self) -> PortfolioName:
        """The portfolio to trade to: `auto` is the user's own shares, else the policy mix, never an optimum."""
        if self.target != "auto":
            return self.target
        return "own" if self.own else "equal"

    @property
    def years(self) -> int | None:
        """Length of the window; None for all there is."""
        return None if self.window == "max" else int(self.window[:-1])


def allocation_fault(settings: Allocation, known: Collection[str] | None = None) -> SettingsFault | None:
    """The first clash of the limits; with `known`, of what is left of them when only these members can be held."""
    for place, sleeve in enumerate(settings.sleeves):
        at = ("allocation", "sleeves", f"[{place}]")
        found = _of_spelling(sleeve, at) or _of_sleeve(settings, sleeve, at, known)
        if found is not None:
            return found
    return _of_members(settings) or _of_whole(settings) or _of_mixes(settings)


def near_sums(settings: Allocation) -> list[str]:
    """What adds up to 1 within the tolerance, but not exactly, and is taken as 1: a sentence each."""
    found = []
    for name, mix in (("benchmark", settings.benchmark), ("own", settings.own)):
        total = sum(mix.values())
        if mix and _EXACT < abs(total - 1) <= _SLACK:
            found.append(f"the shares of `{name}` add up to {total:.6g}: taken as 1 (tolerance {SUM_TOLERANCE:g})")
    least, most = (sum(getattr(sleeve, end) for sleeve in settings.sleeves) for end in ("least", "most"))
    room = sum(min(s.most, sum(cap_of(settings, s, symbol) for symbol in s.members)) for s in settings.sleeves)
    for words, total, off in (
        ("the sleeves must hold at least", least, least - 1),
        ("the sleeves may hold at most", most, 1 - most),
        (f"max_weight {settings.max_weight:g} lets the sleeves hold", room, 1 - room),
    ):
        if settings.sleeves and _EXACT < off <= _SLACK:
            found.append(f"{words} {total:.6g} together: taken as 1 (tolerance {SUM_TOLERANCE:g})")
            break
    return found


def _of_spelling(sleeve: Sleeve, at: tuple[str, ...]) -> SettingsFault | None:
    name = f'sleeve "{sleeve.name}"'
    if sleeve.weight is not None and (sleeve.min is not None or sleeve.max is not None):
        return SettingsFault((*at, "weight"), f"{name} has a weight, so min and max have nothing to say")
    if len(set(sleeve.members)) < len(sleeve.members):
        return SettingsFault((*at, "members"), f"{name} names a member twice")
    if sleeve.least > sleeve.most:
        return SettingsFault((*at, "min"), f"{name}: min {sleeve.least:g} is above max {sleeve.most:g}")
    for symbol in sleeve.floors:
        if symbol not in sleeve.members:
            return SettingsFault((*at, "floors"), f"the floor of {symbol} is for no member of {name}")
    return None


def _of_sleeve(
    settings: Allocation, sleeve: Sleeve, at: tuple[str, ...], known: Collection[str] | None
) -> SettingsFault | None:
    name = f'sleeve "{sleeve.name}"'
    held = [symbol for symbol in sleeve.members if known is None or symbol in known]
    floors = sum(sleeve.floors.get(symbol, 0.0) for symbol in held)
    if floors > sleeve.most + _SLACK:
        named = " + ".join(f"{symbol} {share:g}" for symbol, share in sleeve.floors.items() if symbol in held)
        return SettingsFault(
            (*at, "floors"), f"the floors of {name} ({named}) are above its {sleeve.most:g} of the whole"
        )
    room = sum(cap_of(settings, sleeve, symbol) for symbol in held)
    if room < sleeve.least - _SLACK:
        if not held:
            return SettingsFault(
                at, f"{name} must hold {sleeve.least:g} of the whole, and none of its members has a history"
            )
        words = f"{plural(len(held), 'member')} at most {settings.max_weight:g} each (max_weight) give {room:g}"
        return SettingsFault(
            ("allocation", "max_weight"), f"{name} must hold {sleeve.least:g} of the whole, but {words}"
        )
    return None


def cap_of(settings: Allocation, sleeve: Sleeve, symbol: str) -> float:
    """The most of one member: `max_weight`, unless it has a floor, which says that much of it is wanted."""
    return sleeve.most if sleeve.floors.get(symbol, 0.0) > 0 else min(settings.max_weight, sleeve.most)


def _of_members(settings: Allocation) -> SettingsFault | None:
    sleeve_of: dict[str, str] = {}
    for place, sleeve in enumerate(settings.sleeves):
        for symbol in sleeve.members:
            if symbol in sleeve_of:
                at = ("allocation", "sleeves", f"[{place}]", "members")
                return SettingsFault(at, f'{symbol} is in two sleeves, "{sleeve_of[symbol]}" and "{sleeve.name}"')
            sleeve_of[symbol] = sleeve.name
    return None


def _of_whole(settings: Allocation) -> SettingsFault | None:
    if not settings.sleeves:
        return None
    least, most = (sum(getattr(sleeve, end) for sleeve in settings.sleeves) for end in ("least", "most"))
    named = ", ".join(f'"{sleeve.name}"' for sleeve in settings.sleeves)
    if least > 1 + _SLACK:
        return SettingsFault(
            ("allocation", "sleeves"), f"the sleeves {named} must hold at least {least:g} together, above 1"
        )
    if most < 1 - _SLACK:
        return SettingsFault(
            ("allocation", "sleeves"), f"the sleeves {named} may hold at most {most:g} together, below 1"
        )
    room = sum(min(s.most, sum(cap_of(settings, s, symbol) for symbol in s.members)) for s in settings.sleeves)
    if room < 1 - _SLACK:
        words = f"max_weight {settings.max_weight:g} lets the sleeves {named} hold {room:g} together, below 1"
        return SettingsFault(("allocation", "max_weight"), words)
    return None


def _of_mixes(settings: Allocation) -> SettingsFault | None:
    mixes: dict[str, Mapping[str, float]] = {"benchmark": settings.benchmark, "own": settings.own}
    for name, mix in mixes.items():
        total = sum(mix.values())
        if mix and abs(total - 1) > _SLACK:
            return SettingsFault(("allocation", name), f"the shares of `{name}` add up to {total:g}, not to 1")
    members = settings.members
    for place, view in enumerate(settings.views):
        for symbol in (view.symbol, view.over):
            if symbol is not None and symbol not in members:
                at = ("allocation", "views", f"[{place}]")
                return SettingsFault(at, f"a view on {symbol}, which is a member of no sleeve")
    if settings.expected_return == "black_litterman" and not settings.views:
        return SettingsFault(("allocation", "expected_return"), "black_litterman needs at least one entry in `views`")
    return None
