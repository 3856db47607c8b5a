"""The views: name, key, title and class of each. The class is imported when the view is first shown."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple


class ViewSpec(NamedTuple):
    """One view. `key` is Textual's name of a key; `target` is `module:Class`, a View that takes the app's context."""

    name: str
    key: str
    title: str
    target: str


VIEWS: tuple[ViewSpec, ...] = (
    ViewSpec("dashboard", "1", "Dashboard", "r2k_tui.ui.views.dashboard.view:Dashboard"),
    ViewSpec("chart", "2", "Chart", "r2k_tui.ui.views.chart.view:ChartView"),
    ViewSpec("momentum", "3", "Momentum", "r2k_tui.ui.views.momentum.view:MomentumView"),
    ViewSpec("risk", "4", "Risk", "r2k_tui.ui.views.risk.view:RiskView"),
    ViewSpec("allocation", "5", "Allocation", "r2k_tui.ui.views.allocation.view:AllocationView"),
    ViewSpec("macro", "6", "Macro", "r2k_tui.ui.views.macro.view:MacroView"),
    ViewSpec("universe", "7", "Universe", "r2k_tui.ui.views.universe.view:UniverseView"),
    ViewSpec("thesis", "8", "Thesis", "r2k_tui.ui.views.thesis.view:ThesisView"),
    ViewSpec("feed", "9", "Feed", "r2k_tui.ui.views.feed.view:FeedView"),
)
NAMES = tuple(spec.name for spec in VIEWS)


def load_view(name: str, views: Sequence[ViewSpec] = VIEWS) -> Any:
    """The class of the view of that name. Raises KeyError where there is none."""
    module, _, class_name = {spec.name: spec.target for spec in views}[name].partition(":")
    return getattr(import_module(module), class_name)
