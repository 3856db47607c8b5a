"""Probes: requests to a failed provider while another one serves, to detect its recovery."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from r2k_tui.sources.base import SourceError
from r2k_tui.sources.chain.health import ProviderTopic
from r2k_tui.sources.chain.provider import Provider


class Probes:
    """Owner of the running probes, at most one for each provider and topic."""

    def __init__(self) -> None:
        self._running: dict[tuple[str, ProviderTopic], asyncio.Task[None]] = {}

    def start(self, provider: Provider, topic: ProviderTopic, call: Callable[[], Awaitable[object]]) -> None:
        """Probe a provider that failed on a topic, if a retry is due; its health records the outcome."""
        key = (provider.name, topic)
        if provider.health[topic].serves or not provider.is_due(topic) or key in self._running:
            return
        task = asyncio.create_task(_quietly(call), name=f"probe {provider.name} {topic}")
        self._running[key] = task
        task.add_done_callback(lambda _: self._running.pop(key, None))

    async def close(self) -> None:
        """Cancel all probes."""
        running = [*self._running.values()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _quietly(call: Callable[[], Awaitable[object]]) -> None:
    # The provider has recorded its failure already.
    with suppress(SourceError):
        await call()
