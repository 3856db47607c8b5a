"""The dashboard: quotes, chart, momentum, risk, and the feed where there is room."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable

from textual.containers import Horizontal
from textual.widget import Widget

from r2k_tui.model.readings.reading import ScoreKind
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.table_export import ExportTable, quotes_table
from r2k_tui.ui.drawing.trouble import is_outage
from r2k_tui.ui.views.base import SeriesId, View
from r2k_tui.ui.views.chart.feed import ChartFeed
from r2k_tui.ui.views.chart.small_panel import PriceChart
from r2k_tui.ui.views.dashboard.feed_panel import FeedPanel
from r2k_tui.ui.views.dashboard.outage_panel import OutagePanel
from r2k_tui.ui.views.feed.alert_panels import NewestAlerts
from r2k_tui.ui.views.shared.score_panel import ScorePanel
from r2k_tui.ui.views.watchlist.holdings import HoldingReturns
from r2k_tui.ui.views.watchlist.table import QuoteTable


class Dashboard(View):
    """View 1."""

    DEFAULT_CSS = """
    Dashboard #upper { height: 1fr; }
    Dashboard #lower { height: 5; }
    Dashboard #quotes { width: 40; }
    Dashboard #chart { width: 1fr; }
    Dashboard #feeds, Dashboard #alerts, Dashboard #outage { display: none; }
    Dashboard #outage { height: 8; }
    Dashboard.-outage #outage { display: block; }
    Dashboard #alerts { width: 22; }
    Dashboard.-wide #quotes { width: 70; }
    Dashboard.-tall.-wide #lower, Dashboard.-tall.-normal #lower { height: 13; }
    Dashboard.-tallest #lower { height: 15; }
    Dashboard.-tall.-widest #lower { height: 13; }
    Dashboard.-widest #quotes { width: 92; }
    Dashboard.-widest #feeds { display: block; }
    Dashboard.-alerted.-wide.-tall #alerts, Dashboard.-alerted.-wide.-tallest #alerts { display: block; }
    Dashboard.-alerted.-widest.-tall #alerts, Dashboard.-alerted.-widest.-tallest #alerts { display: block; }
    Dashboard.-narrow #chart, Dashboard.-narrow #lower { display: none; }
    Dashboard.-narrow #quotes { width: 1fr; }
    Dashboard.-low #lower { display: none; }
    Dashboard.-outage.-short #lower, Dashboard.-low #outage { display: none; }
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
            ScorePanel(kind, mirror, self.open_index_detail) for kind in (ScoreKind.MOMENTUM, ScoreKind.RISK)
        ]
        self.alerts = NewestAlerts(mirror)
        self.outage = OutagePanel(mirror, kiosk=context.kiosk)
        self._outage_dismissed = False
        self.parts = (self.table, self.chart, self.outage, *self.scores, self.feed, self.alerts)

    def panels(self) -> Iterable[Widget]:
        """See View."""
        yield Horizontal(self.table, self.chart, id="upper")
        yield self.outage
        yield Horizontal(*self.scores, self.alerts, self.feed, id="lower")

    def on_mount(self) -> None:
        """Focus the list."""
        self.table.focus()

    def resume(self) -> None:
        """Shown again: symbol or range may have changed in another view."""
        self.chart.want(self.context.symbol, self.context.range)
        super().resume()

    def engine_joined(self) -> None:
        """See View."""
        self._settle_range()
        self.reload()

    def bars_changed(self, changed: frozenset[SeriesId]) -> None:
        """See View."""
        if self._settle_range() or self.chart_feed.series in changed or self.holdings.affected_by(changed):
            self.reload()

    async def load(self) -> None:
        """Request the bars of the chart, and for the portfolio the closes at the start of the range."""
        await asyncio.gather(self.chart_feed.fetch(), self.holdings.fetch())
        self.table.paint()

    def paint(self) -> None:
        """See View. The panel of alerts appears with the first alert, that of an outage while no provider answers."""
        self.set_class(self.mirror.alerts.newest is not None, "-alerted")
        self._show_outage()
        super().paint()

    def paint_pause(self) -> None:
        """See View."""
        super().paint_pause()
        self.table.paint()

    def paint_ages(self) -> None:
        """See View."""
        super().paint_ages()
        self.table.paint()
        self.feed.paint()

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

    def on_key_range(self, step: int) -> None:
        """Select another range of the chart."""
        self.chart_feed.step_range(step)
        self.context.range = self.chart.wants[1]
        self.reload()

    def on_key_open(self, _: int) -> Awaitable[object]:
        """Open the symbol under the cursor in the chart view."""
        return self.app.run_action("view('chart')")

    def on_key_back(self, _: int) -> None:
        """Close the panel of an outage; else clear the filter, and focus the list."""
        if self.has_class("-outage"):
            self._outage_dismissed = True
            self._show_outage()
            return
        if self.table.has_focus:
            self.table.filter("")
        self.table.focus()

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
