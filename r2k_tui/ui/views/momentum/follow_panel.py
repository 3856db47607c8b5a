"""The panel of the follow-through study: h and l, or the range keys, select the horizon."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.momentum.follow_through import HORIZONS
from r2k_tui.ui.widgets.text_panel import TextPanel

# Takes the horizon, width and height; returns the lines.
FollowBody = Callable[[str, int, int], list[Line]]
_FIRST = "6m"


class FollowPanel(TextPanel):
    """Owns the horizon whose outcomes are shown."""

    def __init__(self, title: str, body: FollowBody, *, id: str, foot: Callable[[], Line]) -> None:
        super().__init__(title, lambda width, height: body(self.horizon, width, height), id=id, foot=foot)
        self.horizon = _FIRST

    def on_key_range(self, step: int) -> None:
        """Select another horizon, cyclically."""
        self.horizon = HORIZONS[(HORIZONS.index(self.horizon) + step) % len(HORIZONS)]
        self.paint()

    def click_horizon(self, name: str) -> None:
        """Select the clicked horizon."""
        self.horizon = name
        self.paint()

    def on_key_pan(self, step: int) -> None:
        """Select another horizon, where this panel has the focus."""
        if self.has_focus:
            self.on_key_range(step)
