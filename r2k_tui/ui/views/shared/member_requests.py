"""Requests for the members of the index, by whoever shows them, and the end of the interest in them."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.context import AppContext

# Seconds in which another panel or view may take over the interest, as the one that is shown next.
_GRACE_S = 0.2


class MemberRequests:
    """One reader of the members. From the first `fetch` of any to the `leave` of the last, the engine sends changes."""

    def __init__(self, context: AppContext, name: str) -> None:
        self._client, self._mirror, self._name = context.client, context.mirror, name

    def enter(self) -> None:
        """The members are on the screen."""
        self._mirror.members.readers.add(self._name)

    def due(self) -> bool:
        """Whether to request the members: nobody did, or the summary says that more is known than is shown."""
        members = self._mirror.members
        return not members.asking and (not members.followed or members.outdated(self._mirror.wall()))

    def outdated(self) -> bool:
        """Whether the summary says that more is known than is shown."""
        members = self._mirror.members
        return not members.asking and members.outdated(self._mirror.wall())

    async def fetch(self) -> None:
        """Request the members; from then on, frames bring their changes."""
        from r2k_tui.model.messages.universe import GetUniverse, UniverseReply

        members = self._mirror.members
        members.asking += 1
        members.followed = True
        try:
            reply = await self._client.ask(GetUniverse())
        finally:
            members.asking -= 1
        if isinstance(reply, UniverseReply):
            members.take(reply.universe, self._mirror.wall())
        elif isinstance(reply, Failure):
            members.fail(reply.message)
        # Everybody may have left before the answer came.
        await self._stop_unless_read()

    def leave(self) -> Coroutine[None, None, None]:
        """The members are no longer on the screen; await what is returned."""
        self._mirror.members.readers.discard(self._name)
        return self._stop_later()

    async def _stop_later(self) -> None:
        await asyncio.sleep(_GRACE_S)
        await self._stop_unless_read()

    async def _stop_unless_read(self) -> None:
        members = self._mirror.members
        if members.followed and not members.readers:
            from r2k_tui.model.messages.universe import LeaveUniverse

            members.followed = False
            await self._client.ask(LeaveUniverse())
