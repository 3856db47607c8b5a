"""Health of the store as the topic `store` tells it, when the file has just been opened."""

from __future__ import annotations

from r2k_tui.engine.clock import Clock
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.store.store import Store


def health_of(store: Store, clock: Clock) -> FeedStatus:
    """Status of the topic: a recovery is told, and that nothing can be kept fails."""
    if store.trouble:
        return FeedStatus("store", FeedState.FAILING, message=f"nothing is kept: {store.trouble}", failures=1)
    return FeedStatus("store", FeedState.OK, clock(), message=store.notice)
