"""The list of indicators to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from r2k_tui.model.readings.chart import Indicator, IndicatorPlace
from r2k_tui.ui.drawing.lines import Line, Run, fit, wrapped
from r2k_tui.ui.views.chart.drawing.options import Look

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
