"""The base of every view: a header, panels, a footer, and requests for data beyond the mirror."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import Resize, ScreenResume
from textual.geometry import Region, Size
from textual.widget import AwaitMount, Widget

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.quote import quote_of
from r2k_tui.model.messages.alerts import MuteAlert, TryAlert, UseRules
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.actions.table import footer_entries
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.entries import Entry, plain
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.table_export import ExportTable, quotes_table
from r2k_tui.ui.drawing.trouble import reason_of
from r2k_tui.ui.terminal.notice_place import Attention
from r2k_tui.ui.views.clicks import ClickedScreen
from r2k_tui.ui.views.replies import ExpectedReply
from r2k_tui.ui.views.undo import UndoingScreen
from r2k_tui.ui.widgets.bars import FooterBar, HeaderBar, TooSmall
from r2k_tui.ui.widgets.line_widget import LineWidget

if TYPE_CHECKING:
    from r2k_tui.model.messages.reply import Reply
    from r2k_tui.model.messages.request import Request

SeriesId = tuple[str, Interval]
# What a panel or a view does for a key; the number is a distance or a direction. A handler that opens a window returns
# an awaitable that ends once the window is open: the next key is for the window.
KeyHandler = Callable[[int], Awaitable[object] | None]


# Actions that only make such a request: the footer leaves them out where a hub denies it.
_ASKS: dict[str, type[Request]] = {"alert": UseRules, "mute": MuteAlert, "test_alert": TryAlert}


class View(ClickedScreen, UndoingScreen):
    """A view over the mirror. A subclass sets `parts`, and overrides `requests` where it needs more than the mirror.

    An action with `panel="name"` calls `on_key_name(amount)` of the focused panel, else of the view, else of the first
    part that has it.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (30, "-narrow"), (60, "-normal"), (100, "-wide"), (160, "-widest")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (8, "-low"), (20, "-short"), (32, "-tall"), (50, "-tallest")]
    # Whether the selected symbol is one of the watchlist: only then does the footer offer to remove it.
    ON_THE_LIST = False
    # Keys that work once another action has been run: for the `panel` of each, the id of that action.
    AFTER: ClassVar[Mapping[str, str]] = {}
    # Whether a picture of it may be stored for the next start: not where all that it shows is of the moment.
    STORABLE: ClassVar[bool] = True

    def __init__(self, context: AppContext, name: str) -> None:
        super().__init__(name=name)
        self.context, self.mirror, self.client = context, context.mirror, context.client
        self.head = HeaderBar(context.mirror)
        self.foot = FooterBar(
            name, self._footer, lambda: (self.focused, context.actions, context.mirror.refused, self.has_other_keys)
        )
        self.parts: tuple[LineWidget, ...] = ()
        self._replies: dict[str, Reply] = {}
        self._looks: tuple[str, ...] = ()
        self._unpainted = False

    def _footer(self) -> list[tuple[str, str]]:
        offered = [
            action
            for action in self.context.actions
            if (self.ON_THE_LIST or action.id != "remove")
            and not (action.id in _ASKS and self.mirror.refusal(_ASKS[action.id]))
        ]
        return footer_entries(offered, lambda name: self.key_handler(name) is not None)

    @property
    def subject(self) -> str:
        """The symbol that a new alert is about."""
        return self.context.symbol

    @property
    def bar(self) -> tuple[str, int | None]:
        """The selected bar of the symbol: its day, and its time where it is intraday; "" and None without one."""
        return "", None

    @property
    def level(self) -> float | None:
        """The price at the cursor: by default, that of the symbol."""
        quote = quote_of(self.subject, self.mirror.quotes)
        return quote.price if quote is not None else None

    @property
    def has_other_keys(self) -> bool:
        """Whether keys mean something else for the moment, and the footer names others."""
        return False

    @property
    def awaits_panels(self) -> bool:
        """Whether panels are still to come to their places."""
        return False

    def elsewhere_here(self, panel: str) -> str:
        """Where in this view a key works that does nothing at present, "" for nowhere."""
        return ""

    @property
    def removable(self) -> str:
        """The symbol that may be removed from the list, "" where the view has no selection."""
        return self.context.symbol if self.ON_THE_LIST else ""

    def panels(self) -> Iterable[Widget]:
        """The widgets between header and footer: by default, the parts."""
        return self.parts

    def requests(self) -> Mapping[str, Request]:
        """The requests of the view beyond the mirror, by a name of its own choice."""
        return {}

    def key_handler(self, name: str) -> KeyHandler | None:
        """The handler of an action with this `panel`; None where there is none."""
        for target in (self.focused, self, *self.parts):
            handler: KeyHandler | None = getattr(target, f"on_key_{name}", None)
            if handler is not None:
                return handler
        return None

    def attention(self, about: Iterable[str]) -> Attention:
        """What notices should not cover: rows with a cursor or about these symbols, and the panel with the focus."""
        symbols, parts = frozenset(filter(None, about)), [part for part in self.parts if part.display and part.region]
        rows = [region.translate(part.region.offset) for part in parts for region in part.looked_at(symbols)]
        panel = self.focused.region if self.focused is not None else Region()
        return Attention(rows, panel, self.head.size.height, self.foot.size.height, self.foot.say)

    def notice_kept(self) -> None:
        """A notice was kept among the last ones."""

    def engine_joined(self) -> None:
        """An engine, perhaps a new one, sent a snapshot."""
        self.reload()

    def bars_changed(self, changed: frozenset[SeriesId]) -> None:
        """A frame arrived; `changed` are the series whose bars changed, perhaps none."""
        if (self.mirror.index, Interval.D1) in changed:
            self.reload()

    async def load(self) -> None:
        """Request what the view needs; called when it is shown and when bars of its symbol change."""
        await asyncio.gather(*(self._fetch(name, request) for name, request in self.requests().items()))

    async def _fetch(self, name: str, request: Request) -> None:
        reply, before = await self.client.ask(request), self._replies.get(name)
        # The last good answer stays when a new request fails.
        if isinstance(reply, Failure) and not isinstance(before, Failure | None):
            return
        if reply != before:
            self._replies[name] = reply
            self._unpainted = True
        await self._paint_replies()

    async def _paint_replies(self) -> None:
        """Paint what arrived: once for replies that arrive together, since each paint draws every panel."""
        await asyncio.sleep(0)
        if self._unpainted:
            self._unpainted = False
            self.paint()

    def origin(self) -> Line:
        """The source of a panel's numbers, and their day."""
        return ((f"{self.mirror.facts.name} {self.mirror.as_of or ''}".rstrip(), "dim"),)

    def reply(self, name: str, kind: type[ExpectedReply]) -> ExpectedReply | None:
        """An answer of this type, None where it is missing."""
        result = self._replies.get(name)
        return result if isinstance(result, kind) else None

    def with_entries(
        self, name: str, kind: type[ExpectedReply], draw: Callable[[ExpectedReply], list[Entry]]
    ) -> list[Entry]:
        """The entries that `draw` makes of an answer; a message where it is missing."""
        result = self.reply(name, kind)
        return draw(result) if result is not None else plain(self.with_reply(name, kind, lambda _: []))

    def with_reply(
        self, name: str, kind: type[ExpectedReply], draw: Callable[[ExpectedReply], list[Line]]
    ) -> list[Line]:
        """The lines that `draw` makes of an answer; a message where it is missing."""
        reply = self._replies.get(name)
        if isinstance(reply, kind):
            return draw(reply)
        words = reason_of(self.mirror, reply) if isinstance(reply, Failure) else "computing"
        return [((f" {words}", "dim"),)]

    def compose(self) -> ComposeResult:
        """See Screen."""
        self._arrange(self.app.size)
        self._looks = self._looks_now()
        yield self.head
        with Container(id="panels"):
            yield from self.panels()
        yield self.foot
        yield TooSmall(id="too-small")

    def export_table(self) -> ExportTable:
        """The data of the view for an export: by default, the quotes of the list."""
        return quotes_table(self.mirror, self.context.lists.shown.symbols)

    def _arrange(self, size: Size) -> None:
        """Set the size classes before the first layout, which would otherwise be computed twice."""
        across, down = (size.width, self.HORIZONTAL_BREAKPOINTS), (size.height, self.VERTICAL_BREAKPOINTS)
        self.add_class(*([name for least, name in steps if least <= length][-1] for length, steps in (across, down)))

    def on_key_news(self, _: int) -> AwaitMount:
        """Open the headlines of the selected symbol in a window."""
        from r2k_tui.ui.dialogs.news import NewsScreen

        return self.app.push_screen(NewsScreen(self.context))

    def on_screen_resume(self, event: ScreenResume) -> None:
        """The view is shown; styles are refreshed only where theme or classes changed."""
        looks = self._looks_now()
        event.refresh_styles = looks != self._looks
        self._looks = looks
        self.resume()

    def _looks_now(self) -> tuple[str, ...]:
        """What the styles of all widgets depend on."""
        return self.app.theme, *sorted(self.app.classes)

    def on_resize(self, event: Resize) -> None:
        """The window was resized, or its size reported again: what already has this layout gets no other."""
        if event.size == self._compositor.size and not self.app._background_screens:
            event.stop()
            event.prevent_default()

    def on_descendant_focus(self) -> None:
        """Another panel has the focus, and other keys."""
        self.foot.paint()

    @property
    def is_shown(self) -> bool:
        """Whether this is the current view, perhaps under a window."""
        return [screen for screen in self.app.screen_stack if isinstance(screen, View)][-1:] == [self]

    def resume(self) -> None:
        """The view is shown, perhaps again: refresh everything."""
        self.paint()
        self.reload()

    def to_top(self) -> None:
        """Go back to the first panel and scroll to the top."""
        if self.parts:
            self.parts[0].focus()
        self.query_one("#panels").scroll_home(animate=False)

    def reload(self) -> None:
        """Request anew; an earlier request that has not finished is cancelled."""
        work: Callable[[], Awaitable[None]] = self.load
        self.run_worker(work, group="load", exclusive=True, exit_on_error=False)

    def open_detail(self, symbol: str, key: str) -> AwaitMount:
        """Open the detail of a reading."""
        from r2k_tui.ui.dialogs.reading_detail import ReadingDetail

        return self.app.push_screen(ReadingDetail(self.context, symbol, key))

    def open_index_detail(self, key: str) -> AwaitMount:
        """Open the detail of a reading of the index."""
        return self.open_detail(self.mirror.index, key)

    def paint(self) -> None:
        """Repaint every panel."""
        self.head.paint()
        self.foot.paint()
        for panel in self.parts:
            panel.paint()

    def paint_pause(self) -> None:
        """Repaint the time of the pause, and nothing else."""
        self.head.paint()

    def paint_ages(self) -> None:
        """Repaint what changes with time alone."""
        self.head.paint()
