"""Requests and replies of readings, their histories and their studies."""

from __future__ import annotations

import msgspec

from r2k_tui.model.readings.reading import Reading, Score, SymbolReadings
from r2k_tui.model.readings.risk import PositionSize, RiskStudy
from r2k_tui.model.readings.study import EventOutcome, FollowThrough, States, ZoneOutcome


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
