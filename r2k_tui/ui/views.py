"""The views: their keys, and how each is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from r2k_tui.link.following import Following
from r2k_tui.ui.screens.feed import FeedView
from r2k_tui.ui.screens.momentum import MomentumView
from r2k_tui.ui.screens.risk import RiskView
from r2k_tui.ui.screens.view import View
from r2k_tui.ui.state import Mirror


class ViewEntry(NamedTuple):
    """One view besides the dashboard, which is always there."""

    name: str
    make: Callable[[Mirror, Following], View]


VIEWS = (
    ViewEntry("momentum", MomentumView),
    ViewEntry("risk", RiskView),
    ViewEntry("feed", FeedView),
)
NAMES = ("dashboard", *(entry.name for entry in VIEWS))
