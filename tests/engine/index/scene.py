"""Lists in a store and in a source, for the tests of the index."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import msgspec

from r2k_tui.config.schema import Config
from r2k_tui.engine.index.lists import DatedLists
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.base import NotFound, Source
from r2k_tui.store.store import Store
from r2k_tui.store.universe import UniverseStore
from tests.analytics.membership.lists import AFTER, BEFORE

# Funds of which no fewest number of stocks is known.
CONFIG = Config()
CONFIG = msgspec.structs.replace(
    CONFIG,
    market=msgspec.structs.replace(CONFIG.market, small_fund="SML"),
    universe=msgspec.structs.replace(CONFIG.universe, large_fund="LRG"),
)


def on(day: str, like: FundHoldings = BEFORE) -> FundHoldings:
    """The same list on another day."""
    return msgspec.structs.replace(like, as_of=day)


class PlainSource:
    """A source that has one list, or none."""

    def __init__(self, *lists: FundHoldings) -> None:
        self.lists = lists

    async def holdings(self, fund: str) -> FundHoldings:
        for one in reversed(self.lists):
            if one.fund == fund:
                return one
        raise NotFound(f"no list of {fund}")


class DatedSource(PlainSource):
    """A source that has lists of several days."""

    async def holdings_days(self, fund: str) -> tuple[str, ...]:
        return tuple(sorted(one.as_of for one in self.lists if one.fund == fund))

    async def holdings_of(self, fund: str, day: str) -> FundHoldings:
        for one in self.lists:
            if (one.fund, one.as_of) == (fund, day):
                return one
        raise NotFound(f"no list of {day}")


def dated(folder: Path, *kept: FundHoldings, source: object | None = None, until: str | None = None) -> DatedLists:
    """Lists of a store in a folder, and of a source."""
    store = UniverseStore(Store(folder / "lists.sqlite3", "scripted"))
    for one in kept:
        store.save_holdings(one)
    return DatedLists(cast(Source, source or object()), store, until)


__all__ = ["AFTER", "BEFORE", "CONFIG", "DatedSource", "PlainSource", "dated", "on"]
