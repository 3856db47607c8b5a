"""The chart panel of the chart view."""

from __future__ import annotations

from functools import partial

from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.ranges import RANGE_BY_NAME
from r2k_tui.model.market.tick import quote_decimals
from r2k_tui.model.messages.bars import ChartReply
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.ages import clock, day
from r2k_tui.ui.drawing.lines import Line, framed, length, whole
from r2k_tui.ui.drawing.trouble import NO_DATA, reason_of
from r2k_tui.ui.mirror.ranges import usable
from r2k_tui.ui.views.chart.drawing.heading import coming, legend, notes, title
from r2k_tui.ui.views.chart.drawing.live import Live, axis_end, formed
from r2k_tui.ui.views.chart.drawing.options import ChartOptions
from r2k_tui.ui.views.chart.drawing.picture import ChartPicture, chart_picture
from r2k_tui.ui.views.chart.drawing.plan import Charted
from r2k_tui.ui.views.chart.drawing.slots import Slots
from r2k_tui.ui.views.chart.drawing.tabs import tabs
from r2k_tui.ui.widgets.line_widget import LineWidget


class ChartPanel(LineWidget, can_focus=True):
    """Shows its last answer with the quotes since, according to `options`. Owns the forming bar."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(id="prices")
        self._app_context, self._mirror = context, context.mirror
        self.options = ChartOptions()
        self.reply: ChartReply | None = None
        self.trouble: Failure | None = None
        self.live: Live | None = None
        self.slots: Slots | None = None

    @property
    def shown(self) -> ChartReply | None:
        """The answer, where it is of the selected symbol and range."""
        reply, context = self.reply, self._app_context
        fits = reply is not None and (reply.request.symbol, reply.request.range) == (context.symbol, context.range)
        return reply if fits else None

    def take(self, reply: ChartReply) -> None:
        """Show this answer."""
        if self.shown is None:
            self.live = None
        self.reply = reply
        self.trouble = None

    def paint(self) -> None:
        """See LineWidget; every quote is applied, whether the bar shows it or not."""
        if (reply := self.shown) is not None:
            quote = self._mirror.quotes.get(reply.bars.symbol) if self._mirror.facts.live else None
            day_at = partial(self._mirror.day_at, reply.bars.symbol)
            self.live = formed(reply.bars, quote if self._counts(reply, quote) else None, self.live, day_at)
        super().paint()

    def _counts(self, reply: ChartReply, quote: Quote | None) -> bool:
        """Whether a price belongs to the bars: with extended hours hidden, a price from outside regular hours does
        not.
        """
        if quote is None or quote.time is None or reply.request.extended or not reply.bars.interval.intraday:
            return True
        return any(opens <= quote.time < closes for opens, closes in reply.regular)

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        symbol, name = self._app_context.symbol, self._app_context.range
        quote, reply = self._mirror.quotes.get(symbol), self.shown
        trouble = reason_of(self._mirror, self.trouble) if self.trouble is not None else ""
        if reply is None:
            self.slots, words = None, trouble or ("waiting for bars" if symbol else "no symbol: + adds one")
            picture, chart, foot = ChartPicture([((f" {words}", "dim"),)]), None, []
        else:
            chart = self._charted(reply, quote)
            picture = chart_picture(chart, width - 2, height - 2)
            self.slots = picture.slots
            doubts = notes(chart, picture, self._mirror, quote)
            foot = [
                "" if trouble == NO_DATA else trouble,
                *doubts,
                _origin(reply),
                *coming(self._mirror, symbol),
                legend(picture),
            ]
        right = tabs(name, [r.name for r in usable(self._mirror.facts)]) if width >= 100 else ()
        head = title(symbol, name, chart, picture, quote.currency if quote else "")
        head = whole(head, max(8, width - 8 - (length(right) + 2 if right else 0)))
        text = whole((((" · ".join(word for word in foot if word)), "dim"),), max(1, width - 8)) if foot else ()
        return framed(picture.lines, width, height, head, right, text, focus=False)

    def _charted(self, reply: ChartReply, quote: Quote | None) -> Charted:
        one, bars = RANGE_BY_NAME[reply.request.range].sessions == 1, reply.bars
        reference = quote.previous_close if one and quote else None
        ends_at = axis_end(bars, self._mirror.session_of(bars.symbol)) if one else None
        return Charted(reply, self.options, self.live, reference, ends_at, quote_decimals(quote))


def _origin(reply: ChartReply) -> str:
    """The source of the bars, and the time of the last one."""
    bars = reply.bars
    if not len(bars):
        return bars.source
    last = bars.times()[-1]
    when = f"{day(last)} {clock(last)}" if bars.interval.intraday else day(last + 43200)
    return " ".join(word for word in (bars.source, when, bars.note) if word)
