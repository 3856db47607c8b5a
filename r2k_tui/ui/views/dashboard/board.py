"""The board: the container that gives each panel of the layout its place, and loads panels when they get one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.lines import Line, whole
from r2k_tui.ui.views.dashboard.arrangement import Arrangement, arranged
from r2k_tui.ui.views.dashboard.packaged import packaged
from r2k_tui.ui.views.dashboard.panels import load_panel, needs_of
from r2k_tui.ui.widgets.line_widget import LineWidget

if TYPE_CHECKING:
    from r2k_tui.ui.widgets.board_panel import BoardPanel

# Frame and headings of the quotes, and the total of the portfolio under them.
_AROUND_QUOTES, _TOTAL, _TOTALS = 3, 1, 4
# Header and footer, and the width from which the header has one line.
_BARS, _WIDE = 2, 100


class NoRoomLine(LineWidget):
    """One line that says which panels of the layout have no room, and the window that would hold all of them."""

    def __init__(self) -> None:
        super().__init__(id="no-room")
        self.words = ""

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        return [whole(((f" {self.words}", "warn"),), width)]


class _BoardLayout(Layout):
    """Places the panels as the board has arranged them; a panel without a place is not drawn at all."""

    name = "board"

    def __init__(self, regions: Callable[[Size], Mapping[Widget, Region]]) -> None:
        self._regions = regions

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """See Layout."""
        placed = self._regions(size)
        return [
            WidgetPlacement(placed[child], NULL_OFFSET, NULL_SPACING, child) for child in children if child in placed
        ]


class Board(Widget):
    """Owns the panels by their names. `changed` is called with the names of those that got a place."""

    DEFAULT_CSS = "Board { height: 1fr; width: 1fr; }"

    def __init__(
        self, context: AppContext, panels: Mapping[str, LineWidget], changed: Callable[[frozenset[str]], None]
    ) -> None:
        super().__init__(id="board")
        self._app_context, self._changed = context, changed
        self._panels = dict(panels)
        self._loaded: dict[str, BoardPanel] = {}
        self._no_room = NoRoomLine()
        self._board_layout = _BoardLayout(self._regions)
        self._may_load = False
        self._shown: tuple[str, ...] = ()
        self._made_of: object = None
        self._placed = Arrangement()

    @property
    def layout(self) -> Layout:
        """See Widget."""
        return self._board_layout

    @property
    def shown(self) -> tuple[LineWidget, ...]:
        """The panels on the screen, in reading order."""
        return tuple(self._panels[name] for name in self._shown if name in self._panels)

    def has(self, name: str) -> bool:
        """Whether the panel of that name is on the screen."""
        return name in self._shown

    @property
    def loaded(self) -> tuple[BoardPanel, ...]:
        """The panels on the screen that were loaded for the layout."""
        return tuple(self._loaded[name] for name in self._shown if name in self._loaded)

    def compose(self) -> ComposeResult:
        """See Widget."""
        yield from self._panels.values()
        yield self._no_room

    def on_resize(self) -> None:
        """Other panels may have a place in this size."""
        self.settle()

    def load(self) -> None:
        """The first picture is there: load the panels that it lacks."""
        self._may_load = True
        self._made_of = None
        self.settle()

    def settle(self) -> None:
        """Arrange the panels anew where layout, size or rows have changed; nothing once the screen is gone."""
        if not self.is_attached:
            return
        size = self.size
        made_of = (size, self._inputs())
        if not size or made_of == self._made_of:
            return
        self._made_of = made_of
        found = self._arranged(size)
        names = tuple(place.panel for place in found.places)
        if self._may_load:
            self._load(names)
        before, self._shown = frozenset(self._shown), names
        self._no_room.words = self._words(found, size)
        for name, panel in self._panels.items():
            panel.can_focus = type(panel).can_focus and name in names
        if found != self._placed:
            # Of a child: Textual keeps arrangements by size, and a child's change clears those of its container.
            self._no_room.refresh(layout=True)
        self._no_room.paint()
        self._leave(before - set(names))
        self._changed(frozenset(names) - before)

    def _load(self, names: tuple[str, ...]) -> None:
        new = {name: load_panel(name, self._app_context) for name in names if name not in self._panels}
        if new:
            self._loaded |= new
            self._panels |= new
            self.mount(*new.values())

    def _leave(self, names: frozenset[str]) -> None:
        for name in names & self._loaded.keys():
            self._loaded[name].leave()

    def _inputs(self) -> tuple[object, ...]:
        """What the arrangement depends on besides the size."""
        mirror = self._app_context.mirror
        return self._app_context.layouts.rows, mirror.alerts.newest is not None, mirror.still, self._rows_of_quotes()

    def _rows_of_quotes(self) -> int:
        """Rows that show any of the lists as a whole, so that nothing moves when another one is shown."""
        lists = self._app_context.lists
        held = bool(lists.portfolio.holdings)
        rows = (len(group.symbols) + (_TOTALS if group.held else _TOTAL * held) for group in lists.groups)
        return max(rows) + _AROUND_QUOTES

    def _regions(self, size: Size) -> dict[Widget, Region]:
        self._placed = found = self._arranged(size)
        regions: dict[Widget, Region] = {
            panel: Region(place.x, place.y, place.width, place.height)
            for place in found.places
            if (panel := self._panels.get(place.panel)) is not None
        }
        if found.absent:
            regions[self._no_room] = Region(0, size.height - 1, size.width, 1)
        return regions

    def _arranged(self, size: Size) -> Arrangement:
        width, height = size
        rows = self._app_context.layouts.rows
        needs = needs_of(self._rows_of_quotes())
        if rows is None:
            mirror = self._app_context.mirror
            chosen = packaged(width, height, alerted=mirror.alerts.newest is not None, thin=mirror.still)
            return arranged(chosen, needs, width, height)._replace(absent=())
        found = arranged(rows, needs, width, height)
        # The line about what has no room takes a row itself.
        return found if not found.absent else arranged(rows, needs, width, max(1, height - 1))

    def _words(self, found: Arrangement, size: Size) -> str:
        if not found.absent:
            return ""
        # The header has two lines in some windows of less than the wide size.
        least = _BARS if found.width >= _WIDE else _BARS + 1
        beside = max(least, self.app.size.height - size.height)
        window = f"{found.width}x{found.height + beside}"
        # The size comes first, since a narrow window cuts the end.
        return f"layout {self._app_context.layouts.name} needs {window}: no room for {', '.join(found.absent)}"
