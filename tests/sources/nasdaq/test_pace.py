"""One pace for everything that asks Nasdaq in one event loop."""

from __future__ import annotations

import asyncio

import pytest

from r2k_tui.config.sections.providers.nasdaq import NasdaqSettings
from r2k_tui.sources.nasdaq.calendars import NasdaqCalendars
from r2k_tui.sources.nasdaq.pace import HOST_PACE, HostPace
from r2k_tui.sources.nasdaq.source import NasdaqSource
from tests.engine.virtual_time import virtual


@virtual
async def test_requests_follow_each_other_by_a_second() -> None:
    loop = asyncio.get_running_loop()
    pace, found = HostPace(loop.time), list[float]()
    for _ in range(3):
        await pace.take()
        found.append(loop.time())
    assert found == pytest.approx([0.0, 1.0, 2.0])


async def test_quotes_and_calendars_share_it() -> None:
    source, calendars = NasdaqSource(NasdaqSettings()), NasdaqCalendars(NasdaqSettings())
    assert source._bucket is calendars._pace is HOST_PACE
    await source.close()
    await calendars.close()


def test_another_loop_has_its_own() -> None:
    pace = HostPace()
    for _ in range(2):
        asyncio.run(asyncio.wait_for(pace.take(), 0.5))
