"""Stream of pushed prices that records what its listener receives."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from r2k_tui.sources.recording.records import Record, StreamRecord, TicksRecord
from r2k_tui.sources.streaming import Listener, QuoteStream, Tick


class RecordingStream:
    """Wrapper of a stream."""

    def __init__(self, inner: QuoteStream, put: Callable[[Record], None], clock: Callable[[], float]) -> None:
        self._inner, self._put, self._clock = inner, put, clock

    async def follow(self, listener: Listener) -> None:
        """See QuoteStream."""
        await self._inner.follow(_RecordingListener(listener, self._put, self._clock))


class _RecordingListener:
    """Wrapper of a listener."""

    def __init__(self, inner: Listener, put: Callable[[Record], None], clock: Callable[[], float]) -> None:
        self._inner, self._put, self._clock = inner, put, clock
        self.symbols, self.expects = inner.symbols, inner.expects

    def receive(self, ticks: Mapping[str, Tick]) -> None:
        """See Listener."""
        self._put(TicksRecord(self._clock(), tuple(ticks.values())))
        self._inner.receive(ticks)

    def up(self) -> None:
        """See Listener."""
        self._put(StreamRecord(self._clock(), up=True))
        self._inner.up()

    def down(self, message: str, wait_s: float) -> None:
        """See Listener."""
        self._put(StreamRecord(self._clock(), up=False, message=message, wait_s=wait_s))
        self._inner.down(message, wait_s)
