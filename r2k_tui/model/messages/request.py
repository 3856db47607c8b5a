"""What a terminal may ask of an engine; what comes back is in `reply`."""

from __future__ import annotations

from r2k_tui.model.messages.alerts import GetAlerts, MuteAlert, TryAlert, UseRules
from r2k_tui.model.messages.allocation import (
    GetAllocation,
    GetBacktest,
    GetPairCorrelation,
    GetSimulation,
    StopLaboratory,
)
from r2k_tui.model.messages.bars import GetBars, GetChart, GetRangeStarts
from r2k_tui.model.messages.macro import GetMacro, GetPolicyStudy
from r2k_tui.model.messages.news import GetNews
from r2k_tui.model.messages.readings import (
    GetCard,
    GetFollowThrough,
    GetHistory,
    GetPositionSize,
    GetReadings,
    GetRiskStudy,
    GetStates,
)
from r2k_tui.model.messages.replay import ControlReplay
from r2k_tui.model.messages.subscription import GetSnapshot, Lookup, Refresh, Watch
from r2k_tui.model.messages.thesis import GetThesis
from r2k_tui.model.messages.universe import GetUniverse, LeaveUniverse

Request = (
    ControlReplay
    | GetNews
    | GetSnapshot
    | GetBars
    | GetChart
    | GetReadings
    | GetFollowThrough
    | GetStates
    | GetHistory
    | GetUniverse
    | LeaveUniverse
    | GetRiskStudy
    | GetMacro
    | GetPolicyStudy
    | GetThesis
    | GetPositionSize
    | GetCard
    | GetRangeStarts
    | GetAllocation
    | GetBacktest
    | GetSimulation
    | GetPairCorrelation
    | StopLaboratory
    | GetAlerts
    | MuteAlert
    | TryAlert
    | UseRules
    | Watch
    | Lookup
    | Refresh
)
