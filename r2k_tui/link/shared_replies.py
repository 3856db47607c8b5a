"""Replies that many terminals of one engine ask for: each is computed and encoded once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from r2k_tui.model.messages.bars import GetBars, GetChart, GetRangeStarts
from r2k_tui.model.messages.charts.comparison import GetComparison
from r2k_tui.model.messages.macro import GetMacro, GetPolicyStudy
from r2k_tui.model.messages.news import GetNews
from r2k_tui.model.messages.readings import (
    GetCard,
    GetFollowThrough,
    GetHistory,
    GetIndexReadings,
    GetReadings,
    GetRiskStudy,
    GetStates,
)
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.thesis import GetThesis
from r2k_tui.model.messages.universe import GetHalts, GetInsiders, GetListChanges, GetRanks

# Requests whose reply depends on the state of the engine alone, and that leave nothing behind for their reader.
SHAREABLE: tuple[type[Request], ...] = (
    GetBars,
    GetCard,
    GetChart,
    GetComparison,
    GetFollowThrough,
    GetHalts,
    GetHistory,
    GetIndexReadings,
    GetInsiders,
    GetListChanges,
    GetMacro,
    GetNews,
    GetPolicyStudy,
    GetRangeStarts,
    GetRanks,
    GetReadings,
    GetRiskStudy,
    GetStates,
    GetThesis,
)
Shared = TypeVar("Shared")


class SharedReplies(Generic[Shared]):
    """Replies of one state of an engine, by request. `start_over` begins the next state.

    What is asked in one state is never answered with what was asked in an earlier one, even if that is not ready yet.
    """

    def __init__(self) -> None:
        self._replies: dict[Request, _SharedReply[Shared]] = {}
        self.computed = 0

    def start_over(self) -> None:
        """Forget every reply: the state has changed. Whoever waits for one still gets it."""
        self._replies.clear()

    def forget(self, request: Request) -> None:
        """Forget one reply, so that the next to ask tries again."""
        self._replies.pop(request, None)

    async def get(self, request: Request, compute: Callable[[], Awaitable[Shared]]) -> Shared:
        """Reply to a shareable request, computed by whoever asks first; it ends when nobody waits for it any more."""
        reply = self._replies.get(request)
        if reply is None or reply.given_up:
            self.computed += 1
            reply = self._replies[request] = _SharedReply(compute)
        try:
            return await reply.wait()
        except Exception:
            self.forget(request)
            raise


class _SharedReply(Generic[Shared]):
    """One reply, while it is computed and afterwards. `given_up`: everybody who waited for it has left."""

    def __init__(self, compute: Callable[[], Awaitable[Shared]]) -> None:
        self._task: asyncio.Future[Shared] = asyncio.ensure_future(compute())
        self._waiting = 0
        self.given_up = False

    async def wait(self) -> Shared:
        """The reply. One terminal that leaves does not take it from the others."""
        self._waiting += 1
        try:
            return await asyncio.shield(self._task)
        finally:
            self._waiting -= 1
            if self._waiting == 0 and not self._task.done():
                self.given_up = True
                self._task.cancel()
