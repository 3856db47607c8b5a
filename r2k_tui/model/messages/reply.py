"""What an engine answers to each request."""

from __future__ import annotations

from r2k_tui.model.messages.alerts import AlertsReply
from r2k_tui.model.messages.allocation import AllocationReply, BacktestReply, SimulationReply
from r2k_tui.model.messages.bars import BarsReply, ChartReply, RangeStartsReply
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.macro import MacroReply, PolicyStudyReply
from r2k_tui.model.messages.news import NewsReply
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.readings import (
    CardReply,
    FollowThroughReply,
    HistoryReply,
    PositionSizeReply,
    ReadingsReply,
    RiskStudyReply,
    StatesReply,
)
from r2k_tui.model.messages.replay import ReplayReply
from r2k_tui.model.messages.subscription import LookupReply
from r2k_tui.model.messages.thesis import ThesisReply
from r2k_tui.model.messages.universe import UniverseReply

Reply = (
    ReplayReply
    | NewsReply
    | Snapshot
    | BarsReply
    | ChartReply
    | ReadingsReply
    | FollowThroughReply
    | StatesReply
    | HistoryReply
    | UniverseReply
    | RiskStudyReply
    | PositionSizeReply
    | CardReply
    | RangeStartsReply
    | AllocationReply
    | BacktestReply
    | SimulationReply
    | MacroReply
    | PolicyStudyReply
    | ThesisReply
    | AlertsReply
    | LookupReply
    | Done
    | Failure
)
