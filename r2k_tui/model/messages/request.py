"""What a terminal may ask of an engine; what comes back is in `reply`."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.market.bars import Interval


class GetSnapshot(msgspec.Struct, frozen=True, tag="get_snapshot"):
    """Ask for the whole picture; answered with a Snapshot."""


class GetBars(msgspec.Struct, frozen=True, tag="get_bars"):
    """Ask for the bars of a named range (`1D`, `1Y`, …), of another interval than its own; answered with BarsReply."""

    symbol: str
    range: str
    interval: Interval | None = None


class GetChart(msgspec.Struct, frozen=True, tag="get_chart"):
    """Ask for the bars of a named range with indicators; answered with ChartReply.

    `overlays` and `pane` name rows of the engine's table of indicators; `against` is the second symbol of those that
    compare, "" leaves it to the engine. `extended`: bars outside regular hours too. `before`: so many bars more
    before the range, as far as there are any.
    """

    symbol: str
    range: str
    overlays: tuple[str, ...] = ()
    pane: str = ""
    against: str = ""
    extended: bool = True
    before: int = 0


class GetReadings(msgspec.Struct, frozen=True, tag="get_readings"):
    """Ask for readings of a symbol, all of them unless `keys` names some; answered with ReadingsReply."""

    symbol: str
    keys: tuple[str, ...] = ()


class GetFollowThrough(msgspec.Struct, frozen=True, tag="get_follow_through"):
    """Ask what followed months of at least `threshold`; months as `YYYY-MM`; answered with FollowThroughReply."""

    symbol: str
    threshold: float = 0.10
    first_month: str | None = None
    last_month: str | None = None


class GetStates(msgspec.Struct, frozen=True, tag="get_states"):
    """Ask what followed the zones of both scores and the daily events; answered with StatesReply."""

    symbol: str


class GetHistory(msgspec.Struct, frozen=True, tag="get_history"):
    """Ask for a whole history to plot, by a name of the engine's table of them; answered with HistoryReply."""

    symbol: str
    name: str


class GetRiskStudy(msgspec.Struct, frozen=True, tag="get_risk_study"):
    """Ask for the cone of volatility, the deepest falls and dated stress; answered with RiskStudyReply."""

    symbol: str


class GetPositionSize(msgspec.Struct, frozen=True, tag="get_position_size"):
    """Ask how much of a symbol the budget of risk allows; answered with PositionSizeReply.

    For the index of the settings its fund is measured.
    """

    symbol: str


class GetCard(msgspec.Struct, frozen=True, tag="get_card"):
    """Ask for everything there is to say of one reading; answered with CardReply.

    `key` is a reading, a composite (`risk`, `momentum`) or a component of one (`risk.credit`).
    """

    symbol: str
    key: str


class GetNews(msgspec.Struct, frozen=True, tag="get_news"):
    """Ask for the headlines of a symbol; answered with NewsReply. What is newer than that follows in a frame."""

    symbol: str


class GetMacro(msgspec.Struct, frozen=True, tag="get_macro"):
    """Ask for the figures of the economy and of valuation; answered with MacroReply."""


class GetPolicyStudy(msgspec.Struct, frozen=True, tag="get_policy_study"):
    """Ask what moves of the policy rate were followed by; answered with PolicyStudyReply.

    `fresh`: after every series was looked for, not on what was kept.
    """

    fresh: bool = False


class GetThesis(msgspec.Struct, frozen=True, tag="get_thesis"):
    """Ask for the ledger of claims; answered with ThesisReply.

    `whole`: with what takes long as well, the sweep of the small caps' floor and the estimates of the members.
    """

    whole: bool = False


class GetRangeStarts(msgspec.Struct, frozen=True, tag="get_range_starts"):
    """Ask for the closes that a named range counts from; answered with RangeStartsReply, without asking the source."""

    symbols: tuple[str, ...]
    range: str


class GetUniverse(msgspec.Struct, frozen=True, tag="get_universe"):
    """Ask for the members of the index; answered with UniverseReply. From then on frames carry their changes.

    `settled`: wait until every member was asked for once; without, what is known comes at once.
    """

    settled: bool = False


class LeaveUniverse(msgspec.Struct, frozen=True, tag="leave_universe"):
    """Say that this terminal shows no members any more: frames carry none to it. Answered with Done."""


class GetAllocation(msgspec.Struct, frozen=True, tag="get_allocation"):
    """Ask for every portfolio, the frontier, the cost of the tilt, and the trades to `target` ("" leaves it to the
    settings); answered with AllocationReply.
    """

    target: str = ""


class GetBacktest(msgspec.Struct, frozen=True, tag="get_backtest"):
    """Ask for the rebalanced history of a portfolio; what is not given is as in the settings. BacktestReply."""

    portfolio: str = ""
    rebalance: str = ""
    cost_bp: float | None = None


class GetSimulation(msgspec.Struct, frozen=True, tag="get_simulation"):
    """Ask for futures of a portfolio by block bootstrap; amounts in dollars a year; answered with SimulationReply.

    Without `start` they begin with what is held.
    """

    portfolio: str = ""
    years: int = 30
    paths: int = 10_000
    block_days: int = 63
    seed: int = 1
    start: float | None = None
    contribution: float = 0.0
    withdrawal: float = 0.0


class GetPairCorrelation(msgspec.Struct, frozen=True, tag="get_pair_correlation"):
    """Ask for the correlation of two symbols over each 63 sessions; answered with HistoryReply."""

    first: str
    second: str


class StopLaboratory(msgspec.Struct, frozen=True, tag="stop_laboratory"):
    """Give up what is computed about allocation; whoever waits for it gets a Failure. Answered with Done."""


class GetAlerts(msgspec.Struct, frozen=True, tag="get_alerts"):
    """Ask for the rules and for what has fired; answered with AlertsReply."""


class MuteAlert(msgspec.Struct, frozen=True, tag="mute_alert"):
    """Tell of a rule no more, or again; answered with Done, or a Failure of kind `not_found`."""

    name: str
    muted: bool


class TryAlert(msgspec.Struct, frozen=True, tag="try_alert"):
    """Tell of a rule by all its ways, though nothing has happened; answered as MuteAlert is."""

    name: str


class UseRules(msgspec.Struct, frozen=True, tag="use_rules"):
    """Judge these rules of the user's in place of those before; how they are told stays. Answered with Done."""

    rules: tuple[RuleSettings, ...]


class Watch(msgspec.Struct, frozen=True, tag="watch"):
    """Say which symbols this terminal shows; answered with Done."""

    symbols: tuple[str, ...]


class Lookup(msgspec.Struct, frozen=True, tag="lookup"):
    """Ask the source whether it knows a symbol; answered with Found, or a Failure of kind `not_found`."""

    symbol: str


class Refresh(msgspec.Struct, frozen=True, tag="refresh"):
    """Poll every topic now; of a source that asks for a pause, with one request. Answered with Done."""


class ReplayMove(StrEnum):
    """What a key does to a replay: HOLD it or let it go on, STEP to the next bar, or change its pace."""

    HOLD = "hold"
    STEP = "step"
    FASTER = "faster"
    SLOWER = "slower"


class ControlReplay(msgspec.Struct, frozen=True, tag="control_replay"):
    """Move the clock of a replay; answered with Replaying, or a Failure where no day is replayed or it is over."""

    move: ReplayMove


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
