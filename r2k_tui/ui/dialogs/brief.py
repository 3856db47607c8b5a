"""The window with the brief of the day."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.binding import Binding

from r2k_tui.model.messages.brief import BriefReply, GetBrief
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.dialogs.copying import CopyingWindow
from r2k_tui.ui.dialogs.drawing.brief import brief_lines, brief_text
from r2k_tui.ui.drawing.copied import Copied
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.widgets.text_panel import TextPanel


class BriefScreen(CopyingWindow[None]):
    """The brief; `since` is the time of the last look (seconds since the epoch), None for the close before."""

    BINDINGS = [
        Binding("escape,q,b", "dismiss", "Close", priority=True),
        Binding("s", "sources", "Sources"),
        Binding("r", "renew", "Renew"),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("g,home", "scroll(-100000)", show=False),
        Binding("G,end", "scroll(100000)", show=False),
    ]
    DEFAULT_CSS = """
    BriefScreen { align: center middle; background: $background 60%; }
    BriefScreen > TextPanel { width: 116; max-width: 100%; height: 94%; background: $surface; }
    """

    def __init__(self, context: AppContext, since: float | None = None) -> None:
        super().__init__()
        self._app_context, self._since = context, since
        self._reply: Reply | None = None
        self._sources = self._completing = False
        self.panel = TextPanel("Brief", self._body, id="brief", foot=self._foot)

    def compose(self) -> ComposeResult:
        """See Screen."""
        yield self.panel

    def on_mount(self) -> None:
        """Request the brief."""
        self.panel.focus()
        self.action_renew()

    def action_renew(self) -> None:
        """Request the brief again."""
        work: Callable[[], Awaitable[None]] = self._load
        self.run_worker(work, group="load", exclusive=True, exit_on_error=False)

    async def _load(self) -> None:
        """Show what is known at once, then what `r2k brief` prints: members polled, every claim tested."""
        self._completing = True
        self._show(await self._app_context.client.ask(GetBrief(since_time=self._since)))
        whole = await self._app_context.client.ask(GetBrief(since_time=self._since, settled=True))
        self._completing = False
        keeps = isinstance(whole, Failure) and isinstance(self._reply, BriefReply)
        self._show(self._reply if keeps else whole)

    def _show(self, reply: Reply | None) -> None:
        self._reply = reply
        self.panel.paint()

    def _body(self, width: int, height: int) -> list[Line]:
        if isinstance(self._reply, BriefReply):
            brief = self._reply.brief
            title: Line = ((f" {brief.title}", "bright"),)
            return [title, *brief_lines(brief, width, sources=self._sources)]
        return [((f" {self._reply.message if isinstance(self._reply, Failure) else 'computing'}", "dim"),)]

    def _foot(self) -> Line:
        shown = "hides" if self._sources else "shows"
        words = "members and claims still loading" if self._completing else f"s {shown} where each number comes from"
        return (
            aimed((words, "dim"), "key", "s"),
            (" · ", "dim"),
            aimed(("r renews", "dim"), "key", "r"),
            (" · ", "dim"),
            aimed(("Esc closes", "dim"), "key", "escape"),
        )

    def action_sources(self) -> None:
        """Show or hide where each figure comes from."""
        self._sources = not self._sources
        self.panel.paint()

    def copied(self) -> Copied | None:
        """The brief as sentences, with where each number comes from."""
        if not isinstance(self._reply, BriefReply):
            return None
        return Copied("brief", brief_text(self._reply.brief))

    def action_scroll(self, lines: int) -> None:
        """Scroll the lines."""
        self.panel.on_key_move(lines)
