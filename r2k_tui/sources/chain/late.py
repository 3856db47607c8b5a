"""Requests for quotes that a round did not wait for; their answers belong to one of the next rounds."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import NamedTuple

from r2k_tui.sources.base import QuoteBatch
from r2k_tui.sources.chain.provider import Provider


class LateRequest(NamedTuple):
    """Request to a provider for the quotes of some symbols."""

    provider: Provider
    symbols: tuple[str, ...]
    task: asyncio.Task[QuoteBatch]


class LateRequests:
    """Owner of such requests, at most one for each provider and list of symbols."""

    def __init__(self) -> None:
        self._requests: dict[tuple[str, tuple[str, ...]], LateRequest] = {}

    def keep(self, request: LateRequest) -> None:
        """Go on with a request beside the rounds to come."""
        self._requests[request.provider.name, request.symbols] = request

    def is_awaited(self, provider: Provider) -> bool:
        """Whether a provider still has to answer."""
        return any(one.provider is provider and not one.task.done() for one in self._requests.values())

    def ended(self, symbols: Collection[str]) -> list[LateRequest]:
        """Requests that have ended and are about any of `symbols`; each is given once."""
        found = {
            key: one
            for key, one in self._requests.items()
            if one.task.done() and not one.task.cancelled() and any(symbol in symbols for symbol in one.symbols)
        }
        self._requests = {key: one for key, one in self._requests.items() if key not in found}
        return list(found.values())

    async def close(self) -> None:
        """Cancel all."""
        tasks = [one.task for one in self._requests.values()]
        self._requests.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
