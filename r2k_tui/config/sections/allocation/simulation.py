"""Assumptions of the simulated future."""

from collections.abc import Sequence
from typing import Annotated

import msgspec

from r2k_tui.config.section import Section
from r2k_tui.model.settings_fault import SettingsFault

Flow = Annotated[float, msgspec.Meta(ge=0, le=1e12)]


class SimulationSettings(Section, frozen=True):
    """Assumptions of the simulated future; `r2k simulate` takes each as an option, too."""

    years: Annotated[int, msgspec.Meta(ge=1, le=100)] = 30
    """Horizon in years."""
    paths: Annotated[int, msgspec.Meta(ge=100, le=100_000)] = 10_000
    """Number of simulated paths."""
    mean: Annotated[float, msgspec.Meta(ge=-0.9, le=1)] | None = None
    """Expected return a year, in place of history's."""
    volatility: Annotated[float, msgspec.Meta(ge=0, le=2)] | None = None
    """Volatility a year, in place of history's."""
    inflation: Annotated[float, msgspec.Meta(gt=-1, le=1)] | None = None
    """Inflation a year: results are in today's money; nominal without it."""
    contribution: Flow = 0.0
    """Amount paid in a year, in the base currency."""
    withdrawal: Flow = 0.0
    """Amount withdrawn a year, in the base currency."""
    withdrawal_percent: Annotated[float, msgspec.Meta(ge=0, le=100)] = 0.0
    """Percent of the value withdrawn a year; excludes `withdrawal`."""
    linked: bool = False
    """Whether `withdrawal` rises with inflation."""
    glide_to: Annotated[str, msgspec.Meta(max_length=24)] = ""
    """Portfolio to move to year by year; none if empty."""
    glide_years: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    """Years until nothing but `glide_to` is held."""


def simulation_fault(settings: SimulationSettings, names: Sequence[str]) -> SettingsFault | None:
    """The first contradiction of the assumptions; `names` are those of all portfolios."""
    at = ("allocation", "simulation")
    if settings.withdrawal and settings.withdrawal_percent:
        return SettingsFault((*at, "withdrawal_percent"), "withdrawal and withdrawal_percent exclude each other")
    if settings.linked and settings.inflation is None:
        return SettingsFault((*at, "linked"), "a withdrawal that rises with inflation needs `inflation`")
    if settings.glide_to and settings.glide_to not in names:
        return SettingsFault((*at, "glide_to"), f"no portfolio {settings.glide_to}; there are {', '.join(names)}")
    return None
