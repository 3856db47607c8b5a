"""The dashboard: quotes, chart, momentum, risk, and the feed where there is room."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Horizontal
from textual.widget import Widget

from r2k_tui.model.reading import ScoreKind
from r2k_tui.ui.chart_feed import ChartFeed
from r2k_tui.ui.desk import Desk
from r2k_tui.ui.screens.view import Series, View
from r2k_tui.ui.widgets.panels import FeedPanel, ScorePanel
from r2k_tui.ui.widgets.price_chart import PriceChart
from r2k_tui.ui.widgets.quote_table import QuoteTable


class Dashboard(View):
    """View 1."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "dashboard")
        mirror = desk.mirror
        self.table = QuoteTable(desk)
        self.chart = PriceChart(mirror, desk.symbol, desk.range)
        self.chart_feed = ChartFeed(self.chart, mirror, desk.following)
        self.feed = FeedPanel(mirror)
        self.scores = [ScorePanel(kind, mirror) for kind in (ScoreKind.MOMENTUM, ScoreKind.RISK)]
        self.parts = (self.table, self.chart, *self.scores, self.feed)

    def panels(self) -> Iterable[Widget]:
        """See View."""
        yield Horizontal(self.table, self.chart, id="upper")
        yield Horizontal(*self.scores, self.feed, id="lower")

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.table.focus()

    def on_screen_resume(self) -> None:
        """Shown again: another view may have gone to another symbol or range."""
        self.chart.want(self.desk.symbol, self.desk.range)
        super().on_screen_resume()

    def joined(self) -> None:
        """See View."""
        self._settle_range()
        self.reload()

    def heard_bars(self, changed: frozenset[Series]) -> None:
        """See View."""
        if self._settle_range() or self.chart_feed.series in changed:
            self.reload()

    async def load(self) -> None:
        """The chart's bars."""
        await self.chart_feed.fetch()

    def paint_ages(self) -> None:
        """See View."""
        super().paint_ages()
        self.table.paint()
        self.feed.paint()

    def on_quote_table_selected(self, message: QuoteTable.Selected) -> None:
        """The chart follows the cursor."""
        self.chart.want(message.symbol, self.desk.range)
        self.reload()

    def hand_range(self, step: int) -> None:
        """Another range of the chart."""
        self.chart_feed.step_range(step)
        self.desk.range = self.chart.wants[1]
        self.reload()

    def hand_back(self, _: int) -> None:
        """The list takes the keys."""
        self.table.focus()

    def _settle_range(self) -> bool:
        settled = self.chart_feed.settle_range()
        self.desk.range = self.chart.wants[1]
        return settled
