"""The dashboard: quotes, chart, momentum, risk, and the feed where there is room."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.screen import Screen

from r2k_tui.model.reading import ScoreKind
from r2k_tui.ui.actions import footer_entries
from r2k_tui.ui.state import Mirror
from r2k_tui.ui.widgets.painted import Painted
from r2k_tui.ui.widgets.panels import FeedPanel, FooterBar, HeaderBar, ScorePanel
from r2k_tui.ui.widgets.price_chart import PriceChart
from r2k_tui.ui.widgets.quote_table import QuoteTable


class Dashboard(Screen[None]):
    """Arranges the panels; the app feeds them."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (30, "-narrow"), (60, "-normal"), (100, "-wide"), (160, "-widest")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (8, "-low"), (20, "-short"), (32, "-tall"), (50, "-tallest")]

    def __init__(self, mirror: Mirror, symbols: tuple[str, ...], chart_range: str) -> None:
        super().__init__()
        self.table = QuoteTable(mirror, symbols)
        self.chart = PriceChart(mirror, self.table.selected, chart_range)
        self.head = HeaderBar(mirror)
        self.feed = FeedPanel(mirror)
        self.scores = [ScorePanel(kind, mirror) for kind in (ScoreKind.MOMENTUM, ScoreKind.RISK)]

    def compose(self) -> ComposeResult:
        """See Screen."""
        yield self.head
        with Container(id="panels"):
            with Horizontal(id="upper"):
                yield self.table
                yield self.chart
            with Horizontal(id="lower"):
                yield from self.scores
                yield self.feed
        yield FooterBar(footer_entries())
        yield TooSmall(id="too-small")

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.table.focus()

    def paint(self) -> None:
        """Bring every visible panel up to date."""
        for painted in (self.head, self.table, self.chart, *self.scores, self.feed):
            painted.paint()

    def paint_ages(self) -> None:
        """Bring up to date what changes by the clock alone."""
        for painted in (self.head, self.table, self.feed):
            painted.paint()


class TooSmall(Painted):
    """Stands in for everything in a window in which nothing else fits."""

    def picture(self, width: int, height: int) -> list[tuple[tuple[str, str], ...]]:
        """See Painted."""
        return [(("too small", "warn"),), (("q quits", "dim"),)]
