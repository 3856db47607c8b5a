"""Names and sums of the portfolios of the user, and the target and the glide path that may name one of them."""

from __future__ import annotations

import difflib

from r2k_tui.config.sections.allocation.names import PORTFOLIOS
from r2k_tui.config.sections.allocation.settings import Allocation
from r2k_tui.config.sections.allocation.simulation import simulation_fault
from r2k_tui.model.settings_fault import SettingsFault
from r2k_tui.model.text import clean

# Words that stand for something else where the name of a portfolio may be.
_RESERVED = ("auto", "benchmark", "common", "all", "yours")


def mixes_fault(settings: Allocation, tolerance: float) -> SettingsFault | None:
    """The first contradiction of the portfolios of the user; their sums are 1 within `tolerance`."""
    seen = dict.fromkeys((*PORTFOLIOS, *_RESERVED), "a built-in name")
    for place, mix in enumerate(settings.portfolios):
        at = ("allocation", "portfolios", f"[{place}]")
        if clean(mix.name) != mix.name:
            return SettingsFault((*at, "name"), "the name has characters that are not printable")
        if (taken := seen.get(mix.name.casefold())) is not None:
            return SettingsFault((*at, "name"), f'"{mix.name}" is {taken}')
        seen[mix.name.casefold()] = "the name of another portfolio"
        total = sum(mix.weights.values())
        if abs(total - 1) > tolerance:
            return SettingsFault((*at, "weights"), f'the shares of "{mix.name}" add up to {total:g}, not to 1')
    return _of_target(settings) or simulation_fault(settings.simulation, settings.names)


def _of_target(settings: Allocation) -> SettingsFault | None:
    if missing := settings.missing_for(settings.target):
        return SettingsFault(("allocation", "target"), f"{settings.target} needs `{missing}`, which is not set")
    known = ("auto", *settings.names)
    if settings.target in known:
        return None
    near = difflib.get_close_matches(settings.target, known, 1, 0.3)
    hint = f"; did you mean `{near[0]}`?" if near else ""
    found = clean(settings.target, 80)
    return SettingsFault(("allocation", "target"), f"expected one of {', '.join(known)}, found '{found}'{hint}")
