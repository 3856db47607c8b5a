"""What a person has chosen of a chart: its kind, its lines, its stretch, its crosshair."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class ChartKind(StrEnum):
    """How prices are drawn."""

    CANDLES = "candles"
    LINE = "line"
    AREA = "area"


class Look(msgspec.Struct, frozen=True):
    """The state of a chart view besides symbol and range.

    `count`: bars in view, None is the whole range. `end`: time of the last one, None is the newest. `cross`: time of
    the bar that the crosshair is on, None without one.
    """

    kind: ChartKind = ChartKind.CANDLES
    overlays: tuple[str, ...] = ("sma50", "sma200")
    pane: str = ""
    against: str = ""
    volume: bool = True
    extended: bool = True
    log: bool = False
    count: int | None = None
    end: int | None = None
    cross: int | None = None

    def but(self, **changes: object) -> Look:
        """The same with other values."""
        return msgspec.structs.replace(self, **changes)

    def toggled(self, key: str) -> Look:
        """With an overlay more, or less."""
        rest = tuple(name for name in self.overlays if name != key)
        return self.but(overlays=rest if key in self.overlays else (*rest, key))

    def with_next_kind(self, step: int) -> Look:
        """Drawn in the next way."""
        kinds = list(ChartKind)
        return self.but(kind=kinds[(kinds.index(self.kind) + step) % len(kinds)])

    def as_it_was(self) -> Look:
        """On the whole range again, without crosshair: for another series."""
        return self.but(count=None, end=None, cross=None)
