"""Every reply of an engine: the union of the replies of each subject, and Failure."""

from __future__ import annotations

from r2k_tui.model.messages.alerts import AlertsReplies
from r2k_tui.model.messages.allocation.factors import FactorsReplies
from r2k_tui.model.messages.allocation.portfolios import AllocationReplies
from r2k_tui.model.messages.allocation.rules import RulesReplies
from r2k_tui.model.messages.bars import BarsReplies
from r2k_tui.model.messages.brief import BriefReplies
from r2k_tui.model.messages.macro import MacroReplies
from r2k_tui.model.messages.news import NewsReplies
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import ReadingsReplies
from r2k_tui.model.messages.replay import ReplayReplies
from r2k_tui.model.messages.subscription import SubscriptionReplies
from r2k_tui.model.messages.thesis import ThesisReplies
from r2k_tui.model.messages.universe import UniverseReplies

Reply = (
    AlertsReplies
    | AllocationReplies
    | BarsReplies
    | BriefReplies
    | FactorsReplies
    | MacroReplies
    | NewsReplies
    | ReadingsReplies
    | ReplayReplies
    | RulesReplies
    | SubscriptionReplies
    | ThesisReplies
    | UniverseReplies
    | Failure
)
