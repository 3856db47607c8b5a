"""A panel of lines in which left and right choose something."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.widgets.text_panel import Body, TextPanel


class TurningPanel(TextPanel):
    """A TextPanel whose left and right go to `turn`."""

    def __init__(
        self, title: str, body: Body, turn: Callable[[int], None], *, id: str, foot: Callable[[], Line] = lambda: ()
    ) -> None:
        super().__init__(title, body, id=id, foot=foot)
        self._turn = turn

    def hand_pan(self, steps: int) -> None:
        """Choose the next one."""
        self._turn(steps)
