"""Requests and replies of readings, their histories and their studies."""

from __future__ import annotations

import msgspec

from r2k_tui.model.messages.example import Example
from r2k_tui.model.readings.reading import Reading, ReadingDays, Score, SymbolReadings
from r2k_tui.model.readings.risk import PositionSize, RiskStudy
from r2k_tui.model.readings.study import EventOutcome, FollowThrough, States, ZoneOutcome


class GetReadings(msgspec.Struct, frozen=True, tag="get_readings"):
    """Request for readings of a symbol: those named in `keys`, or all. Reply: ReadingsReply.

    With `settled`, readings of the index's members wait until every member was polled once; without, they use what is
    known now.
    """

    symbol: str
    keys: tuple[str, ...] = ()
    settled: bool = False


class GetIndexReadings(msgspec.Struct, frozen=True, tag="get_index_readings"):
    """Request for the readings of the index's members and styles. Reply: IndexReadingsReply; `settled` as above."""

    settled: bool = False


class GetCard(msgspec.Struct, frozen=True, tag="get_card"):
    """Request for the details of one reading. Reply: CardReply.

    `key` is a reading, a composite (`risk`, `momentum`) or a component of one (`risk.credit`).
    """

    symbol: str
    key: str


class GetHistory(msgspec.Struct, frozen=True, tag="get_history"):
    """Request for a whole history to plot, by its name in the engine's table of histories. Reply: HistoryReply."""

    symbol: str
    name: str


class GetFollowThrough(msgspec.Struct, frozen=True, tag="get_follow_through"):
    """Request for the returns after months that returned at least `threshold`. Reply: FollowThroughReply.

    `first_month` and `last_month` (`YYYY-MM`) limit the sample.
    """

    symbol: str
    threshold: float = 0.10
    first_month: str | None = None
    last_month: str | None = None


class GetStates(msgspec.Struct, frozen=True, tag="get_states"):
    """Request for the returns after the zones of both scores and after daily events. Reply: StatesReply."""

    symbol: str


class GetRiskStudy(msgspec.Struct, frozen=True, tag="get_risk_study"):
    """Request for the volatility cone, the deepest drawdowns and dated stress periods. Reply: RiskStudyReply."""

    symbol: str


class GetPositionSize(msgspec.Struct, frozen=True, tag="get_position_size"):
    """Request for the position in a symbol that the risk budget allows. Reply: PositionSizeReply.

    For the index of the settings the engine measures its fund.
    """

    symbol: str


class ReadingsReply(msgspec.Struct, frozen=True, tag="readings"):
    """Readings and composite scores of one symbol."""

    readings: SymbolReadings
    scores: tuple[Score, ...] = ()


class IndexReadingsReply(msgspec.Struct, frozen=True, tag="index_readings"):
    """Readings of the index's members and styles, and the days of those that have a history."""

    readings: tuple[Reading, ...]
    histories: tuple[ReadingDays, ...] = ()


class HistoryReply(msgspec.Struct, frozen=True, tag="history"):
    """History: `time` holds int64 seconds (midnight UTC of each day), `value` float64 of the same length."""

    symbol: str
    name: str
    time: bytes
    value: bytes


class CardReply(msgspec.Struct, frozen=True, tag="card"):
    """One reading with its methodology and its history.

    `history` has the value of each of the `chosen` days as it was known on that day, the present value last; it is
    empty where the reading is not a number. `zones` and `events` hold what followed the states of the reading.
    """

    reading: Reading
    formula: str
    caveat: str
    chosen: str
    history: HistoryReply
    zones: tuple[ZoneOutcome, ...] = ()
    events: tuple[EventOutcome, ...] = ()


class FollowThroughReply(msgspec.Struct, frozen=True, tag="follow_through"):
    """Follow-through study of one symbol."""

    study: FollowThrough


class StatesReply(msgspec.Struct, frozen=True, tag="states"):
    """Zone and event tables of one symbol."""

    study: States


class RiskStudyReply(msgspec.Struct, frozen=True, tag="risk_study"):
    """Risk study of one symbol."""

    study: RiskStudy


class PositionSizeReply(msgspec.Struct, frozen=True, tag="position_size"):
    """Position size of one symbol by every rule."""

    size: PositionSize


ReadingsRequests = (
    GetReadings
    | GetIndexReadings
    | GetCard
    | GetHistory
    | GetFollowThrough
    | GetStates
    | GetRiskStudy
    | GetPositionSize
)
ReadingsReplies = (
    ReadingsReply
    | IndexReadingsReply
    | CardReply
    | HistoryReply
    | FollowThroughReply
    | StatesReply
    | RiskStudyReply
    | PositionSizeReply
)
EXAMPLES = (
    Example(GetReadings("GLD"), ReadingsReply),
    Example(GetIndexReadings(), IndexReadingsReply),
    Example(GetCard("GLD", "rv21"), CardReply),
    Example(GetHistory("GLD", "drawdown"), HistoryReply),
    Example(GetFollowThrough("GLD"), FollowThroughReply),
    Example(GetStates("GLD"), StatesReply),
    Example(GetRiskStudy("GLD"), RiskStudyReply),
    Example(GetPositionSize("GLD"), PositionSizeReply),
)
