"""What a terminal may ask of an engine, and what it gets back."""

from __future__ import annotations

import msgspec

from r2k_tui.model.bars import Bars, Interval
from r2k_tui.model.feed import Problem
from r2k_tui.model.frame import Snapshot, SymbolReadings
from r2k_tui.model.quote import Quote
from r2k_tui.model.reading import Score
from r2k_tui.model.study import FollowThrough, States


class GetSnapshot(msgspec.Struct, frozen=True, tag="get_snapshot"):
    """Ask for the whole picture; answered with a Snapshot."""


class GetBars(msgspec.Struct, frozen=True, tag="get_bars"):
    """Ask for the bars of a named range (`1D`, `1Y`, …), of another interval than its own; answered with BarsReply."""

    symbol: str
    range: str
    interval: Interval | None = None


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
    """Ask for a whole history to plot: risk, momentum, drawdown, volatility or months; answered with HistoryReply."""

    symbol: str
    name: str


class Watch(msgspec.Struct, frozen=True, tag="watch"):
    """Say which symbols this terminal shows; answered with Done."""

    symbols: tuple[str, ...]


class Lookup(msgspec.Struct, frozen=True, tag="lookup"):
    """Ask the source whether it knows a symbol; answered with Found, or a Failure of kind `not_found`."""

    symbol: str


class Refresh(msgspec.Struct, frozen=True, tag="refresh"):
    """Poll every topic now, as far as rate limits allow; answered with Done."""


Request = GetSnapshot | GetBars | GetReadings | GetFollowThrough | GetStates | GetHistory | Watch | Lookup | Refresh


class BarsReply(msgspec.Struct, frozen=True, tag="bars"):
    """Bars of a range; `problems` says what is missing."""

    range: str
    bars: Bars
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


class Found(msgspec.Struct, frozen=True, tag="found"):
    """The source knows the symbol."""

    quote: Quote


class Done(msgspec.Struct, frozen=True, tag="done"):
    """It was done."""


class Failure(msgspec.Struct, frozen=True, tag="failure"):
    """It was not done: `kind` for programs, `message` for people."""

    kind: str
    message: str


Reply = Snapshot | BarsReply | ReadingsReply | FollowThroughReply | StatesReply | HistoryReply | Found | Done | Failure
