"""What an engine answers to each request."""

from __future__ import annotations

import msgspec

from r2k_tui.model.alerts.alert import Alert, RuleView
from r2k_tui.model.allocation import AllocationStudy, Backtest, Simulation
from r2k_tui.model.calendar.replay import Replay
from r2k_tui.model.macro.figures import Macro, PolicyStudy
from r2k_tui.model.market.bars import Bars
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.news import SymbolNews
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.universe import Universe
from r2k_tui.model.messages.frame import Snapshot, SymbolReadings
from r2k_tui.model.messages.request import GetChart
from r2k_tui.model.readings.chart import Indicator, MonthMark, Plot
from r2k_tui.model.readings.reading import Reading, Score
from r2k_tui.model.readings.risk import PositionSize, RiskStudy
from r2k_tui.model.readings.study import EventOutcome, FollowThrough, States, ZoneOutcome
from r2k_tui.model.thesis import Ledger


class BarsReply(msgspec.Struct, frozen=True, tag="bars"):
    """Bars of a range; `problems` says what is missing."""

    range: str
    bars: Bars
    problems: tuple[Problem, ...] = ()


class ChartReply(msgspec.Struct, frozen=True, tag="chart"):
    """Bars with the lines of the indicators asked for.

    The range begins at bar `first`; what lies before was asked for beside it, and `earlier` bars more are known.
    `indicators` is the whole table, to choose from; `against` the second symbol. Of daily bars `records` holds the
    times (int64) of record closes. `regular`: opening and close of each session of intraday bars.
    """

    request: GetChart
    bars: Bars
    first: int = 0
    earlier: int = 0
    against: str = ""
    indicators: tuple[Indicator, ...] = ()
    plots: tuple[Plot, ...] = ()
    records: bytes = b""
    months: tuple[MonthMark, ...] = ()
    regular: tuple[tuple[float, float], ...] = ()
    problems: tuple[Problem, ...] = ()


class ReadingsReply(msgspec.Struct, frozen=True, tag="readings"):
    """Readings and composite scores of one symbol."""

    readings: SymbolReadings
    scores: tuple[Score, ...] = ()


class FollowThroughReply(msgspec.Struct, frozen=True, tag="follow_through"):
    """The follow-through study of one symbol."""

    study: FollowThrough


class StatesReply(msgspec.Struct, frozen=True, tag="states"):
    """Zone tables and events of one symbol."""

    study: States


class HistoryReply(msgspec.Struct, frozen=True, tag="history"):
    """A history: `time` holds int64 (midnight UTC of each day), `value` float64 of the same length."""

    symbol: str
    name: str
    time: bytes
    value: bytes


class RangeStart(msgspec.Struct, frozen=True, array_like=True):
    """The close of one symbol on the `day` (YYYY-MM-DD) before a range begins."""

    symbol: str
    day: str
    close: float


class RangeStartsReply(msgspec.Struct, frozen=True, tag="range_starts"):
    """Starts of a range; a symbol whose known daily bars do not reach back to it is left out."""

    range: str
    starts: tuple[RangeStart, ...]


class RiskStudyReply(msgspec.Struct, frozen=True, tag="risk_study"):
    """The study of one symbol's risk."""

    study: RiskStudy


class PositionSizeReply(msgspec.Struct, frozen=True, tag="position_size"):
    """The size of a position by every rule."""

    size: PositionSize


class CardReply(msgspec.Struct, frozen=True, tag="card"):
    """One reading with its formula, what to bear in mind, and what it was.

    `history` has the value of each of the `chosen` days as it was known then, and the present one at its end; no value
    where the reading is no number. `zones` and `events`: what followed the states that it has.
    """

    reading: Reading
    formula: str
    caveat: str
    chosen: str
    history: HistoryReply
    zones: tuple[ZoneOutcome, ...] = ()
    events: tuple[EventOutcome, ...] = ()


class NewsReply(msgspec.Struct, frozen=True, tag="news"):
    """The headlines of one symbol as they are known; with none, the source has none of it."""

    news: SymbolNews


class UniverseReply(msgspec.Struct, frozen=True, tag="universe"):
    """The members of the index and what they add up to."""

    universe: Universe


class AllocationReply(msgspec.Struct, frozen=True, tag="allocation"):
    """What the laboratory finds within the limits of the settings."""

    study: AllocationStudy


class BacktestReply(msgspec.Struct, frozen=True, tag="backtest_reply"):
    """A rebalanced history."""

    backtest: Backtest


class SimulationReply(msgspec.Struct, frozen=True, tag="simulation_reply"):
    """Futures of a portfolio."""

    simulation: Simulation


class MacroReply(msgspec.Struct, frozen=True, tag="macro"):
    """The figures of the economy."""

    macro: Macro


class PolicyStudyReply(msgspec.Struct, frozen=True, tag="policy_study"):
    """The study of policy."""

    study: PolicyStudy


class ThesisReply(msgspec.Struct, frozen=True, tag="thesis"):
    """The ledger."""

    ledger: Ledger


class AlertsReply(msgspec.Struct, frozen=True, tag="alerts"):
    """Every rule as it stands, and what has fired, newest first; `running` is False where nothing is judged."""

    rules: tuple[RuleView, ...]
    log: tuple[Alert, ...]
    running: bool = True


class LookupReply(msgspec.Struct, frozen=True, tag="found"):
    """The source knows the symbol."""

    quote: Quote


class Done(msgspec.Struct, frozen=True, tag="done"):
    """It was done."""


class Failure(msgspec.Struct, frozen=True, tag="failure"):
    """It was not done: `kind` for programs, `message` for people."""

    kind: str
    message: str


class ReplayReply(msgspec.Struct, frozen=True, tag="replaying"):
    """How a replay stands now."""

    replay: Replay


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
