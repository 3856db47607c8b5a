"""One series for somebody who asks: what is known at once, what is newer behind it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.sources.base import SourceError, Unavailable

if TYPE_CHECKING:
    from r2k_tui.engine.context import EngineContext
    from r2k_tui.engine.services import Services

# Gives what polls, once it is loaded. Raises Unavailable where it cannot be.
Loading = Callable[[], Awaitable["Services"]]
_NEWEST_S = 60.0


async def series(core: EngineContext, loading: Loading, symbol: str, interval: Interval) -> Bars:
    """The bars of a symbol, which is kept up to date from now on. Raises SourceError where nothing is known of it."""
    core.interest.chart(symbol, interval)
    known = await core.known_bars(symbol, interval)
    if known is None:
        return await (await loading()).fetch(symbol, interval)
    if interval.intraday:
        # What is known is shown at once; what is newer follows as a change.
        core.in_background(_freshened(core, loading, symbol, interval))
    return known


async def _freshened(core: EngineContext, loading: Loading, symbol: str, interval: Interval) -> None:
    """Fetch an intraday series that may have newer bars; daily ones are kept fresh by their topic."""
    try:
        polling = await loading()
    except Unavailable:
        return  # the feed's state says so already
    last = polling.collector.fetched_at(symbol, interval)
    if last is not None and core.clock() - last < _NEWEST_S:
        return
    try:
        await polling.fetch(symbol, interval)
    except SourceError as error:
        polling.collector.note(symbol, interval, error)
        core.publisher.publish()
