"""Indicators of the chart view: the keys that choose them, and the list with its menu."""

from __future__ import annotations

from textual.widget import AwaitMount

from r2k_tui.model.readings.chart import Indicator, IndicatorPlace
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.base import View
from r2k_tui.ui.views.chart.drawing.options import AGAINST, ChartOptions, entries, menu_lines
from r2k_tui.ui.views.chart.panel import ChartPanel


class IndicatorView(View):
    """A view with a chart whose lines and lower pane can be chosen."""

    chart: ChartPanel

    @property
    def options(self) -> ChartOptions:
        """The options of the chart."""
        return self.chart.options

    def on_key_lower_pane(self, step: int) -> None:
        """Select the next indicator under the prices, or none."""
        panes = ["", *(about.key for about in self._indicators() if about.place is IndicatorPlace.PANE)]
        place = panes.index(self.options.pane) if self.options.pane in panes else 0
        self._request(self.options.but(pane=panes[(place + step) % len(panes)]))

    def on_key_indicators(self, _: int) -> AwaitMount | None:
        """Open the list of indicators."""
        from r2k_tui.ui.views.chart.indicators_dialog import IndicatorList

        if not self._indicators():
            self.foot.say("no indicators before the first chart arrives")
            return None
        return self.app.push_screen(IndicatorList(entries(self._indicators()), self._menu, self._choose))

    def click_indicator(self, key: str) -> None:
        """Toggle the indicator whose entry of the legend was clicked."""
        self._choose(key)

    def _indicators(self) -> tuple[Indicator, ...]:
        return self.chart.reply.indicators if self.chart.reply is not None else ()

    def _compares(self) -> bool:
        return any(about.compares and about.key == self.options.pane for about in self._indicators())

    def _menu(self, cursor: str, width: int) -> list[Line]:
        reply = self.chart.reply
        against = self.options.against or (reply.against if reply is not None else "")
        return menu_lines(self._indicators(), self.options, against, cursor, width)

    def _choose(self, key: str) -> None:
        if key == AGAINST:
            self._prompt_against()
        elif any(about.key == key and about.place is IndicatorPlace.PANE for about in self._indicators()):
            self._request(self.options.but(pane="" if self.options.pane == key else key))
        else:
            self._request(self.options.toggled(key))

    def _prompt_against(self) -> None:
        from r2k_tui.ui.views.chart.indicators_dialog import against_prompt

        self.app.push_screen(against_prompt(self.client), self._compare)

    def _compare(self, symbol: str | None) -> None:
        if symbol:
            pane = next((about.key for about in self._indicators() if about.compares), "")
            self._request(self.options.but(against=symbol, pane=pane))

    def _show(self, options: ChartOptions) -> None:
        self.chart.options = options
        self.chart.paint()

    def _request(self, options: ChartOptions) -> None:
        self._show(options)
        self.reload()
