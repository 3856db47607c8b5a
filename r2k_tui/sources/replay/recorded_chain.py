"""Providers of a recorded chain: their health and second opinions, as they were."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from r2k_tui.model.market.feed import FeedStatus
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.recording.records import OpinionRecord, StatusRecord


class RecordedChain:
    """ProviderChain of a recording; `clock` is that of the replay."""

    def __init__(
        self,
        names: tuple[str, ...],
        statuses: Sequence[StatusRecord],
        opinions: Sequence[OpinionRecord],
        clock: Callable[[], float],
    ) -> None:
        self._names, self._statuses, self._opinions, self._clock = names, statuses, opinions, clock
        self._calls: list[Callable[[FeedStatus], None]] = []
        self._told = 0

    def providers(self) -> tuple[FeedStatus, ...]:
        """See ProviderChain."""
        now = self._clock()
        found = {name: FeedStatus(name) for name in self._names}
        found |= {record.status.topic: record.status for record in self._statuses if record.at <= now}
        return tuple(found.values())

    def when_changed(self, call: Callable[[FeedStatus], None]) -> None:
        """See ProviderChain."""
        self._calls.append(call)

    def insist(self) -> None:
        """See ProviderChain; nothing is asked again in a replay."""

    async def second_opinion(self, symbol: str, besides: str) -> Quote | None:
        """See ProviderChain: the newest recorded opinion."""
        now = self._clock()
        told = [r for r in self._opinions if (r.symbol, r.besides) == (symbol, besides) and r.at <= now]
        return told[-1].quote if told else None

    def clock_moved(self) -> None:
        """Pass on the changes that have happened since."""
        now = self._clock()
        while self._told < len(self._statuses) and self._statuses[self._told].at <= now:
            for call in self._calls:
                call(self._statuses[self._told].status)
            self._told += 1
