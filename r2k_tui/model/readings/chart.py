"""What a chart is drawn from besides its bars: indicators, their lines, marks and regular hours."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class IndicatorPlace(StrEnum):
    """Where an indicator is drawn."""

    OVERLAY = "overlay"
    PANE = "pane"


class Indicator(msgspec.Struct, frozen=True):
    """One row of the engine's table of indicators.

    `unit` is one of `price`, `index` (0 to 100), `shares`, `fraction`; `bounds` fixes the scale of a pane, `levels`
    are dotted across it. `compares`: it is drawn against a second symbol.
    """

    key: str
    title: str
    place: IndicatorPlace
    unit: str = "price"
    bounds: tuple[float, float] | None = None
    levels: tuple[float, ...] = ()
    compares: bool = False
    definition: str = ""


class Plot(msgspec.Struct, frozen=True):
    """One line of an indicator: float64 `values`, one a bar, NaN where there is none.

    `tag` is a word short enough for the edge of the chart; `pillars`: drawn as pillars from zero. `note` says what a
    reader must know of it; where `absent`, it says why there is no value at any bar.
    """

    indicator: str
    tag: str
    values: bytes
    pillars: bool = False
    note: str = ""
    absent: bool = False

    def numbers(self) -> memoryview[float]:
        """The values, without a copy."""
        return memoryview(self.values).cast("d")

    def at(self, bar: int) -> float:
        """The value at a bar by its index; of one that has formed since, that of the last bar, until it is renewed."""
        values = self.numbers()
        return values[min(bar, len(values) - 1)] if len(values) else float("nan")


class MonthMark(msgspec.Struct, frozen=True):
    """A finished month of ten percent or more: the time of its last bar, the month (`YYYY-MM`), its return, px."""

    time: int
    month: str
    ret: float
