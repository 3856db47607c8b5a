"""The chart of the selected symbol on the dashboard."""

from __future__ import annotations

from collections.abc import Awaitable

from r2k_tui.model.calendar.days import bar_of_day
from r2k_tui.model.market.bars import Bars
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.tick import quote_decimals
from r2k_tui.model.messages.bars import BarsReply
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.drawing.lines import Line, Run, framed
from r2k_tui.ui.drawing.targets import ClickTarget, aimed
from r2k_tui.ui.drawing.trouble import NO_DATA, reason_of
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.mirror.ranges import usable
from r2k_tui.ui.views.chart.drawing.live import axis_end
from r2k_tui.ui.views.chart.drawing.small import ChartInput, chart_lines
from r2k_tui.ui.views.chart.drawing.tabs import tabs
from r2k_tui.ui.widgets.line_widget import LineWidget

_TABS_FROM = 58


class PriceChart(LineWidget, can_focus=True):
    """Shows the last bars it received; `wants` names the symbol and range it should show."""

    def __init__(self, mirror: Mirror, symbol: str, name: str) -> None:
        super().__init__(id="chart")
        self._mirror = mirror
        self._wanted = (symbol, name)
        self._reply: BarsReply | None = None
        self._trouble: Failure | Problem | None = None

    @property
    def wants(self) -> tuple[str, str]:
        """Symbol and range to show."""
        return self._wanted

    def want(self, symbol: str, name: str) -> None:
        """Select a symbol and range, shown once its bars arrive."""
        self._wanted, self._trouble = (symbol, name), None
        self.paint()

    def take(self, reply: BarsReply) -> None:
        """Show these bars if they are still the selected ones."""
        if (reply.bars.symbol, reply.range) == self._wanted:
            self._reply = reply
            self._trouble = reply.problems[0] if reply.problems else None
            self.paint()

    def fail(self, wanted: tuple[str, str], failure: Failure) -> None:
        """Say why the selected bars did not arrive; the old ones stay only where they are of the same series."""
        if wanted == self._wanted:
            self._trouble = failure
            self.paint()

    def clicked(self, x: int, y: int) -> Awaitable[object] | None:
        """A double click opens the chart view."""
        return self.follow(ClickTarget("action", "open")) if self.twice else None

    def wheeled(self, rows: int, x: int, y: int) -> bool:
        """Show a shorter range, or a longer one; there is no other zoom here, and no way around at the ends."""
        names = [r.name for r in usable(self._mirror.facts)]
        place = names.index(self._wanted[1]) if self._wanted[1] in names else 0
        nearest = max(0, min(len(names) - 1, place + (1 if rows > 0 else -1)))
        if nearest != place:
            self.follow(ClickTarget("range", names[nearest]))
        return True

    def cache_key(self) -> object:
        """See LineWidget."""
        shown = self._shown
        chart = self._input(shown) if shown is not None else None
        return self._wanted, self._words, chart, self._mirror.facts

    @property
    def _words(self) -> str:
        return reason_of(self._mirror, self._trouble) if self._trouble is not None else ""

    @property
    def _shown(self) -> BarsReply | None:
        reply = self._reply
        return reply if reply is not None and (reply.bars.symbol, reply.range) == self._wanted else None

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        (symbol, name), shown = self._wanted, self._shown
        # The name of the range stands for the tabs, which may have no room.
        title: list[Run] = [(symbol, "bright"), aimed((f" {name}", "text"), "action", "range_next")]
        foot: Line = ()
        if shown is None:
            body: list[Line] = [((f" {self._words or 'waiting for bars'}", "dim"),)]
        else:
            title.append((f" {shown.bars.interval}", "dim"))
            body = chart_lines(self._input(shown), width - 2, height - 2)
            words = "" if self._words == NO_DATA else self._words
            foot = ((words or f"{shown.bars.source} {shown.bars.note}".strip(), "dim"),)
        right = tabs(name, [r.name for r in usable(self._mirror.facts)]) if width >= _TABS_FROM else ()
        return framed(body, width, height, tuple(title), right, foot, focus=self.has_focus)

    def _input(self, reply: BarsReply) -> ChartInput:
        bars, quote = reply.bars, self._mirror.quotes.get(reply.bars.symbol)
        live = quote is not None and quote.price is not None and quote.time is not None and self._mirror.facts.live
        one_session = reply.range == "1D"
        return ChartInput(
            bars,
            tip=quote.price if live and quote else None,
            tip_time=self._tip_time(quote.time, bars) if live and quote and quote.time else None,
            reference=quote.previous_close if one_session and quote else None,
            ends_at=axis_end(bars, self._mirror.session_of(bars.symbol)) if one_session else None,
            decimals=quote_decimals(quote),
        )

    def _tip_time(self, time: float, bars: Bars) -> float:
        """The time of the quote on the scale of the bars: a daily bar carries midnight UTC of its day."""
        return time if bars.interval.intraday else float(bar_of_day(self._mirror.day_at(bars.symbol, time)))
