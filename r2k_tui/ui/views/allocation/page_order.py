"""The pages of view 5, in the order of the key that turns them."""

from __future__ import annotations

from r2k_tui.ui.views.allocation.page import AllocationPage
from r2k_tui.ui.views.allocation.pages.factors import FactorsPage
from r2k_tui.ui.views.allocation.pages.frontier import FrontierPage
from r2k_tui.ui.views.allocation.pages.future import FuturePage
from r2k_tui.ui.views.allocation.pages.rules import RulesPage
from r2k_tui.ui.views.allocation.pages.trades import TradesPage
from r2k_tui.ui.views.allocation.pages.versus import VersusPage
from r2k_tui.ui.views.allocation.pages.weights import WeightsPage

PAGES: tuple[type[AllocationPage], ...] = (
    WeightsPage,
    FrontierPage,
    VersusPage,
    FactorsPage,
    RulesPage,
    FuturePage,
    TradesPage,
)
