"""Panel of an outage: the failure, and the ways on."""

from __future__ import annotations

from r2k_tui.ui.drawing.lines import Line, framed
from r2k_tui.ui.drawing.outage import outage_lines
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.widgets.line_widget import LineWidget

_FRAME = 2


class OutagePanel(LineWidget):
    """Shown while no provider answers; Esc closes it."""

    EXACT_WIDTH = True

    def __init__(self, mirror: Mirror, *, kiosk: bool = False) -> None:
        super().__init__(id="outage")
        self._mirror, self._kiosk = mirror, kiosk

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        lines = self._text(width)
        foot = tuple(aimed(run, "action", "back") for run in ((self._mirror.keys.back, "key"), (" close", "dim")))
        return framed(lines, width, height, (("No prices", "bright"),), (), foot, focus=False)

    def fit_height(self, width: int) -> None:
        """Take the rows that the text needs in this width."""
        rows = len(self._text(width)) + _FRAME
        given = self.styles.inline.height
        if given is None or given.value != rows:
            self.styles.height = rows

    def _text(self, width: int) -> list[Line]:
        mirror = self._mirror
        # Whoever looks at an engine of others, or at a kiosk, cannot change how it reaches its source.
        return outage_lines(mirror, width - _FRAME, mirror.clock(), ways=not (self._kiosk or mirror.refused))
