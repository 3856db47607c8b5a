"""What a terminal may ask of an engine, and what it gets back."""

from __future__ import annotations

import msgspec

from r2k_tui.model.bars import Bars
from r2k_tui.model.feed import Problem
from r2k_tui.model.frame import Snapshot, SymbolReadings
from r2k_tui.model.quote import Quote
from r2k_tui.model.reading import Score


class GetSnapshot(msgspec.Struct, frozen=True, tag="get_snapshot"):
    """Ask for the whole picture; answered with a Snapshot."""


class GetBars(msgspec.Struct, frozen=True, tag="get_bars"):
    """Ask for the bars of a named range (`1D`, `1Y`, …); answered with BarsReply."""

    symbol: str
    range: str


class GetReadings(msgspec.Struct, frozen=True, tag="get_readings"):
    """Ask for readings of a symbol, all of them unless `keys` names some; answered with ReadingsReply."""

    symbol: str
    keys: tuple[str, ...] = ()


class Watch(msgspec.Struct, frozen=True, tag="watch"):
    """Say which symbols this terminal shows; answered with Done."""

    symbols: tuple[str, ...]


class Lookup(msgspec.Struct, frozen=True, tag="lookup"):
    """Ask the source whether it knows a symbol; answered with Found, or a Failure of kind `not_found`."""

    symbol: str


class Refresh(msgspec.Struct, frozen=True, tag="refresh"):
    """Poll every topic now, as far as rate limits allow; answered with Done."""


Request = GetSnapshot | GetBars | GetReadings | Watch | Lookup | Refresh


class BarsReply(msgspec.Struct, frozen=True, tag="bars"):
    """Bars of a range; `problems` says what is missing."""

    range: str
    bars: Bars
    problems: tuple[Problem, ...] = ()


class ReadingsReply(msgspec.Struct, frozen=True, tag="readings"):
    """Readings and composite scores of one symbol."""

    readings: SymbolReadings
    scores: tuple[Score, ...] = ()


class Found(msgspec.Struct, frozen=True, tag="found"):
    """The source knows the symbol."""

    quote: Quote


class Done(msgspec.Struct, frozen=True, tag="done"):
    """It was done."""


class Failure(msgspec.Struct, frozen=True, tag="failure"):
    """It was not done: `kind` for programs, `message` for people."""

    kind: str
    message: str


Reply = Snapshot | BarsReply | ReadingsReply | Found | Done | Failure
