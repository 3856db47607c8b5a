"""The pointer over a chart: a click chooses a bar, the wheel zooms about the bar under it, a drag pans."""

from __future__ import annotations

from collections.abc import Awaitable

from textual.events import MouseDown, MouseMove, MouseUp

from r2k_tui.ui.views.chart.drawing.slots import Slots
from r2k_tui.ui.widgets.line_widget import LineWidget

_LEFT = 1


class PlotPointer(LineWidget):
    """A panel with a plot: `slots` are drawn from column `left` on."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.slots: Slots | None = None
        self.left = 0
        self._pressed_at: int | None = None
        self._bars: int | None = None
        self._bars_per_cell = 0.0

    def bar_clicked(self, time: int) -> None:
        """The bar at `time` was clicked."""
        raise NotImplementedError

    def plot_wheeled(self, step: int, share: float) -> None:
        """The wheel was turned over the plot: `step` is 1 to zoom in; `share` is how far right, from 0 to 1."""
        raise NotImplementedError

    def plot_dragged(self, bars: int, *, begins: bool) -> None:
        """The plot was dragged to the right by `bars` since the button was pressed; `begins`: for the first time."""
        raise NotImplementedError

    def clicked(self, x: int, y: int) -> Awaitable[object] | None:
        """Choose the bar; the end of a drag chooses none."""
        dragged, self._bars = self._bars is not None, None
        slots = self._slots_at(x, y)
        place = slots.under(x - self.left) if slots is not None else None
        if not dragged and slots is not None and place is not None:
            self.bar_clicked(slots.slots[place].time)
        return None

    def wheeled(self, rows: int, x: int, y: int) -> bool:
        """Zoom about the bar under the pointer; nothing beside the plot."""
        if (slots := self._slots_at(x, y)) is not None:
            share = min(1.0, (x - self.left) / (slots.step * len(slots.slots)))
            self.plot_wheeled(-1 if rows > 0 else 1, share)
        return True

    def on_mouse_down(self, event: MouseDown) -> None:
        """A drag may begin."""
        if event.button == _LEFT and self._slots_at(event.x, event.y) is not None:
            self._pressed_at, self._bars = event.x, None
            # Earlier bars that arrive change the slots, not how far a drag goes.
            self._bars_per_cell = self.slots.per / self.slots.step if self.slots is not None else 0.0
            self.capture_mouse()

    def on_mouse_move(self, event: MouseMove) -> None:
        """Pan by as many bars as lie between both places."""
        if self._pressed_at is None:
            return
        bars = round((event.x - self._pressed_at) * self._bars_per_cell)
        if bars != (self._bars or 0):
            self.plot_dragged(bars, begins=self._bars is None)
            self._bars = bars

    def on_mouse_up(self, _: MouseUp) -> None:
        """The drag is over."""
        if self._pressed_at is not None:
            self._pressed_at = None
            self.release_mouse()

    def _slots_at(self, x: int, y: int) -> Slots | None:
        """The slots where a cell belongs to the plot."""
        slots = self.slots
        inside = slots is not None and 0 < y < self.size.height - 1 and 0 <= x - self.left < slots.width
        return slots if inside else None
