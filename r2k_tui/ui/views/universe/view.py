"""The universe view: all members of the index, their sectors, breadth, movers and contributors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from textual.widget import AwaitMount

from r2k_tui.model.market.universe import Summary
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.actions.table import key_of
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.modes import Mode
from r2k_tui.ui.drawing.table_export import ExportTable
from r2k_tui.ui.views.base import KeyHandler, SeriesId, View
from r2k_tui.ui.views.coming_events import request_events
from r2k_tui.ui.views.shared.member_requests import MemberRequests
from r2k_tui.ui.views.universe.drawing.breadth import breadth_line, breadth_lines, caveat
from r2k_tui.ui.views.universe.drawing.export import members_table
from r2k_tui.ui.views.universe.drawing.movers import contributor_lines, mover_lines
from r2k_tui.ui.views.universe.drawing.status import about_lines, nothing_lines, origin_line, reason_lines
from r2k_tui.ui.views.universe.page import PageView, UniversePage
from r2k_tui.ui.views.universe.sector_map import SectorMap
from r2k_tui.ui.views.universe.table import MemberTable
from r2k_tui.ui.widgets.line_widget import LineWidget
from r2k_tui.ui.widgets.text_panel import TextPanel

DrawSummary = Callable[[Summary, int, int], list[Line]]
# The page that is there from the start.
_MEMBERS = "members"


class BreadthLine(LineWidget):
    """Breadth in one line above the table, where the panel is not on the screen."""

    def __init__(self, draw: Callable[[int], Line]) -> None:
        super().__init__(id="breadth-line")
        self._draw_line = draw

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        return [self._draw_line(width)]


class UniverseView(View):
    """View 7. While it is shown, the engine sends changes of the members."""

    DEFAULT_CSS = """
    UniverseView #breadth-line { dock: top; height: 1; display: none; }
    UniverseView #panels {
        layout: grid; grid-size: 2; grid-columns: 76 1fr; grid-rows: 13 13 12 12; overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    UniverseView #members { row-span: 2; }
    UniverseView #about { column-span: 2; }
    UniverseView.-tallest #panels { grid-rows: 17 14 1fr 12; }
    UniverseView.-widest #panels { grid-size: 3; grid-columns: 112 1fr 1fr; grid-rows: 20 19 1fr; }
    UniverseView.-widest #members { row-span: 3; }
    UniverseView.-widest #sectors { column-span: 2; }
    UniverseView.-widest #about { column-span: 1; }
    UniverseView.-normal #breadth-line, UniverseView.-narrow #breadth-line { display: block; }
    UniverseView.-normal #panels, UniverseView.-narrow #panels { layout: vertical; }
    UniverseView.-normal #panels > *, UniverseView.-narrow #panels > * { height: 100%; }
    UniverseView.-normal #breadth-line, UniverseView.-narrow #breadth-line { height: 1; }
    UniverseView .page { display: none; }
    UniverseView.-paged #panels { layout: vertical; }
    UniverseView.-paged #panels > *, UniverseView.-paged #panels > #breadth-line { display: none; }
    UniverseView.-paged #panels > .page.-shown { display: block; height: 100%; }
    """

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "universe")
        self._membership = context.mirror.members
        self._requests, self._last_symbol = MemberRequests(context, "universe"), ""
        self.table = MemberTable(context, self._open_chart)
        self.sectors = SectorMap(self._membership, self.origin, self._open_sector)
        self.about = self._panel("Data basis", lambda s, w, _: about_lines(self.mirror, s, w), "about")
        self.pages: dict[str, UniversePage] = {}
        self._page: UniversePage | None = None
        self.parts: tuple[LineWidget, ...] = (
            self.table,
            self._panel("Breadth", self._breadth, "breadth", self._caveat),
            self._panel("Contribution to the move, bp", contributor_lines, "carriers"),
            self.sectors,
            self._panel("Movers", mover_lines, "movers"),
            self.about,
            BreadthLine(self._breadth_line),
        )

    def _panel(self, title: str, draw: DrawSummary, name: str, foot: Callable[[], Line] | None = None) -> TextPanel:
        def body(width: int, height: int) -> list[Line]:
            summary = self._membership.summary
            if summary is not None:
                return draw(summary, width, height)
            trouble = self._membership.trouble
            # The table shows the topics already; repeated in every panel, they would load a thin line.
            if name == "about":
                return nothing_lines(self.mirror, trouble, width)
            return [] if self.mirror.still and not trouble else reason_lines(trouble, width)

        return TextPanel(title, body, id=name, foot=foot or self.origin)

    def on_mount(self) -> None:
        """Focus the table."""
        self.table.focus()

    @property
    def subject(self) -> str:
        """See View: the company under the cursor of the page or of the table."""
        shown = self._page.symbol if self._page is not None else ""
        return shown or self.table.symbol or super().subject

    def elsewhere_here(self, panel: str) -> str:
        """See View: the keys of the members are one key away."""
        back = key_of(self.context.actions, "back")
        return f"among the members ({back})" if self._page is not None and super().key_handler(panel) else ""

    @property
    def removable(self) -> str:
        """See View."""
        return self.table.symbol

    def resume(self) -> None:
        """Shown; the cursor follows a symbol selected in another view."""
        if self.context.symbol != self._last_symbol:
            self.table.list.find(self.context.symbol)
        self._requests.enter()
        super().resume()
        self._open_page()
        self._load_page()
        request_events(self, self.context, self._events_changed)

    def on_screen_suspend(self) -> None:
        """Covered: where another view is shown, the engine need not send members any longer."""
        self._last_symbol = self.context.symbol
        if not self.is_shown:
            self.app.run_worker(self._requests.leave(), group="leave", exit_on_error=False)

    def key_handler(self, name: str) -> KeyHandler | None:
        """See View. On another page, the panels of the members take no keys."""
        if self._page is None:
            return super().key_handler(name)
        page: KeyHandler | None = getattr(self._page, f"on_key_{name}", None)
        return page or getattr(self, f"on_key_{name}", None)

    def engine_joined(self) -> None:
        """See View."""
        super().engine_joined()
        self._load_page()
        request_events(self, self.context, self._events_changed)

    def bars_changed(self, changed: frozenset[SeriesId]) -> None:
        """See View. Reload where the summary says that more is known than is shown; evaluate a screen again."""
        self.table.screen_again()
        request_events(self, self.context, self._events_changed)
        if self._page is not None and self._page.outdated():
            self._load_page()
        if self._requests.outdated():
            self.reload()
            self._load_page()

    def requests(self) -> Mapping[str, Request]:
        """See View: what the shown page needs beyond the members."""
        return self._page.requests() if self._page is not None else {}

    def _events_changed(self) -> None:
        self.table.events_changed()
        self.paint()

    def on_key_page(self, steps: int) -> None:
        """Show another page. The pages are made with the first turn: the members are on the screen without them."""
        if not self.pages:
            self._make_pages()
        order = [None, *self.pages.values()]
        self._show_page(order[(order.index(self._page) + steps) % len(order)])

    def _open_page(self) -> None:
        """Show the page that another view asked for."""
        name, self.context.page = self.context.page, ""
        if name and not self.pages:
            self._make_pages()
        if name in self.pages:
            self._show_page(self.pages[name])

    def open_page(self, name: str) -> None:
        """Show the page of this name."""
        if not self.pages:
            self._make_pages()
        self._show_page(self.pages[name])

    def show_screen(self, expression: str) -> None:
        """Show the members that an expression holds for."""
        self._show_page(None)
        self.table.filter(expression)

    def click_page(self, name: str) -> None:
        """Show the clicked page."""
        self._show_page(self.pages.get(name))

    def _make_pages(self) -> None:
        from r2k_tui.ui.views.universe.pages import PAGES

        needs = PageView(
            self.context, self.with_reply, self._load_page, self._list_origin, lambda: (_MEMBERS, *self.pages)
        )
        self.pages = {page.NAME: page(needs) for page in PAGES}
        self.parts = (*self.parts, *self.pages.values())
        self.query_one("#panels").mount(*self.pages.values())

    def _show_page(self, page: UniversePage | None) -> None:
        for other in self.pages.values():
            other.set_class(other is page, "-shown")
        self.set_class(page is not None, "-paged")
        self._page = page
        (page or self.table).focus()
        self.call_after_refresh(self.paint)
        self._load_page()

    def _load_page(self) -> None:
        """Request what the shown page needs; a reload of the members does not cancel it."""
        if self._page is not None:
            work: Callable[[], Awaitable[None]] = super().load
            self.run_worker(work, group="page", exclusive=True, exit_on_error=False)

    async def load(self) -> None:
        """Request the members; from then on, frames bring their changes."""
        await self._requests.fetch()
        self.paint()

    def paint(self) -> None:
        """Repaint what is on the screen; panels scrolled out of view are drawn when they return."""
        self.head.paint()
        self.foot.paint()
        self._paint(*self.parts)

    def _paint(self, *panels: LineWidget) -> None:
        window = self.size.region
        for panel in panels:
            if panel.region.intersection(window):
                panel.paint()

    def paint_ages(self) -> None:
        """See View."""
        self.head.paint()
        self._paint(self.table, self.about, *([self._page] if self._page is not None else []))

    def origin(self) -> Line:
        """Source and day of the figures, and the holdings list they are based on."""
        return origin_line(self.mirror)

    def _list_origin(self) -> Line:
        """Source of the lists."""
        return ((f"{self.mirror.facts.name} and kept lists", "dim"),)

    def _caveat(self) -> Line:
        summary = self._membership.summary
        return (summary is not None and len(self._membership.history) and caveat(summary)) or self.origin()

    def _breadth_line(self, width: int) -> Line:
        summary = self._membership.summary
        return breadth_line(summary, width) if summary is not None else ()

    def _breadth(self, summary: Summary, width: int, height: int) -> list[Line]:
        return breadth_lines(summary, self._membership.history, width, height)

    def _open_chart(self, symbol: str) -> Awaitable[object]:
        self.context.symbol = symbol
        return self.app.run_action("view('chart')")

    def _open_sector(self, sector: str) -> None:
        self.table.filter(sector)
        self.table.focus()

    def on_key_news(self, amount: int) -> AwaitMount:
        """Open the headlines of the company under the cursor."""
        self.context.symbol = self.subject
        return super().on_key_news(amount)

    def modes(self) -> list[Mode]:
        """See View: another page than the members; its title names it."""
        return [Mode(self._page.TITLE, lambda: self._show_page(None))] if self._page is not None else []

    def go_back(self) -> None:
        """Focus the members."""
        self.table.focus()

    def export_table(self) -> ExportTable:
        """Every member, whatever the filter."""
        members, facts = self._membership, self.mirror.facts
        summary, rows = members.summary, [members.row(place) for place in range(len(members))]
        fund, day = (summary.fund, summary.holdings_as_of) if summary is not None else ("", "")
        return members_table(rows, fund, day, facts.name, simulated=facts.simulated)
