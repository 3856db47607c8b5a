"""What all views share: what was heard of the engine, the way to ask it, and what the person looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import msgspec

from r2k_tui.config import Display
from r2k_tui.link.following import Following
from r2k_tui.ui.state import Mirror

# Settings by table and key, as they stand in the file.
Settings = Mapping[tuple[str, str], object]
_FAVOURITE = "IWM"


class Setup(msgspec.Struct, frozen=True):
    """What the app is told at birth. `save` keeps changed settings; it returns where they were kept.

    `save` raises OSError or ValueError, with a message for people, where they cannot be kept.
    """

    display: Display
    symbols: tuple[str, ...]
    save: Callable[[Settings], str]
    view: str = "dashboard"


@dataclass
class Desk:
    """One a terminal, made by the app; `symbol` and `range` are what is looked at in every view."""

    mirror: Mirror
    following: Following
    setup: Setup
    symbol: str = field(init=False)
    range: str = field(init=False)

    def __post_init__(self) -> None:
        symbols = self.setup.symbols
        self.symbol = _FAVOURITE if _FAVOURITE in symbols else next(iter(symbols), "")
        self.range = self.setup.display.range
