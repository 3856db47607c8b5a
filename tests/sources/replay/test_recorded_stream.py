"""Pushed prices of a recording come when they came."""

from __future__ import annotations

import asyncio

from r2k_tui.sources.recording.records import StreamRecord, TicksRecord
from r2k_tui.sources.replay.recorded_stream import RecordedStream
from r2k_tui.sources.streaming import Tick
from tests.engine.virtual_time import settle
from tests.sources.recording.test_stream import Ear


async def test_each_comes_at_its_moment() -> None:
    waited: list[float] = []

    async def until(moment: float) -> None:
        waited.append(moment)

    records = [
        StreamRecord(1.0, up=True),
        TicksRecord(2.0, (Tick("IWM", 5.0),)),
        StreamRecord(3.0, up=False, message="gone", wait_s=3.0),
    ]
    ear = Ear()
    following = asyncio.create_task(RecordedStream(records, until).follow(ear))
    await settle()
    assert ear.heard == ["up", {"IWM": Tick("IWM", 5.0)}, ("gone", 3.0)]
    assert waited == [1.0, 2.0, 3.0]
    assert not following.done(), "a stream that ends would be a defect"
    following.cancel()
