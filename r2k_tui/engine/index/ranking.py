"""Ranks of the members of both funds, from the market caps that their quotes report."""

from __future__ import annotations

import asyncio
from datetime import date

import msgspec

from r2k_tui.analytics.membership.ranks import Edges, TooFewCompanies, ranks
from r2k_tui.config.schema import Config
from r2k_tui.engine.universe.caps import MarketCaps
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.index.ranks import ESTIMATE, Ranks
from r2k_tui.model.index.reconstitution import countdown
from r2k_tui.model.index.reconstitution_dates import last_floor
from r2k_tui.sources.base import NotFound


class MemberRanking:
    """Ranks what the universe knows now. `as_of`: day of the analysis, for which no caps are known; None for today."""

    def __init__(self, universe: UniverseService, config: Config, as_of: str | None) -> None:
        self._universe, self._config, self._as_of = universe, config, as_of

    async def ranks(self, now: float) -> Ranks:
        """Ranks, breakpoint, band and candidates at `now` (seconds since the epoch). Raises NotFound without caps."""
        if self._as_of is not None:
            raise NotFound(f"market caps of {self._as_of} are not known: quotes report those of today")
        small, large = self._universe.caps()
        for fund, caps in ((self._config.market.small_fund, small), (self._config.universe.large_fund, large)):
            if caps is None or not caps.known:
                raise NotFound(f"no market caps of the members of {fund} yet: ranks need those of both funds")
        assert small is not None and large is not None
        today = new_york_day(now)
        try:
            found = await asyncio.to_thread(_computed, small, large, today)
        except TooFewCompanies as error:
            raise NotFound(str(error)) from None
        return msgspec.structs.replace(found, caveats=(ESTIMATE, *self._caveats(today), *found.caveats))

    def _caveats(self, today: date) -> tuple[str, ...]:
        """Which day the index itself ranks on."""
        coming = countdown(self._config.universe.reconstitutions(), today)
        if coming is None or coming.next.rank_day is None:
            return ()
        rank_day, month = coming.next.rank_day, coming.next.month
        ranks_words = "ranked" if rank_day <= today else "ranks"
        return (f"for the reconstitution of {month} FTSE {ranks_words} on {rank_day}, here prices are of today",)


def _computed(small: MarketCaps, large: MarketCaps, today: date) -> Ranks:
    floor = last_floor(today)
    edges = Edges()
    if floor is not None:
        edges = edges._replace(floor=floor.floor, floor_basis=f"floor of {floor.month}, the last one found")
    found = ranks((*small.companies(), *large.companies()), small.fund, large.fund, edges)
    days = sorted(day for caps in (small, large) for day in caps.days() if day is not None)
    return msgspec.structs.replace(found, first_day=days[0] if days else None, last_day=days[-1] if days else None)
