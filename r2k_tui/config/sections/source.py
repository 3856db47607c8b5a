"""The source, the speed of a replay, and the store."""

import difflib
from typing import Annotated

import msgspec

from r2k_tui.config.section import PROXY, Section
from r2k_tui.model.calendar.replay import FASTEST
from r2k_tui.model.settings_fault import SettingsFault
from r2k_tui.model.text import clean

# Providers that a chain can contain, besides those of installed packages.
PROVIDERS = ("yahoo", "yahoo_chart", "cboe", "nasdaq", "cboe_history")
# Entry points of installed packages that offer a source.
ENTRY_POINTS = "r2k_tui.sources"


class SourceChoice(Section, frozen=True):
    """The source of the data."""

    name: Annotated[str, msgspec.Meta(min_length=1)] = "yahoo"
    """Name of the source."""
    data: str = ""
    """Folder of the csv and replay sources."""
    chain: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)] = ("yahoo", "yahoo_chart")
    """Providers of the yahoo source, in order: if one fails, the next takes over."""
    proxy: Annotated[str, msgspec.Meta(pattern=PROXY)] = ""
    """HTTP or SOCKS proxy of every provider; "" for none. A provider's own `proxy` comes before it."""
    disagreement: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.005
    """Difference between two providers' simultaneous prices that is reported, as a fraction."""


class ReplayPace(Section, frozen=True):
    """The speed of a replay."""

    speed: Annotated[float, msgspec.Meta(gt=0, le=FASTEST)] = 60.0
    """Multiple of real time."""


class StoreChoice(Section, frozen=True):
    """The store, which keeps data between runs."""

    path: str = ""
    """File; "" is the default in the user's data folder."""
    enabled: bool = True
    """Whether data is kept."""


def chain_fault(choice: SourceChoice) -> SettingsFault | None:
    """The first name in the chain that is unknown or repeated; None without one."""
    for place, name in enumerate(choice.chain):
        at = ("source", "chain", f"[{place}]")
        if name in choice.chain[:place]:
            return SettingsFault(at, f"{clean(name, 32)!r} is in the chain already")
        if name not in PROVIDERS and name not in (known := (*PROVIDERS, *_installed())):
            near = difflib.get_close_matches(name, known, 1, 0.3)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            return SettingsFault(at, f"there is no provider {clean(name, 32)!r} (there are {', '.join(known)}){hint}")
    return None


def _installed() -> tuple[str, ...]:
    from importlib.metadata import entry_points

    return tuple(sorted(point.name for point in entry_points(group=ENTRY_POINTS)))
