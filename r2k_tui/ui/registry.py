"""The views beside the dashboard, and where each is: loaded when it is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from r2k_tui.ui.context import AppContext
    from r2k_tui.ui.views.base import View

# Folder and class of each view.
VIEWS: dict[str, tuple[str, str]] = {
    "chart": ("chart", "ChartView"),
    "momentum": ("momentum", "MomentumView"),
    "risk": ("risk", "RiskView"),
    "allocation": ("allocation", "AllocationView"),
    "macro": ("macro", "MacroView"),
    "universe": ("universe", "UniverseView"),
    "thesis": ("thesis", "ThesisView"),
    "feed": ("feed", "FeedView"),
}
NAMES = ("dashboard", *VIEWS)


def make(name: str, desk: AppContext) -> View:
    """The view of that name."""
    module, kind = VIEWS[name]
    view: View = getattr(import_module(f"r2k_tui.ui.views.{module}.view"), kind)(desk)
    return view
