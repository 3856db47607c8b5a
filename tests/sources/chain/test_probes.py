"""Probes beside the answers of a substitute."""

from __future__ import annotations

import asyncio

from r2k_tui.sources.base import Unavailable
from r2k_tui.sources.chain.health import ProviderTopic
from r2k_tui.sources.chain.probes import Probes
from tests.engine.virtual_time import settle
from tests.sources.chain.stage import BACKOFF_MOST_S, FIRST, Clock, provider, scripted

BARS = ProviderTopic.BARS


async def test_one_at_a_time_and_only_when_due() -> None:
    clock, probes, asked = Clock(), Probes(), 0
    member, gate = provider(scripted(FIRST), clock), asyncio.Event()

    async def call() -> None:
        nonlocal asked
        asked += 1
        await gate.wait()
        raise Unavailable("still no route.")

    def start() -> None:
        probes.start(member, BARS, call)

    start()
    member.health[BARS].failed(Unavailable("no route."))
    start()
    await settle()
    assert asked == 0, "one that serves, or is not due, is not probed"
    clock.now += BACKOFF_MOST_S
    start()
    start()
    await settle()
    assert asked == 1
    gate.set()
    await settle()
    start()
    await settle()
    assert asked == 2, "it can be probed again"
    await probes.close()


async def test_closing_cancels_what_hangs() -> None:
    clock, probes = Clock(), Probes()
    member = provider(scripted(FIRST), clock)
    member.health[BARS].failed(Unavailable("no route."))
    clock.now += BACKOFF_MOST_S
    ended = asyncio.Event()

    async def call() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    probes.start(member, BARS, call)
    await settle()
    await probes.close()
    assert ended.is_set()
