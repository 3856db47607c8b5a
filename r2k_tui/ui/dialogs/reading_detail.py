"""A window with everything known of one reading."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding

from r2k_tui.model.market.tick import quote_decimals
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import CardReply, GetCard
from r2k_tui.model.messages.reply import Reply
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.dialogs.copying import CopyingWindow
from r2k_tui.ui.dialogs.drawing.reading_detail import detail_lines
from r2k_tui.ui.drawing.copied import Copied, card_table, table_text
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.widgets.text_panel import TextPanel


class ReadingDetail(CopyingWindow[None]):
    """The detail of one reading of a symbol: also of a composite (`risk`) or one of its components (`risk.credit`)."""

    BINDINGS = [
        Binding("escape,q,enter", "dismiss", "Close", priority=True),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]
    DEFAULT_CSS = """
    ReadingDetail { align: center middle; background: $background 60%; }
    ReadingDetail > TextPanel { width: 84; max-width: 100%; height: 90%; max-height: 30; background: $surface; }
    """

    def __init__(self, context: AppContext, symbol: str, key: str) -> None:
        super().__init__()
        self._app_context, self._symbol, self._key = context, symbol, key
        self._reply: Reply | None = None
        self.panel = TextPanel(f"{key}  {symbol}", self._body, id="card", foot=self._foot)

    def compose(self) -> ComposeResult:
        """See Screen."""
        yield self.panel

    def on_mount(self) -> None:
        """Request the reading."""
        self.panel.focus()
        self.run_worker(self._load(), group="load", exit_on_error=False)

    async def _load(self) -> None:
        self._reply = await self._app_context.client.ask(GetCard(self._symbol, self._key))
        self.panel.paint()

    def _body(self, width: int, height: int) -> list[Line]:
        if isinstance(self._reply, CardReply):
            mirror = self._app_context.mirror
            decimals = quote_decimals(mirror.quotes.get(self._symbol))
            return detail_lines(self._reply, width, height, simulated=mirror.facts.simulated, decimals=decimals)
        return [((f" {self._reply.message if isinstance(self._reply, Failure) else 'computing'}", "dim"),)]

    def _foot(self) -> Line:
        return (aimed(("Esc closes", "dim"), "key", "escape"),)

    def copied(self) -> Copied | None:
        """Everything known of the reading."""
        mirror = self._app_context.mirror
        if not isinstance(self._reply, CardReply):
            return None
        table = card_table(self._symbol, self._reply, simulated=mirror.facts.simulated)
        return table_text(f"reading {self._key} {self._symbol}", table, mirror.clock())

    def action_scroll(self, lines: int) -> None:
        """Scroll the lines."""
        self.panel.on_key_move(lines)
