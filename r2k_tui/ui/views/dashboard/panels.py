"""The table of the panels that a layout may name; the class of one is imported when a layout first shows it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from r2k_tui.ui.context import AppContext
from r2k_tui.ui.views.dashboard.arrangement import QUOTES, Needs, PanelNeed

if TYPE_CHECKING:
    from r2k_tui.ui.widgets.board_panel import BoardPanel

_VIEWS = "r2k_tui.ui.views"


class PanelSpec(NamedTuple):
    """One panel. `target` is `module:Class` of a BoardPanel that takes the app's context; "" for those that the
    dashboard has from its start."""

    name: str
    title: str
    need: PanelNeed
    target: str = ""


PANELS: tuple[PanelSpec, ...] = (
    PanelSpec(QUOTES, "Quotes", PanelNeed(24, 5, 15)),
    PanelSpec("chart", "Chart", PanelNeed(24, 6, 14)),
    PanelSpec("momentum", "Momentum score", PanelNeed(28, 4, 12)),
    PanelSpec("risk", "Risk gauge", PanelNeed(28, 4, 12)),
    PanelSpec("breadth", "Breadth", PanelNeed(34, 6, 11), f"{_VIEWS}.universe.panels.members:BreadthPanel"),
    PanelSpec("movers", "Movers", PanelNeed(30, 5, 11), f"{_VIEWS}.universe.panels.members:MoversPanel"),
    PanelSpec(
        "contribution",
        "Contribution to the move",
        PanelNeed(30, 6, 11),
        f"{_VIEWS}.universe.panels.members:ContributionPanel",
    ),
    PanelSpec("events", "Coming events", PanelNeed(34, 5, 11), f"{_VIEWS}.universe.panels.events:EventsPanel"),
    PanelSpec("halts", "Trading halts", PanelNeed(34, 5, 9), f"{_VIEWS}.universe.panels.halts:HaltsPanel"),
    PanelSpec("news", "News", PanelNeed(34, 4, 10), f"{_VIEWS}.dashboard.headlines_panel:HeadlinesPanel"),
    PanelSpec("alerts", "Newest alerts", PanelNeed(20, 4, 9)),
    PanelSpec("thesis", "Thesis", PanelNeed(34, 5, 12), f"{_VIEWS}.thesis.claims_panel:ClaimsPanel"),
    PanelSpec("portfolio", "Portfolio", PanelNeed(34, 5, 9), f"{_VIEWS}.dashboard.portfolio_panel:PortfolioPanel"),
    PanelSpec("brief", "Brief of the day", PanelNeed(34, 5, 12), f"{_VIEWS}.dashboard.brief_panel:BriefPanel"),
    PanelSpec("feed", "Feed", PanelNeed(34, 4, 10)),
)
_SPECS = {spec.name: spec for spec in PANELS}


def load_panel(name: str, context: AppContext) -> BoardPanel:
    """The panel of that name, which must have a target."""
    module, _, class_name = _SPECS[name].target.partition(":")
    kind: Any = getattr(import_module(module), class_name)
    panel: BoardPanel = kind(context)
    return panel


def needs_of(quotes: int) -> Needs:
    """What each panel needs, where the quotes have `quotes` rows, frame and headings included."""
    needs = {spec.name: spec.need for spec in PANELS}
    return {**needs, QUOTES: needs[QUOTES]._replace(rows=max(needs[QUOTES].height, quotes))}
