"""The views beside the dashboard, and how each is made: loaded when it is first shown."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.link.following import Following
from r2k_tui.ui.screens.view import View
from r2k_tui.ui.state import Mirror


def _momentum(mirror: Mirror, following: Following) -> View:
    from r2k_tui.ui.screens.momentum import MomentumView

    return MomentumView(mirror, following)


def _risk(mirror: Mirror, following: Following) -> View:
    from r2k_tui.ui.screens.risk import RiskView

    return RiskView(mirror, following)


def _feed(mirror: Mirror, following: Following) -> View:
    from r2k_tui.ui.screens.feed import FeedView

    return FeedView(mirror, following)


VIEWS: dict[str, Callable[[Mirror, Following], View]] = {"momentum": _momentum, "risk": _risk, "feed": _feed}
NAMES = ("dashboard", *VIEWS)
