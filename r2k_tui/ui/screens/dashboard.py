"""The dashboard: quotes, chart, momentum, risk, and the feed where there is room."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Horizontal
from textual.widget import Widget

from r2k_tui.link.following import Following
from r2k_tui.model.reading import ScoreKind
from r2k_tui.ui.chart_feed import ChartFeed
from r2k_tui.ui.screens.view import View
from r2k_tui.ui.state import Mirror
from r2k_tui.ui.widgets.panels import FeedPanel, ScorePanel
from r2k_tui.ui.widgets.price_chart import PriceChart
from r2k_tui.ui.widgets.quote_table import QuoteTable


class Dashboard(View):
    """View 1: arranges the panels; the app feeds them."""

    def __init__(self, mirror: Mirror, following: Following, symbols: tuple[str, ...], chart_range: str) -> None:
        super().__init__(mirror, following, "dashboard")
        self.table = QuoteTable(mirror, symbols)
        self.chart = PriceChart(mirror, self.table.selected, chart_range)
        self.chart_feed = ChartFeed(self.chart, mirror, following)
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

    async def load(self) -> None:
        """The chart's bars."""
        await self.chart_feed.fetch()

    def paint_ages(self) -> None:
        """See View."""
        super().paint_ages()
        self.table.paint()
        self.feed.paint()
