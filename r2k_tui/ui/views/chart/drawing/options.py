"""What a person has chosen of a chart: its kind, its lines, its stretch, its crosshair."""

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


# The last entry of the list: the symbol that indicators compare with.
AGAINST = "against"


DEFINITION_LINES = 3


def entries(indicators: Sequence[Indicator]) -> list[str]:
    """The keys of what can be chosen, in their order: overlays, panes, the second symbol."""
    ranked = sorted(indicators, key=lambda about: about.place is IndicatorPlace.PANE)
    return [*(about.key for about in ranked), AGAINST]


def menu_lines(indicators: Sequence[Indicator], look: Look, against: str, cursor: str, width: int) -> list[Line]:
    """One line an entry: what is on is marked, the cursor's line stands out, its definition is below."""
    known = {about.key: about for about in indicators}
    lines: list[Line] = []
    for key in entries(indicators):
        about = known.get(key)
        on = key in look.overlays or key == look.pane
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
    told = known[cursor].definition if cursor in known else "what relative strength is measured against"
    definition = wrapped(told, width - 2)[:DEFINITION_LINES]
    return [*lines, *(((f" {words}", "dim"),) for words in definition)]
