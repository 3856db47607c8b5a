"""The options of a chart: kind, lines, bars in view, crosshair."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from r2k_tui.model.readings.chart import Indicator, IndicatorPlace
from r2k_tui.ui.drawing.lines import Line, Run, fit, wrapped


class ChartKind(StrEnum):
    """How prices are drawn."""

    CANDLES = "candles"
    LINE = "line"
    AREA = "area"


class ChartOptions(msgspec.Struct, frozen=True):
    """The options of a chart besides symbol and range.

    `count`: bars in view, None for the whole range. `end`: time of the last bar, None for the newest. `cross`: time of
    the bar under the crosshair, None without one.
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

    def but(self, **changes: object) -> ChartOptions:
        """The options with other values."""
        return msgspec.structs.replace(self, **changes)

    def toggled(self, key: str) -> ChartOptions:
        """The options with an overlay added or removed."""
        rest = tuple(name for name in self.overlays if name != key)
        return self.but(overlays=rest if key in self.overlays else (*rest, key))

    def with_next_kind(self, step: int) -> ChartOptions:
        """The options with the next kind."""
        kinds = list(ChartKind)
        return self.but(kind=kinds[(kinds.index(self.kind) + step) % len(kinds)])

    def as_it_was(self) -> ChartOptions:
        """The options for another series: the whole range, no crosshair."""
        return self.but(count=None, end=None, cross=None)


# The last entry of the list: the symbol that indicators compare with.
AGAINST = "against"


DEFINITION_LINES = 3


def entries(indicators: Sequence[Indicator]) -> list[str]:
    """The keys of the list in order: overlays, panes, the second symbol."""
    ranked = sorted(indicators, key=lambda about: about.place is IndicatorPlace.PANE)
    return [*(about.key for about in ranked), AGAINST]


def menu_lines(
    indicators: Sequence[Indicator], options: ChartOptions, against: str, cursor: str, width: int
) -> list[Line]:
    """One line per entry: active ones are marked, the cursor's line is highlighted, its definition is below."""
    existing = {about.key: about for about in indicators}
    lines: list[Line] = []
    for key in entries(indicators):
        about = existing.get(key)
        on = key in options.overlays or key == options.pane
        words: list[Run] = [("▸" if key == cursor else " ", "accent")]
        if about is None:
            words += [
                (" second symbol   ", "text"),
                (against or "chosen by R2K", "bright"),
                ("  Enter changes it", "dim"),
            ]
        else:
            where = "pane" if about.place is IndicatorPlace.PANE else ""
            words += [("● " if on else "○ ", "accent" if on else "dim"), (f"{about.title:<14}", "text"), (where, "dim")]
        style = "+cursor" if key == cursor else ""
        lines.append(fit([(text, name + style) for text, name in words], width, "text" + style))
    told = existing[cursor].definition if cursor in existing else "what relative strength is measured against"
    definition = wrapped(told, width - 2)[:DEFINITION_LINES]
    return [*lines, *(((f" {words}", "dim"),) for words in definition)]
