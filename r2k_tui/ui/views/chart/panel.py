"""The chart panel of the chart view."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from math import isfinite, nan

from textual.geometry import Region
from textual.message import Message

from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.quote import Quote, quote_of
from r2k_tui.model.market.ranges import RANGE_BY_NAME
from r2k_tui.model.market.tick import quote_decimals
from r2k_tui.model.messages.bars import ChartReply
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.ratio import is_ratio
from r2k_tui.model.text import plural
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.ages import clock, day
from r2k_tui.ui.drawing.copied import Copied
from r2k_tui.ui.drawing.lines import Line, framed, length, whole
from r2k_tui.ui.drawing.modes import Mode, titled
from r2k_tui.ui.drawing.numbers import NOTED
from r2k_tui.ui.drawing.trouble import NO_DATA, reason_of
from r2k_tui.ui.mirror.ranges import usable
from r2k_tui.ui.views.chart.copying import bar_cell, bar_row, slot_chosen
from r2k_tui.ui.views.chart.drawing import navigation
from r2k_tui.ui.views.chart.drawing.heading import RATIO_UNIT, coming, legend, notes, title
from r2k_tui.ui.views.chart.drawing.live import Live, axis_end, formed
from r2k_tui.ui.views.chart.drawing.options import ChartKind, ChartOptions
from r2k_tui.ui.views.chart.drawing.panes.kept_marks import KeptMarks, noted_bars, notes_between
from r2k_tui.ui.views.chart.drawing.picture import ChartPicture, chart_picture
from r2k_tui.ui.views.chart.drawing.plan import Charted
from r2k_tui.ui.views.chart.drawing.tabs import tabs
from r2k_tui.ui.views.chart.pointer import PlotPointer

# Lines of the frame and the readout, and the part of the width that the newest bars have.
_READOUT, _NEWEST = 4, 4


class ChartPanel(PlotPointer, can_focus=True):
    """Shows its last answer with the quotes since, according to `options`. Owns the forming bar."""

    class Stretched(Message):
        """The pointer asks for other options: other bars, or another crosshair."""

        def __init__(self, options: ChartOptions) -> None:
            super().__init__()
            self.options = options

    def __init__(self, context: AppContext, switched_on: Callable[[], list[Mode]] = list) -> None:
        super().__init__(id="prices")
        self._app_context, self._mirror, self._switched_on = context, context.mirror, switched_on
        self.options = ChartOptions()
        self.reply: ChartReply | None = None
        self.trouble: Failure | None = None
        self.live: Live | None = None
        # Draws something else in place of the chart.
        self.instead: Callable[[int, int], list[Line]] | None = None
        self._dragged_from = self.options

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
            symbol = reply.bars.symbol
            quote = quote_of(symbol, self._mirror.quotes) if self._mirror.facts.live else None
            day_at = partial(self._mirror.day_at, symbol)
            self.live = formed(reply.bars, quote if self._counts(reply, quote) else None, self.live, day_at)
            if self.live is not None and is_ratio(symbol):
                self.live = self.live._replace(open=nan, high=nan, low=nan)
        super().paint()

    def looked_at(self, symbols: Collection[str]) -> list[Region]:
        """See LineWidget: the readout, and the newest bars."""
        width, height = self.size
        return [Region(0, 0, width // 2, _READOUT), Region(width - width // _NEWEST, 0, width // _NEWEST, height)]

    def _counts(self, reply: ChartReply, quote: Quote | None) -> bool:
        """Whether a price belongs to the bars: with extended hours hidden, a price from outside regular hours does
        not.
        """
        if quote is None or quote.time is None or reply.request.extended or not reply.bars.interval.intraday:
            return True
        return any(opens <= quote.time < closes for opens, closes in reply.regular)

    @property
    def crossed_bar(self) -> tuple[str, int | None]:
        """Day of the bar under the crosshair, and its time where it is intraday; "" and None without one."""
        time, reply = self.options.cross, self.shown
        if time is None or reply is None:
            return "", None
        if not reply.bars.interval.intraday:
            return day_of_bar(time).isoformat(), None
        return self._mirror.day_at(reply.bars.symbol, time).isoformat(), time

    @property
    def crossed_close(self) -> float | None:
        """Close of the slot under the crosshair; None without one."""
        slots, time = self.slots, self.options.cross
        close = nan if slots is None or time is None else slots.slots[slots.place_of(time)].close
        return close if isfinite(close) else None

    def _marks(self, reply: ChartReply) -> KeptMarks:
        symbol, kept = reply.bars.symbol, self._mirror.marks
        notes = kept.notes.get(symbol, ())
        return KeptMarks(
            noted_bars(notes, reply.bars, partial(self._mirror.day_at, symbol)),
            tuple(line.price for line in kept.lines.get(symbol, ())),
            sum(not note.day for note in notes),
        )

    def _noted(self, chart: Charted) -> str:
        """The notes on the bar under the crosshair; without one, how many there are on the symbol."""
        slots, time = self.slots, self.options.cross
        if slots is None or time is None:
            return f"{NOTED} {plural(chart.kept.on_symbol, 'note')}" if chart.kept.on_symbol else ""
        slot = slots.slots[slots.place_of(time)]
        return " · ".join(f"{NOTED} {text}" for text in notes_between(chart.kept.bars, slot.time, slot.until))

    def bar_clicked(self, time: int) -> None:
        """Put the crosshair on the bar; a click on its own bar turns it off."""
        self.post_message(self.Stretched(self.options.but(cross=None if self.options.cross == time else time)))

    def plot_wheeled(self, step: int, share: float) -> None:
        """Zoom about the bar under the pointer."""
        if (reply := self.shown) is not None:
            self.post_message(self.Stretched(navigation.zoomed_about(reply, self.options, self.live, step, share)))

    def plot_dragged(self, bars: int, *, begins: bool) -> None:
        """Pan with the pointer: the bar that was taken stays under it."""
        if begins:
            self._dragged_from = self.options
        if (reply := self.shown) is not None:
            self.post_message(self.Stretched(navigation.shifted(reply, self._dragged_from, self.live, -bars)))

    def copied_cell(self) -> Copied | None:
        """The close of the bar under the crosshair, else of the newest one in view."""
        if (reply := self.shown) is None or self.slots is None:
            return None
        return bar_cell(reply, slot_chosen(self.slots, self.options.cross), self._mirror)

    def copied_row(self) -> Copied | None:
        """That bar with the value of each line."""
        if (reply := self.shown) is None or self.slots is None:
            return None
        return bar_row(reply, slot_chosen(self.slots, self.options.cross), self._mirror)

    def draw(self, width: int, height: int) -> list[Line]:
        """See LineWidget."""
        if self.instead is not None:
            return self.instead(width, height)
        symbol, name = self._app_context.symbol, self._app_context.range
        quote, reply = quote_of(symbol, self._mirror.quotes), self.shown
        trouble = reason_of(self._mirror, self.trouble) if self.trouble is not None else ""
        if reply is None:
            self.slots, words = None, trouble or self._nothing_words(symbol)
            picture, chart, foot = ChartPicture([((f" {words}", "dim"),)]), None, []
        else:
            chart = self._charted(reply, quote)
            picture = chart_picture(chart, width - 2, height - 2)
            self.slots, self.left = picture.slots, 1 + picture.left
            doubts = notes(chart, picture, self._mirror, quote)
            foot = [
                "" if trouble == NO_DATA else trouble,
                self._noted(chart),
                *doubts,
                _origin(reply),
                *coming(self._mirror, symbol),
                legend(picture),
            ]
        right = tabs(name, [r.name for r in usable(self._mirror.facts)]) if width >= 100 else ()
        unit = RATIO_UNIT if is_ratio(symbol) else quote.currency if quote else ""
        head = title(symbol, name, chart, picture, unit)
        head, right = titled(head, self._switched_on(), right, width)
        head = whole(head, max(8, width - 6 - (length(right) + 2 if right else 0)))
        text = whole((((" · ".join(word for word in foot if word)), "dim"),), max(1, width - 8)) if foot else ()
        return framed(picture.lines, width, height, head, right, text, focus=False)

    def _nothing_words(self, symbol: str) -> str:
        return "waiting for bars" if symbol else f"no symbol: {self._mirror.keys.add} adds one"

    def _charted(self, reply: ChartReply, quote: Quote | None) -> Charted:
        one, bars = RANGE_BY_NAME[reply.request.range].sessions == 1, reply.bars
        reference = quote.previous_close if one and quote else None
        ends_at = axis_end(bars, self._mirror.session_of(bars.symbol)) if one else None
        options = self.options
        if is_ratio(bars.symbol) and options.kind is ChartKind.CANDLES:
            options = options.but(kind=ChartKind.LINE)
        thin = self._app_context.display.low_bandwidth
        return Charted(reply, options, self.live, reference, ends_at, quote_decimals(quote), self._marks(reply), thin)


def _origin(reply: ChartReply) -> str:
    """The source of the bars, and the time of the last one."""
    bars = reply.bars
    if not len(bars):
        return bars.source
    last = bars.times()[-1]
    when = f"{day(last)} {clock(last)}" if bars.interval.intraday else day(last + 43200)
    return " ".join(word for word in (bars.source, when, bars.note) if word)
