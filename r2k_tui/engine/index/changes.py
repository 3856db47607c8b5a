"""Changes of the fund between two of its lists."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from datetime import date

import msgspec

from r2k_tui.analytics.membership.changes import OtherLists, compare
from r2k_tui.config.schema import Config
from r2k_tui.engine.index.lists import DatedLists
from r2k_tui.model.index.changes import ListChanges
from r2k_tui.model.index.reconstitution import reconstitutions
from r2k_tui.sources.base import NotFound

# A list of the fund of large companies tells of moves for so many days.
_NEAR_DAYS = 45


class ListComparison:
    """Compares lists of the fund of small companies, and tells moves from and to the fund of large ones."""

    def __init__(self, lists: DatedLists, config: Config) -> None:
        self._lists, self._config = lists, config

    async def changes(self, since: str, until: str) -> ListChanges:
        """Changes from the list in force on `since` to that on `until`; "" for the usual days.

        Without `since`, the last list before the newest reconstitution, else the oldest. Raises NotFound where there
        is nothing to compare, and BadData for a list that was cut off.
        """
        fund, other = self._config.market.small_fund, self._config.universe.large_fund
        days = await self._lists.days(fund)
        if not days:
            raise NotFound(f"no list of {fund} is kept; `r2k universe import FILE` takes exports of iShares")
        last_day = in_force(days, until) if until else days[-1]
        first_day = in_force(days, since) if since else self._usual(days, last_day)
        if first_day >= last_day:
            kept = f"kept are {len(days)}, from {days[0]} to {days[-1]}" if len(days) > 1 else f"only {days[0]} is kept"
            raise NotFound(f"nothing to compare: the list of {first_day} is in force on both days ({kept})")
        first, last = await self._lists.on(fund, first_day), await self._lists.on(fund, last_day)
        others = OtherLists(
            other,
            await self._lists.near(other, first_day, _NEAR_DAYS),
            await self._lists.near(other, last_day, _NEAR_DAYS),
        )
        found = await asyncio.to_thread(compare, first, last, others)
        caveats = (*_since_words(since, first_day), *found.caveats, *_other_words(others, first_day, last_day))
        between = tuple(row for row in self._effective(date.fromisoformat(last_day)) if first_day <= row < last_day)
        return msgspec.structs.replace(found, reconstitutions=between, days=days, caveats=caveats)

    def _usual(self, days: tuple[str, ...], last_day: str) -> str:
        """Last list before the newest reconstitution that has one on each side, else the oldest."""
        for effective in reversed(self._effective(date.fromisoformat(last_day))):
            if days[0] <= effective < last_day:
                return in_force(days, effective)
        return days[0]

    def _effective(self, day: date) -> tuple[str, ...]:
        rows = reconstitutions(self._config.universe.reconstitutions(), day)
        return tuple(row.effective.isoformat() for row in rows)


def in_force(days: tuple[str, ...], day: str) -> str:
    """Newest of `days` on or before a day, else the oldest."""
    return days[max(0, bisect_right(days, day) - 1)]


def _since_words(since: str, first_day: str) -> tuple[str, ...]:
    if since and first_day > since:
        return (f"no list of {since} or before is kept: the oldest, {first_day}, is compared",)
    return ()


def _other_words(others: OtherLists, first_day: str, last_day: str) -> tuple[str, ...]:
    """What is not known of moves between the two funds."""
    missing = [day for day, found in ((first_day, others.first), (last_day, others.last)) if found is None]
    if not missing:
        return ()
    moves = "between the funds" if len(missing) > 1 else "from it" if missing == [first_day] else "to it"
    days = " and ".join(missing)
    return (f"no list of {others.fund} within {_NEAR_DAYS} days before {days} is kept: moves {moves} are not known",)
