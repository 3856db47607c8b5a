"""The chart view: prices with what is drawn over and under them, and the keys that change it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual.widget import AwaitMount

from r2k_tui.model.market.ranges import RANGE_BY_NAME
from r2k_tui.model.messages.bars import ChartReply, GetChart
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.ratio import all_legs
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.drawing.modes import Mode, mode
from r2k_tui.ui.drawing.table_export import ExportTable
from r2k_tui.ui.mirror.ranges import next_range, settled
from r2k_tui.ui.views.base import KeyHandler, SeriesId
from r2k_tui.ui.views.chart.comparison.mode import ONE_SYMBOL, ComparisonMode
from r2k_tui.ui.views.chart.drawing import navigation
from r2k_tui.ui.views.chart.drawing.export import chart_table
from r2k_tui.ui.views.chart.drawing.options import ChartOptions
from r2k_tui.ui.views.chart.drawing.switched import switched_on
from r2k_tui.ui.views.chart.feed import REST_S
from r2k_tui.ui.views.chart.indicator_keys import IndicatorView
from r2k_tui.ui.views.chart.panel import ChartPanel
from r2k_tui.ui.views.coming_events import request_events


class ChartView(IndicatorView):
    """View 2."""

    ON_THE_LIST = True
    AFTER: ClassVar[Mapping[str, str]] = {"normalise": "compare"}

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, "chart")
        self.chart = ChartPanel(context, self.modes)
        self.parts = (self.chart,)
        self.comparison = ComparisonMode(context, self._compare_changed, self.reload)
        self._before = 0
        self._asked_at = 0.0

    def engine_joined(self) -> None:
        """See View."""
        self._settle_range()
        self.reload()
        request_events(self, self.context, self.paint)

    def bars_changed(self, changed: frozenset[SeriesId]) -> None:
        """See View."""
        interval, reply = RANGE_BY_NAME[self.context.range].interval, self.chart.shown
        compared = self.comparison.options.symbols
        shown = (self.context.symbol, *compared, reply.against if reply is not None and self._compares() else "")
        request_events(self, self.context, self.paint)
        if self._settle_range() or {(leg, interval) for leg in all_legs(shown)} & changed:
            self.reload()

    def resume(self) -> None:
        """Shown again: symbol or range may have changed in another view."""
        self.comparison.follow()
        self._replace_chart()
        if self.chart.reply is not None and self.chart.shown is None:
            self._other_series()
        self._settle_range()
        super().resume()
        request_events(self, self.context, self.paint)

    def paint_ages(self) -> None:
        """See View. Lines over daily bars are requested again now and then: a tick alone requests nothing."""
        super().paint_ages()
        if self.comparison.active:
            if self.mirror.clock() - self._asked_at >= RANGE_BY_NAME[self.context.range].refresh_s:
                self.reload()
            return
        reply, live, wait = self.chart.shown, self.chart.live, RANGE_BY_NAME[self.context.range].refresh_s
        if reply is None or live is None or reply.bars.interval.intraday or not len(reply.bars):
            return
        if live.close != reply.bars.column("close")[-1] and self.mirror.clock() - self._asked_at >= wait:
            self.reload()

    @property
    def bar(self) -> tuple[str, int | None]:
        """See View."""
        return self.chart.crossed_bar

    @property
    def level(self) -> float | None:
        """See View."""
        return self.chart.crossed_close or super().level

    async def load(self) -> None:
        """Request the selected bars and lines, once the keys rest."""
        await asyncio.sleep(REST_S)
        if self.comparison.active:
            self._asked_at = self.mirror.clock()
            await self.comparison.load()
            self.paint()
            return
        options, context = self.options, self.context
        if not context.symbol:
            return
        self._asked_at = self.mirror.clock()
        request = GetChart(
            context.symbol,
            context.range,
            options.overlays,
            options.pane,
            options.against,
            options.extended,
            self._before,
        )
        reply = await self.client.ask(request)
        if isinstance(reply, ChartReply):
            self.chart.take(reply)
        elif isinstance(reply, Failure):
            self.chart.trouble = reply
        self.paint()

    def on_key_move(self, step: int) -> None:
        """Select another symbol of the list."""
        symbols = self.context.lists.shown.symbols
        if symbols:
            place = symbols.index(self.context.symbol) + step if self.context.symbol in symbols else 0
            self.context.symbol = symbols[max(0, min(len(symbols) - 1, place))]
            self._other_series()
            self.reload()

    def on_key_range(self, step: int) -> None:
        """Select another range."""
        self.context.range = next_range(self.context.range, step, self.mirror.facts)
        self._other_series()
        self.reload()

    def on_key_chart_type(self, step: int) -> None:
        """Select candles, line or area."""
        self._show(self.options.with_next_kind(step))

    def on_key_volume(self, _: int) -> None:
        """Toggle the volume pane."""
        self._show(self.options.but(volume=not self.options.volume))

    def on_key_log_scale(self, _: int) -> None:
        """Toggle the logarithmic scale."""
        self._show(self.options.but(log=not self.options.log))

    def on_key_extended_hours(self, _: int) -> None:
        """Toggle bars outside regular hours."""
        if not RANGE_BY_NAME[self.context.range].interval.intraday:
            self.foot.say("daily bars have no extended hours")
            return
        self._request(self.options.but(extended=not self.options.extended, count=None, end=None))

    def on_key_crosshair(self, _: int) -> None:
        """Toggle the crosshair; it starts on the newest bar in view."""
        slots = self.chart.slots
        if self.options.cross is None:
            if slots is None:
                self.foot.say("no crosshair before the first bars arrive")
                return
            self._show(self.options.but(cross=slots.slots[-1].time))
        else:
            self._show(self.options.but(cross=None))

    def on_key_pan(self, step: int) -> None:
        """Move the crosshair, or pan."""
        reply, slots = self.chart.shown, self.chart.slots
        if reply is None or slots is None:
            return
        if self.options.cross is not None and (moved := navigation.crossed(self.options, slots, step)) is not None:
            self._show(moved)
        else:
            self._stretch(navigation.panned(reply, self.options, self.chart.live, step))

    def on_key_zoom(self, step: int) -> None:
        """Zoom: half as many bars, or twice as many."""
        if (reply := self.chart.shown) is not None:
            self._stretch(navigation.zoomed(reply, self.options, self.chart.live, step))

    def modes(self) -> list[Mode]:
        """See View; the title of the chart shows them."""
        intraday = RANGE_BY_NAME[self.context.range].interval.intraday
        return [
            mode(on.label, partial(self._request if on.asks else self._show, on.without), on.short)
            for on in switched_on(self.options, self._indicators(), intraday=intraday)
        ]

    def on_key_compare(self, _: int) -> AwaitMount:
        """Choose the symbols of a comparison."""
        return self.comparison.open_prompt(self.app)

    @property
    def has_other_keys(self) -> bool:
        """See View."""
        return self.comparison.active

    def elsewhere_here(self, panel: str) -> str:
        """See View."""
        works = self.comparison.active and super().key_handler(panel) is not None
        return f"in the chart of one symbol ({self.mirror.keys.back})" if works else ""

    def key_handler(self, name: str) -> KeyHandler | None:
        """See View; a comparison has keys of its own."""
        if not self.comparison.active:
            return super().key_handler(name)
        return None if name in ONE_SYMBOL else self.comparison.handler(name) or super().key_handler(name)

    def _compare_changed(self) -> None:
        self._replace_chart()
        self.paint()

    def _replace_chart(self) -> None:
        self.chart.instead = self.comparison.draw if self.comparison.active else None

    def click_range(self, name: str) -> None:
        """Select the clicked range."""
        if name != self.context.range:
            self.context.range = name
            self._settle_range()
            self._other_series()
            self.reload()

    def click_symbol(self, which: str) -> None:
        """See View: show another symbol here."""
        self.context.symbol = self.mirror.fund if which == "fund" else self.mirror.index
        self._other_series()
        self.reload()

    def on_chart_panel_stretched(self, message: ChartPanel.Stretched) -> None:
        """The pointer zoomed, panned or chose a bar."""
        self._stretch(message.options)

    def export_table(self) -> ExportTable:
        """See View: the bars of the answer with the value of each line, or of the comparison."""
        if self.comparison.active:
            return self.comparison.export_table()
        reply = self.chart.shown
        if reply is None:
            return super().export_table()
        return chart_table(reply, simulated=self.mirror.facts.simulated)

    def _stretch(self, options: ChartOptions) -> None:
        """Show other bars, and request earlier ones where the first known bar comes near."""
        self._show(options)
        reply = self.chart.shown
        if reply is not None and (more := navigation.missing_bars(reply, options, self.chart.live)):
            self._before = reply.first + more
            self.reload()

    def _other_series(self) -> None:
        self._before, self.chart.trouble = 0, None
        self._show(self.options.as_it_was())

    def _settle_range(self) -> bool:
        before, self.context.range = self.context.range, settled(self.context.range, self.mirror.facts)
        return before != self.context.range
