"""Limits that contradict each other, and sums that are 1 only within the tolerance."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from r2k_tui.config.sections.allocation.mix_faults import mixes_fault
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.config.sections.allocation.trading import trading_fault
from r2k_tui.model.settings_fault import SettingsFault
from r2k_tui.model.text import plural

# Tolerance for shares as people type them: three times 0.333333 is 1.
SUM_TOLERANCE = 1e-4
_SLACK = SUM_TOLERANCE + 1e-9
_EXACT = 1e-9


def allocation_fault(settings: Allocation, known: Collection[str] | None = None) -> SettingsFault | None:
    """The first contradiction of the limits; with `known`, as if only these members could be held."""
    for place, sleeve in enumerate(settings.sleeves):
        at = ("allocation", "sleeves", f"[{place}]")
        found = _of_spelling(sleeve, at) or _of_sleeve(settings, sleeve, at, known)
        if found is not None:
            return found
    found = _of_members(settings) or _of_whole(settings) or _of_mixes(settings) or mixes_fault(settings, _SLACK)
    if found is None and (wrong := trading_fault(settings.trading)) is not None:
        return wrong.under("allocation")
    return found


def near_sums(settings: Allocation) -> list[str]:
    """A sentence for each sum that is 1 only within the tolerance, and counts as 1."""
    found = []
    mixes = {"`benchmark`": settings.benchmark, "`own`": settings.own}
    mixes |= {f'"{mix.name}"': mix.weights for mix in settings.portfolios}
    for name, mix in mixes.items():
        total = sum(mix.values())
        if mix and _EXACT < abs(total - 1) <= _SLACK:
            found.append(f"the shares of {name} add up to {total:.6g}: taken as 1 (tolerance {SUM_TOLERANCE:g})")
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
        return SettingsFault((*at, "weight"), f"{name} has a weight, which excludes min and max")
    if len(set(sleeve.members)) < len(sleeve.members):
        return SettingsFault((*at, "members"), f"{name} names a member twice")
    if sleeve.least > sleeve.most:
        return SettingsFault((*at, "min"), f"{name}: min {sleeve.least:g} is above max {sleeve.most:g}")
    for symbol in sleeve.floors:
        if symbol not in sleeve.members:
            return SettingsFault((*at, "floors"), f"{symbol} has a floor but is not a member of {name}")
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
    """The maximum share of one member: `max_weight`, or the maximum of its sleeve if it has a floor."""
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
                return SettingsFault(at, f"a view on {symbol}, which is not a member of any sleeve")
    for symbol in settings.market_caps:
        if symbol not in members:
            return SettingsFault(
                ("allocation", "market_caps"), f"a market cap of {symbol}, which is not a member of any sleeve"
            )
    if settings.expected_return == "black_litterman" and not settings.views:
        return SettingsFault(("allocation", "expected_return"), "black_litterman needs at least one entry in `views`")
    return None
