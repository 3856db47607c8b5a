"""Daily closes of volatility indices from FRED: values alone, one business day late."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from math import nan

from r2k_tui.model.market.bars import Bars, Interval, pack_floats, pack_times
from r2k_tui.sources.base import BadData, BarBatch, NotFound
from r2k_tui.sources.fred.client import FredClient
from r2k_tui.sources.fred.errors import NothingInIt
from r2k_tui.sources.fred.parse import Observations, parse_series

# Symbol of each index, and its series.
SERIES_OF = {"^VIX": "VIXCLS", "^RVX": "RVXCLS"}
_NAME = "fred"
_DAY_S = 86400
# Before the first value of either series.
_SINCE = "1990-01-01"
_PLAUSIBLE = (1.0, 1000.0)


class FredCloses:
    """Source of bars that hold a close alone, of the symbols of SERIES_OF. It does not own its client."""

    name = _NAME

    def __init__(self, client: FredClient) -> None:
        self._client = client

    def covers(self, symbol: str) -> bool:
        """Whether FRED has a series of this symbol."""
        return symbol in SERIES_OF

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """Daily bars from `since` (seconds since the epoch) on; see Source.bars. Raises SourceError."""
        if symbol not in SERIES_OF or interval is not Interval.D1:
            raise NotFound(f"FRED has no {interval} bars of {symbol}")
        first = _SINCE if since is None else datetime.fromtimestamp(since, UTC).date().isoformat()
        id = SERIES_OF[symbol]
        data = await self._client.series(id, {"cosd": first})
        try:
            return BarBatch(_bars(symbol, id, await asyncio.to_thread(parse_series, data, id)))
        except NothingInIt:
            if since is None:
                raise
            return BarBatch(Bars(symbol, Interval.D1, source=_NAME))


def _bars(symbol: str, id: str, found: Observations) -> Bars:
    low, high = _PLAUSIBLE
    wrong = next((value for value in found.values if not low <= value <= high), None)
    if wrong is not None:
        raise BadData(f"{id} holds {wrong:g}, which is no level of volatility in percent")
    blank, closes = pack_floats([nan] * len(found.days)), pack_floats(found.values)
    times = pack_times([day * _DAY_S for day in found.days])
    return Bars(symbol, Interval.D1, times, blank, blank, blank, closes, closes, blank, _NAME, "closes alone")
