"""Parts of a chart besides its bars: indicators, their lines, marks and regular hours."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class IndicatorPlace(StrEnum):
    """Place of an indicator on the chart."""

    OVERLAY = "overlay"
    PANE = "pane"


class Indicator(msgspec.Struct, frozen=True):
    """Row of the engine's indicator table.

    `unit` is one of `price`, `index` (0 to 100), `shares`, `fraction`; `bounds` fixes the scale of a pane, `levels`
    are dotted across it. `compares`: the indicator relates the symbol to a second one.
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
    """One line of an indicator: float64 `values`, one per bar, NaN where there is none.

    `tag` is a word short enough for the edge of the chart; `pillars` draws columns from zero. `note` holds a caveat;
    where `absent`, it says why no bar has a value.
    """

    indicator: str
    tag: str
    values: bytes
    pillars: bool = False
    note: str = ""
    absent: bool = False

    def numbers(self) -> memoryview[float]:
        """Values, without a copy."""
        return memoryview(self.values).cast("d")

    def at(self, bar: int) -> float:
        """Value at a bar index; a bar that formed since takes that of the last bar until the next reply."""
        values = self.numbers()
        return values[min(bar, len(values) - 1)] if len(values) else float("nan")


class MonthMark(msgspec.Struct, frozen=True):
    """Finished month that returned ten percent or more: time of its last bar, month (`YYYY-MM`), px return."""

    time: int
    month: str
    ret: float
