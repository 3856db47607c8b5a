"""The window to choose and order the columns of the quote table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from r2k_tui.model.market.watchlist import COLUMN_NAMES, ColumnName
from r2k_tui.ui.dialogs.window import Window
from r2k_tui.ui.drawing.lines import Line, fit
from r2k_tui.ui.drawing.targets import ClickTarget
from r2k_tui.ui.views.watchlist.columns import COLUMNS
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.plain_ascii import PlainText

_KEYS = "Space toggles · J K move · a automatic · Enter closes"
Apply = Callable[[tuple[ColumnName, ...]], object]


class _Names(LineWidget):
    """The columns in order, shown ones first; the symbol is always shown."""

    def __init__(self, chosen: Sequence[ColumnName]) -> None:
        super().__init__()
        self.chosen: list[ColumnName] = [name for name in chosen if name != "symbol"]
        self.order = self._ordered()
        self.cursor = self.top = 0

    def clicked(self, x: int, y: int) -> Awaitable[object] | None:
        """Toggle the clicked column."""
        place = self.top + y
        return self.follow(ClickTarget("entry", str(place))) if place < len(self.order) else None

    def wheeled(self, rows: int, x: int, y: int) -> bool:
        """Move the cursor."""
        self.step(rows)
        self.paint()
        return True

    def _ordered(self) -> list[ColumnName]:
        left = [name for name in COLUMN_NAMES if name not in self.chosen and name != "symbol"]
        return [*self.chosen, *left]

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        top = self.top = max(0, min(self.cursor - height // 2, len(self.order) - height))
        lines: list[Line] = []
        for index, name in enumerate(self.order[top : top + height], top):
            here, on = index == self.cursor, name in self.chosen
            ground = "+cursor" if here else ""
            runs = (
                (f"{'▸' if here else ' '}[{'x' if on else ' '}] ", "accent" + ground),
                (f"{COLUMNS[name].title:<11}", ("bright" if on else "dim") + ground),
                (name, "dim" + ground),
            )
            lines.append(fit(runs, width, "text" + ground))
        return lines

    def step(self, rows: int) -> None:
        """Move the cursor."""
        self.cursor = max(0, min(len(self.order) - 1, self.cursor + rows))

    def toggle(self) -> None:
        """Show or hide the column under the cursor; the order stays."""
        name = self.order[self.cursor]
        shown = {*self.chosen} ^ {name}
        self.chosen = [existing for existing in self.order if existing in shown]

    def move(self, rows: int) -> None:
        """Move the column under the cursor."""
        place = self.cursor + rows
        if 0 <= place < len(self.order):
            self.order.insert(place, self.order.pop(self.cursor))
            self.cursor = place
            self.chosen = [name for name in self.order if name in self.chosen]


class ColumnChooser(Window[None]):
    """`apply` receives the chosen columns at every change; () for as many as fit."""

    BINDINGS = [
        Binding("escape,enter,q,C", "dismiss", "Done", priority=True),
        Binding("j,down", "step(1)"),
        Binding("k,up", "step(-1)"),
        Binding("g,home", "step(-100)"),
        Binding("G,end", "step(100)"),
        Binding("space", "switch"),
        Binding("J,shift+down", "move(1)"),
        Binding("K,shift+up", "move(-1)"),
        Binding("a", "automatic"),
    ]
    DEFAULT_CSS = f"""
    ColumnChooser {{ align: center middle; background: transparent; }}
    ColumnChooser > Vertical {{
        width: 62; max-width: 100%; height: {len(COLUMN_NAMES) + 2}; max-height: 90%; background: $surface;
        border: round $accent; border-title-color: $accent; padding: 0 1;
    }}
    ColumnChooser _Names {{ background: $surface; }}
    ColumnChooser Static {{ height: 1; color: $foreground; }}
    """

    def __init__(self, chosen: Sequence[ColumnName], apply: Apply) -> None:
        super().__init__()
        self._names, self._apply = _Names(chosen), apply

    def compose(self) -> ComposeResult:
        """See Screen."""
        with Vertical() as box:
            box.border_title = "Columns"
            yield self._names
            yield PlainText(_KEYS)

    def action_step(self, rows: int) -> None:
        """Move the cursor."""
        self._names.step(rows)
        self._names.paint()

    def click_entry(self, place: str) -> None:
        """Toggle the clicked column."""
        self._names.cursor = int(place)
        self.action_switch()

    def action_switch(self) -> None:
        """Show or hide the column."""
        self._names.toggle()
        self._changed()

    def action_move(self, rows: int) -> None:
        """Move the column."""
        self._names.move(rows)
        self._changed()

    def action_automatic(self) -> None:
        """Return to automatic columns."""
        self._apply(())
        self.dismiss()

    def _changed(self) -> None:
        self._apply(("symbol", *self._names.chosen))
        self._names.paint()
