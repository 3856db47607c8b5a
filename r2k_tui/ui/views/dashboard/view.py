"""The dashboard: the panels of a layout, the packaged one that fits the window or one of the user's own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable
from typing import TYPE_CHECKING

from textual.widget import Widget

from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.readings.reading import ScoreKind
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.modes import Mode
from r2k_tui.ui.drawing.table_export import ExportTable, quotes_table
from r2k_tui.ui.drawing.trouble import is_outage
from r2k_tui.ui.views.base import SeriesId, View
from r2k_tui.ui.views.chart.feed import ChartFeed
from r2k_tui.ui.views.chart.small_panel import PriceChart
from r2k_tui.ui.views.coming_events import request_events
from r2k_tui.ui.views.dashboard.board import Board
from r2k_tui.ui.views.dashboard.feed_panel import FeedPanel
from r2k_tui.ui.views.dashboard.outage_panel import OutagePanel
from r2k_tui.ui.views.feed.alert_panels import NewestAlerts
from r2k_tui.ui.views.shared.score_panel import ScorePanel
from r2k_tui.ui.views.watchlist.holdings import HoldingReturns
from r2k_tui.ui.views.watchlist.table import QuoteTable
from r2k_tui.ui.widgets.reading_panel import Open

if TYPE_CHECKING:
    from r2k_tui.ui.widgets.board_panel import BoardPanel

# The quotes were polled.
_POLLED = (FeedState.OK, FeedState.IDLE)
# Panels with the bars of the selected symbol and range.
_FOLLOWING = frozenset(("quotes", "chart"))
# When the other panels are loaded at the latest (seconds), where no prices come.
_LOAD_S = 4.0


class Dashboard(View):
    """View 1. Panels without a place in the layout request nothing and are not painted."""

    DEFAULT_CSS = """
    Dashboard #outage { display: none; height: 8; }
    Dashboard.-outage #outage { display: block; }
    Dashboard.-low #outage { display: none; }
    """

    ON_THE_LIST = True

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "dashboard")
        mirror = context.mirror
        self.holdings = HoldingReturns(context)
        self.table = QuoteTable(context, self.holdings)
        self.chart = PriceChart(mirror, context.symbol, context.range)
        self.chart_feed = ChartFeed(self.chart, mirror, context.client)
        self.feed = FeedPanel(mirror)
        self.scores = [
            ScorePanel(kind, mirror, self._opens(kind.value)) for kind in (ScoreKind.MOMENTUM, ScoreKind.RISK)
        ]
        self.alerts = NewestAlerts(mirror)
        self.outage = OutagePanel(mirror, kiosk=context.kiosk)
        self._outage_dismissed = False
        self._started = False
        panels = {"quotes": self.table, "chart": self.chart, "alerts": self.alerts, "feed": self.feed}
        scores = {score.kind.value: score for score in self.scores}
        self.board = Board(context, {**panels, **scores}, self._rearranged)
        self.parts = (self.table, self.chart, self.outage, *self.scores)

    @property
    def awaits_panels(self) -> bool:
        """See View: all but the first are loaded once there are prices."""
        return not self._started or any(not panel.size for panel in self.board.shown)

    def panels(self) -> Iterable[Widget]:
        """See View."""
        yield self.outage
        yield self.board

    def on_mount(self) -> None:
        """Focus the list. A source that does not answer must not keep the other panels away."""
        self.focus_list()
        self.set_timer(_LOAD_S, self._load_panels)

    @property
    def removable(self) -> str:
        """See View: none where the quotes are not on the screen."""
        return super().removable if self.board.has("quotes") else ""

    def focus_list(self) -> None:
        """Focus the quotes, or the first panel where the layout has none."""
        target = self.table if self.table in self.parts else next((p for p in self.parts if p.can_focus), None)
        if target is not None:
            target.focus()

    def resume(self) -> None:
        """Shown again: symbol or range may have changed in another view."""
        self.chart.want(self.context.symbol, self.context.range)
        super().resume()
        self._fetch_panels()

    def on_screen_suspend(self) -> None:
        """Covered by another view: its panels are as good as hidden."""
        if not self.is_shown:
            for panel in self.board.loaded:
                panel.leave()

    def engine_joined(self) -> None:
        """See View."""
        self._settle_range()
        self.reload()
        for panel in self.board.loaded:
            panel.forget_request()
        self._fetch_panels()

    def _load_panels(self) -> None:
        """Load the other panels, once: their imports and requests would delay the first picture of the quotes."""
        if not self._started:
            self._started = True
            self.board.load()

    def bars_changed(self, changed: frozenset[SeriesId]) -> None:
        """See View."""
        if self._settle_range() or self.chart_feed.series in changed or self.holdings.affected_by(changed):
            self.reload()
        self._fetch_panels()

    async def load(self) -> None:
        """Request the bars of the chart, and for the portfolio the closes at the start of the range."""
        wanted: list[Awaitable[None]] = []
        if self.board.has("chart"):
            wanted.append(self.chart_feed.fetch())
        if self.board.has("quotes"):
            wanted.append(self.holdings.fetch())
        await asyncio.gather(*wanted)
        self.table.paint()
        if self.context.lists.shown.held:
            # The next ex-dividend days of members, beside the dividends that were paid.
            request_events(self, self.context, self.table.paint)
        if await self.holdings.fetch_dividends():
            self.table.paint()

    def _fetch_panels(self) -> None:
        """Request what panels on the screen do not know yet."""
        if self.is_shown and any(panel.due() for panel in self.board.loaded):
            self.run_worker(self._fetch_due(), group="page", exit_on_error=False)

    async def _fetch_due(self) -> None:
        await asyncio.gather(*(self._fetch_panel(panel) for panel in self.board.loaded))

    async def _fetch_panel(self, panel: BoardPanel) -> None:
        # Asked again here: panels that share a request are due together, and the first one makes it.
        if panel.due():
            await panel.fetch()
            self._unpainted = True
            await self._paint_replies()

    def _rearranged(self, new: frozenset[str]) -> None:
        """Other panels have a place than before; `new` had none."""
        self.parts = (*self.board.shown, self.outage)
        if self.focused is not None and not self.focused.can_focus:
            self.focus_list()
        self.foot.paint()
        # Painted once they have their sizes.
        self.call_after_refresh(self.paint)
        if new & _FOLLOWING:
            self.reload()
        self._fetch_panels()

    def paint(self) -> None:
        """See View. The panel of an outage appears while no provider answers."""
        self._show_outage()
        self.board.settle()
        super().paint()
        quotes = self.mirror.feeds.get("quotes")
        if not self._started and self.mirror.scores and quotes is not None and quotes.state in _POLLED:
            self.call_after_refresh(self._load_panels)

    def paint_pause(self) -> None:
        """See View."""
        super().paint_pause()
        self.table.paint()

    def paint_ages(self) -> None:
        """See View."""
        super().paint_ages()
        for panel in (self.table, self.feed, *(panel for panel in self.board.loaded if panel.AGES)):
            if panel in self.parts:
                panel.paint()

    def export_table(self) -> ExportTable:
        """See View: the rows of the list in their order."""
        return quotes_table(self.mirror, self.table.rows)

    def on_quote_table_selected(self, message: QuoteTable.Selected) -> None:
        """The chart follows the cursor."""
        self.chart.want(message.symbol, self.context.range)
        self.reload()

    def on_quote_table_listed(self) -> None:
        """The portfolio may be in the list now."""
        self.reload()

    def on_key_layout(self, steps: int) -> None:
        """Show another layout."""
        layouts = self.context.layouts
        if len(layouts.names) == 1:
            self.app.notify("the packaged layout is the only one: [[dashboard.layouts]] in the settings adds your own")
            return
        self.app.notify(layouts.step(steps), timeout=3)
        self.paint()

    def on_key_range(self, step: int) -> None:
        """Select another range of the chart."""
        self.chart_feed.step_range(step)
        self.context.range = self.chart.wants[1]
        self.reload()

    def click_range(self, name: str) -> None:
        """Show the clicked range of the chart."""
        self.chart.want(self.context.symbol, name)
        self.context.range = name
        self._settle_range()
        self.reload()

    def on_key_open(self, _: int) -> Awaitable[object]:
        """Open the symbol under the cursor in the chart view."""
        return self.app.run_action("view('chart')")

    def _opens(self, view: str) -> Open:
        """What Enter does on a score: its own line opens its view, a component its detail."""

        def open_(key: str) -> Awaitable[object]:
            return self.app.run_action(f"view({view!r})") if key == view else self.open_index_detail(key)

        return open_

    def modes(self) -> list[Mode]:
        """See View: the panel of an outage, which names the key that closes it."""
        return [Mode("the panel of the outage", self._dismiss_outage)] if self.has_class("-outage") else []

    def _dismiss_outage(self) -> None:
        self._outage_dismissed = True
        self._show_outage()

    def go_back(self) -> None:
        """Focus the list."""
        self.focus_list()

    def _show_outage(self) -> None:
        """Show the panel of an outage until it ends or is closed; the next outage shows it again."""
        ongoing = is_outage(self.mirror)
        self._outage_dismissed &= ongoing
        self.set_class(ongoing and not self._outage_dismissed, "-outage")
        if self.has_class("-outage"):
            self.outage.fit_height(self.size.width)

    def _settle_range(self) -> bool:
        settled = self.chart_feed.settle_range()
        self.context.range = self.chart.wants[1]
        return settled
