"""Every request of a terminal to its engine: the union of the requests of each subject."""

from __future__ import annotations

from r2k_tui.model.messages.alerts import AlertsRequests
from r2k_tui.model.messages.allocation.factors import FactorsRequests
from r2k_tui.model.messages.allocation.portfolios import AllocationRequests
from r2k_tui.model.messages.allocation.rules import RulesRequests
from r2k_tui.model.messages.bars import BarsRequests
from r2k_tui.model.messages.brief import BriefRequests
from r2k_tui.model.messages.macro import MacroRequests
from r2k_tui.model.messages.news import NewsRequests
from r2k_tui.model.messages.readings import ReadingsRequests
from r2k_tui.model.messages.replay import ReplayRequests
from r2k_tui.model.messages.subscription import SubscriptionRequests
from r2k_tui.model.messages.thesis import ThesisRequests
from r2k_tui.model.messages.universe import UniverseRequests

Request = (
    AlertsRequests
    | AllocationRequests
    | BarsRequests
    | BriefRequests
    | FactorsRequests
    | MacroRequests
    | NewsRequests
    | ReadingsRequests
    | ReplayRequests
    | RulesRequests
    | SubscriptionRequests
    | ThesisRequests
    | UniverseRequests
)
