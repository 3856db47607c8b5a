"""Keeps a stored picture on the screen, region by region, until the app has something to show there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, runtime_checkable
from weakref import WeakKeyDictionary

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
    Then each panel replaces its part once it waits for nothing, and at last the header, whose notice says what the
    rest is. The gate is open after that, or when another screen is shown.
    """

    def __init__(
        self, cells: StoredCells, view: str, is_live: Callable[[], bool], has_failed: Callable[[], bool]
    ) -> None:
        self._cells, self._view, self._is_live, self._has_failed = cells, view, is_live, has_failed
        self._was_shown = False
        self._open = False
        self._kept: frozenset[Widget] | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing of the stored picture is left."""
        return self._open

    def open(self) -> None:
        """Let everything through."""
        self._open, self._kept = True, frozenset()

    def judge(self, root: Widget, shown: Mapping[Widget, tuple[Region, Region]], size: tuple[int, int]) -> bool:
        """Decide for a frame of a screen; returns whether parts are to be drawn that were kept before."""
        if self._open:
            return False
        kept = self._to_keep(root, shown) if size == self._cells.size else frozenset()
        if kept is not None and not kept:
            self.open()
            return True
        before, self._kept = self._kept, kept
        return kept is not None and (before is None or not before <= kept)

    def _to_keep(self, root: Widget, shown: Mapping[Widget, tuple[Region, Region]]) -> frozenset[Widget] | None:
        """The panels that stay as they are stored; None for everything."""
        is_view = root.name == self._view
        if not is_view:
            # Until the first view is shown, the one below it is not to be seen.
            covered = self._was_shown or (isinstance(root, Screen) and root.is_modal)
            return frozenset() if covered else None
        self._was_shown = True
        if self._has_failed():
            return frozenset()
        panels = {widget: place[0] for widget, place in shown.items() if isinstance(widget, LineWidget)}
        heads = frozenset(widget for widget in panels if isinstance(widget, HeaderBar))
        if not self._is_live():
            return frozenset(widget for widget in panels if not isinstance(widget, FooterBar))
        waiting = frozenset(widget for widget, region in panels.items() if widget.awaits(region.size)) - heads
        arriving = isinstance(root, ArrivingScreen) and root.awaits_panels
        return waiting | heads if waiting or arriving else frozenset()

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
