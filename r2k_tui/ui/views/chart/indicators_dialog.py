"""A window to choose indicators and the symbol they compare with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.binding import Binding

from r2k_tui.link.engine_client import EngineClient
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import Lookup
from r2k_tui.ui.dialogs.prompts.symbol import SymbolPrompt
from r2k_tui.ui.dialogs.window import Window
from r2k_tui.ui.drawing.lines import Line, framed
from r2k_tui.ui.drawing.targets import ClickTarget, aimed
from r2k_tui.ui.views.chart.drawing.options import DEFINITION_LINES
from r2k_tui.ui.widgets.line_widget import LineWidget

# Takes the key under the cursor and the width; returns the lines of the list.
DrawIndicator = Callable[[str, int], list[Line]]


def against_prompt(client: EngineClient) -> SymbolPrompt:
    """The line for the symbol that indicators compare with; the engine must know it."""

    async def check(symbol: str) -> str:
        reply = await client.ask(Lookup(symbol))
        return reply.message if isinstance(reply, Failure) else ""

    return SymbolPrompt("Relative strength against which symbol?", check)


class IndicatorList(Window[None]):
    """`keys` in order, drawn by `draw`; `choose` receives the key under the cursor. Stays open until it is closed."""

    BINDINGS = [
        Binding("escape,i,q", "dismiss", "Close", priority=True),
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("space,enter", "choose", show=False),
    ]
    DEFAULT_CSS = """
    IndicatorList { align: right middle; background: transparent; }
    IndicatorList > _Choices { width: 56; max-width: 100%; max-height: 100%; background: $surface; }
    """

    def __init__(self, keys: list[str], draw: DrawIndicator, choose: Callable[[str], None]) -> None:
        super().__init__()
        self._keys, self._choose = keys, choose
        self._list = _Choices(keys[0], draw, len(keys))

    def compose(self) -> ComposeResult:
        """See Screen."""
        yield self._list

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        place = self._keys.index(self._list.cursor) + rows
        self._list.cursor = self._keys[max(0, min(len(self._keys) - 1, place))]
        self._list.paint()

    def click_step(self, rows: str) -> None:
        """Move the cursor."""
        self.action_move(int(rows))

    def click_entry(self, place: str) -> None:
        """Toggle the clicked entry."""
        self._list.cursor = self._keys[int(place)]
        self.action_choose()

    def action_choose(self) -> None:
        """Toggle the entry under the cursor."""
        self._choose(self._list.cursor)
        self._list.paint()

    def paint(self) -> None:
        """Redraw after a change elsewhere."""
        self._list.paint()


class _Choices(LineWidget):
    """The list in its frame; scrolls to keep the cursor in view."""

    def __init__(self, cursor: str, draw: DrawIndicator, count: int) -> None:
        super().__init__(id="choices")
        self.cursor, self._menu = cursor, draw
        self._count = count
        self.top = 0
        self.styles.height = count + 2 + DEFINITION_LINES

    def clicked(self, x: int, y: int) -> Awaitable[object] | None:
        """Toggle the clicked entry."""
        room = max(1, self.size.height - 2 - DEFINITION_LINES)
        place = self.top + y - 1
        return self.follow(ClickTarget("entry", str(place))) if 0 < y <= room and place < self._count else None

    def wheeled(self, rows: int, x: int, y: int) -> bool:
        """Move the cursor."""
        self.follow(ClickTarget("step", str(rows)))
        return True

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        menu = self._menu(self.cursor, width - 2)
        lines, text = menu[: self._count], menu[self._count :]
        room = max(1, height - 2 - DEFINITION_LINES)
        place = next((y for y, line in enumerate(lines) if line and line[0][0] == "▸"), 0)
        first = max(0, min(place - room // 2, len(lines) - room))
        self.top = first
        foot: Line = (("Space toggles, ", "dim"), aimed(("Esc closes", "dim"), "key", "escape"))
        body = [*lines[first : first + room], *text]
        return framed(body, width, height, (("Indicators", "bright"),), (), foot, focus=True)
