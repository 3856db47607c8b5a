"""Pushed prices of a recording, at the moments at which they came."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from r2k_tui.sources.recording.records import StreamRecord, TicksRecord
from r2k_tui.sources.streaming import Listener


class RecordedStream:
    """QuoteStream of a recording. `until` waits for a moment of the replay."""

    def __init__(
        self, records: Sequence[TicksRecord | StreamRecord], until: Callable[[float], Awaitable[None]]
    ) -> None:
        self._records, self._until = records, until

    async def follow(self, listener: Listener) -> None:
        """See QuoteStream; after the last record nothing comes."""
        for record in self._records:
            await self._until(record.at)
            if isinstance(record, TicksRecord):
                listener.receive({tick.symbol: tick for tick in record.ticks})
            elif record.up:
                listener.up()
            else:
                listener.down(record.message, record.wait_s)
        await asyncio.Event().wait()
