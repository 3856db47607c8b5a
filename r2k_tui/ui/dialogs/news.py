"""The window with the headlines of the selected symbol; a browser is opened on request only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.binding import Binding

from r2k_tui.model.messages.news import GetNews, NewsReply
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.ratio import legs_of
from r2k_tui.ui.actions.table import bindings, shown_key
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.dialogs.copying import CopyingWindow
from r2k_tui.ui.dialogs.news_panel import NewsPanel
from r2k_tui.ui.drawing.copied import Copied, table_text
from r2k_tui.ui.drawing.table_export import ExportTable, iso
from r2k_tui.ui.terminal import browser

# Actions that mean the same here as in a view.
_SAME = ("row_down", "row_up", "row_first", "row_last", "page_down", "page_up", "open", "back")
_LOOK_S = 1.0
# How often the engine is told that the window is still open, so that it polls its source when due.
_STILL_HERE_S = 300.0
_HEADLINE = ("title", "publisher", "time", "address", "source", "simulated")


class NewsScreen(CopyingWindow[None]):
    """List and details; `b` opens the address in a browser, where there is one and it is allowed."""

    BINDINGS = [
        *(binding for binding in bindings() if binding.id in _SAME),
        Binding("o", "panel('open', 0)", "Show in full"),
        Binding("b", "browse", "Open in a browser"),
        Binding("n,q", "dismiss", "Close"),
    ]
    DEFAULT_CSS = """
    NewsScreen { align: center middle; background: $background 60%; }
    NewsScreen > NewsPanel { width: 100%; max-width: 120; height: 90%; max-height: 28; background: $surface; }
    """

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._app_context = context
        # Of a ratio, the news of its numerator.
        self._symbol = legs_of(context.symbol)[0] or context.mirror.index
        self._panel = NewsPanel(context.mirror, self._symbol, _hint(context))

    def compose(self) -> ComposeResult:
        """See Screen."""
        yield self._panel

    def on_mount(self) -> None:
        """Request the headlines, and show new ones as they arrive."""
        self.set_interval(_LOOK_S, self._panel.paint)
        self.set_interval(_STILL_HERE_S, self._ask)
        self._ask()

    def _ask(self) -> None:
        work: Callable[[], Awaitable[None]] = self._load
        self.run_worker(work, group="news", exclusive=True, exit_on_error=False)

    async def _load(self) -> None:
        reply = await self._app_context.client.ask(GetNews(self._symbol))
        self._panel.requesting = False
        self._panel.failure = reply.message if isinstance(reply, Failure) else ""
        if isinstance(reply, NewsReply):
            # A frame may have brought newer headlines already.
            self._app_context.mirror.store_news(reply.news)
        self._panel.paint()

    def copied(self) -> Copied | None:
        """The headline under the cursor, with its address."""
        item, mirror = self._panel.chosen, self._app_context.mirror
        if item is None:
            return None
        row = (item.title, item.publisher, iso(item.time), item.url, item.source, mirror.facts.simulated)
        return table_text(f"headline of {self._symbol}", ExportTable(_HEADLINE, [row]), mirror.clock())

    def action_panel(self, name: str, amount: int) -> None:
        """Handle a key of the table of actions."""
        if name == "move":
            self._panel.move(amount)
        elif name == "open":
            self._panel.open(in_full=not self._panel.in_full)
        elif self._panel.in_full:
            self._panel.open(in_full=False)
        else:
            self.dismiss(None)

    def action_browse(self) -> None:
        """Open the address of the headline; where that is refused, say why and show the address."""
        chosen = self._panel.chosen
        if chosen is None:
            return
        refused = self._refusal(chosen.url)
        if refused:
            self._panel.open(in_full=True)
            self.notify(refused)
        else:
            self.app.run_worker(self._browse(chosen.url), group="browse", exit_on_error=False)

    async def _browse(self, address: str) -> None:
        self.app.notify(f"opening {address}")
        try:
            await browser.open_page(address)
        except OSError as error:
            self.app.notify(f"the browser cannot be started: {error}", severity="error")

    def _refusal(self, address: str) -> str:
        if not address:
            return "this headline has no address"
        if self._app_context.kiosk:
            return "no browser in kiosk mode"
        reason = browser.refusal()
        return f"{reason}; copy the address" if reason else ""


def _hint(context: AppContext) -> str:
    """The keys of this window, as they are bound."""
    keys = {action.id: shown_key(action.keys[0]) for action in context.actions}
    browse = "" if context.kiosk else "b browser · "
    return f"{keys['row_down']} {keys['row_up']} · {keys['open']} in full · {browse}{keys['back']} back"
