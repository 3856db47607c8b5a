"""Keeps a stored picture on the screen, region by region, until the app has something to show there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, runtime_checkable
from weakref import WeakKeyDictionary, WeakSet

from textual.app import App
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from r2k_tui.ui.terminal.takeover.cells import StoredCells
from r2k_tui.ui.widgets.bars import FooterBar, HeaderBar
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.pen import Pen


@runtime_checkable
class ArrivingScreen(Protocol):
    """A screen that knows whether its panels are in their places."""

    @property
    def awaits_panels(self) -> bool:
        """Whether panels are still to come."""


class Gate:
    """Decides what of a stored picture stays on the screen.

    `view`: name of the view that the picture shows. `is_live`: whether the app has data; before, all but the footer
    stays as it is stored. `has_failed`: whether data are not to be had at present, which the screen must say.
    Then each panel replaces its part once it waits for nothing, and so does the header, which has the notice. From then
    on `explain(True)` is called once, to have the rest explained elsewhere, and `explain(False)` when nothing is left:
    the gate is open then, as it is when another screen is shown.
    """

    def __init__(
        self,
        cells: StoredCells,
        view: str,
        is_live: Callable[[], bool],
        has_failed: Callable[[], bool],
        explain: Callable[[bool], object],
    ) -> None:
        self._cells, self._view, self._is_live, self._has_failed = cells, view, is_live, has_failed
        self._explain = explain
        self._was_shown = self._is_explained = False
        self._replaced: WeakSet[Widget] = WeakSet()
        self._open = False
        self._kept: frozenset[Widget] | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing of the stored picture is left."""
        return self._open

    def open(self) -> None:
        """Let everything through."""
        self._open, self._kept = True, frozenset()
        if self._is_explained:
            self._explain(False)

    def judge(self, root: Widget, shown: Mapping[Widget, tuple[Region, Region]], size: tuple[int, int]) -> bool:
        """Decide for a frame of a screen; returns whether parts are to be drawn that were kept before."""
        if self._open:
            return False
        panels = {widget: place[0] for widget, place in shown.items() if isinstance(widget, LineWidget)}
        if size != self._cells.size or self._is_over(root, panels):
            self.open()
            return True
        before, self._kept = self._kept, self._to_keep(root, panels)
        if self._kept is None:
            return False
        if not self._is_explained and not any(isinstance(panel, HeaderBar) for panel in self._kept):
            self._is_explained = True
            self._explain(True)
        return before is None or not before <= self._kept

    def _is_over(self, root: Widget, panels: Mapping[LineWidget, Region]) -> bool:
        """Whether the rest of the picture goes with this frame."""
        if root.name != self._view:
            return self._was_shown or (isinstance(root, Screen) and root.is_modal)
        if self._has_failed():
            return True
        if not self._is_live() or (isinstance(root, ArrivingScreen) and root.awaits_panels):
            return False
        left = (item for item in panels.items() if item[0] not in self._replaced)
        return not any(panel.awaits(region.size) for panel, region in left if not isinstance(panel, HeaderBar))

    def _to_keep(self, root: Widget, panels: Mapping[LineWidget, Region]) -> frozenset[Widget] | None:
        """The panels that stay as they are stored; None for everything, until the first view is shown."""
        if root.name != self._view:
            return None
        self._was_shown = True
        if not self._is_live():
            return frozenset(panel for panel in panels if not isinstance(panel, FooterBar))
        kept = frozenset(
            panel for panel, region in panels.items() if panel not in self._replaced and panel.awaits(region.size)
        )
        # What was live once never becomes what it was before, even where it waits again.
        self._replaced.update(panel for panel, region in panels.items() if region and panel not in kept)
        return kept

    def keeps(self, widget: Widget) -> bool:
        """Whether the cells of a widget stay as they are stored; those of a container are the ground of panels."""
        if self._open:
            return False
        if self._kept is None:
            return True
        if isinstance(widget, LineWidget):
            return widget in self._kept
        return isinstance(widget, Screen) or bool(widget.children)

    def stored(self, y: int, start: int, stop: int) -> Iterable[tuple[str, Pen]]:
        """The stored cells from `start` to `stop` (exclusive) of a row."""
        return self._cells.part(y, start, stop)


_GATES: WeakKeyDictionary[App[Any], Gate] = WeakKeyDictionary()


def set_gate(app: App[Any], gate: Gate) -> None:
    """Let the frames of an app pass through a gate."""
    _GATES[app] = gate


def gate_of(app: App[Any]) -> Gate | None:
    """The gate of an app, as long as it keeps anything."""
    gate = _GATES.get(app)
    return gate if gate is not None and not gate.is_open else None
