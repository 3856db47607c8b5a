"""Supplies the small chart: requests its bars, and requests them again when they change."""

from __future__ import annotations

import asyncio

from r2k_tui.link.engine_client import EngineClient
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.ranges import RANGE_BY_NAME
from r2k_tui.model.messages.bars import BarsReply, GetBars
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.mirror.ranges import next_range, settled
from r2k_tui.ui.views.chart.small_panel import PriceChart

# A held key passes over many symbols; only the one it rests on is requested.
REST_S = 0.06


class ChartFeed:
    """Requests the bars of the chart. The caller cancels `fetch` and starts it again."""

    def __init__(self, chart: PriceChart, mirror: Mirror, client: EngineClient) -> None:
        self._chart, self._mirror, self._client = chart, mirror, client

    def settle_range(self) -> bool:
        """Fall back to a range that the source supports; returns True where the range changed."""
        symbol, name = self._chart.wants
        possible = settled(name, self._mirror.facts)
        if possible == name:
            return False
        self._chart.want(symbol, possible)
        return True

    def step_range(self, step: int) -> None:
        """Select the next or the previous range."""
        symbol, name = self._chart.wants
        self._chart.want(symbol, next_range(name, step, self._mirror.facts))

    @property
    def series(self) -> tuple[str, Interval]:
        """The selected series."""
        symbol, name = self._chart.wants
        return symbol, RANGE_BY_NAME[name].interval

    async def fetch(self) -> None:
        """Request the selected bars and pass them to the chart."""
        await asyncio.sleep(REST_S)
        symbol, name = wanted = self._chart.wants
        if not symbol:
            return
        reply = await self._client.ask(GetBars(symbol, name))
        if isinstance(reply, BarsReply):
            self._chart.take(reply)
        elif isinstance(reply, Failure):
            self._chart.fail(wanted, reply)
