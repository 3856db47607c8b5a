"""Client that follows an engine across restarts: snapshot, frames, and a reconnect when the engine dies or hangs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from random import Random
from typing import TYPE_CHECKING

import msgspec

from r2k_tui.link.protocol import Link, LinkLost, Refused
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import GetSnapshot

if TYPE_CHECKING:
    from r2k_tui.model.messages.reply import Reply
    from r2k_tui.model.messages.request import Request

SILENCE_S = 8.0
_SECOND_LOOK_S = 0.5
_FIRST_WAIT_S, _MOST_WAIT_S = 0.3, 10.0
# Only a person can fix a refused login, and not within seconds.
_FIRST_REFUSED_S, _MOST_REFUSED_S = 1.0, 60.0
# An engine that ran this long was sound; one that keeps dying sooner is restarted at growing intervals.
_SOUND_S = 10.0
# Remedies for a lost engine: start another, or reconnect to the hub.
RESTART, RETRY = "another is started", "trying again"


class Lost(msgspec.Struct, frozen=True):
    """Loss of the engine; `remedy` is what the client does about it in `wait_s` seconds."""

    message: str
    wait_s: float
    remedy: str = RESTART


EngineEvent = Snapshot | Frame | Lost


class EngineClient:
    """Client of a terminal: events of whichever engine is alive, and requests to it."""

    def __init__(
        self,
        make_link: Callable[[], Link],
        silence_s: float = SILENCE_S,
        *,
        remedy: str = RESTART,
        jitter: Callable[[float], float] = lambda wait: wait,
    ) -> None:
        self._make_link, self._silence_s = make_link, silence_s
        self._remedy, self._jitter = remedy, jitter
        self._link: Link | None = None
        self._waiting: asyncio.Future[Frame] | None = None
        self._renewal = ""

    def renew(self, why: str) -> None:
        """Replace the live engine with another, which `make_link` starts with newer settings."""
        if self._waiting is not None:
            self._renewal = why
            self._waiting.cancel()

    @classmethod
    def of_hub(
        cls, make_link: Callable[[], Link], silence_s: float = SILENCE_S, random: Random | None = None
    ) -> EngineClient:
        """Client of a shared engine, with jitter, so that its terminals do not all reconnect at the same moment."""
        chance = random or Random()  # noqa: S311  (jitter, not secrets)
        return cls(make_link, silence_s, remedy=RETRY, jitter=lambda wait: chance.uniform(0.0, wait))

    async def events(self) -> AsyncGenerator[EngineEvent, None]:
        """Endless events: a Snapshot, the Frames that follow it, a Lost when they end, then a Snapshot again."""
        wait = pause = _FIRST_WAIT_S
        while True:
            link: Link | None = None
            began, most = float("inf"), _MOST_WAIT_S
            try:
                self._link = link = self._make_link()
                await link.start()
                began = asyncio.get_running_loop().time()
                async with aclosing(self._one_life(link)) as life:
                    async for event in life:
                        yield event
            except LinkLost as error:
                self._link = None
                if asyncio.get_running_loop().time() - began >= _SOUND_S or str(error) == self._renewal != "":
                    wait = _FIRST_WAIT_S
                if isinstance(error, Refused):
                    wait, most = max(wait, _FIRST_REFUSED_S), _MOST_REFUSED_S
                    pause = wait / 2 + self._jitter(wait / 2)
                else:
                    wait = min(wait, most)
                    pause = self._jitter(wait)
                yield Lost(str(error), pause, self._remedy)
            finally:
                self._link = None
                if link is not None:
                    await link.close()
            await asyncio.sleep(pause)
            wait = min(most, wait * 2)

    async def _one_life(self, link: Link) -> AsyncGenerator[Snapshot | Frame, None]:
        frames = link.frames()
        snapshot = await self._snapshot(link)
        yield snapshot
        epoch, seq = snapshot.epoch, snapshot.seq
        while True:
            frame = await self._next(frames)
            if frame.epoch != epoch or frame.from_seq > seq + 1:
                snapshot = await self._snapshot(link)
                epoch, seq = snapshot.epoch, snapshot.seq
                yield snapshot
            elif frame.seq >= seq:
                seq = frame.seq
                yield frame

    async def _next(self, frames: AsyncIterator[Frame]) -> Frame:
        self._waiting = waiting = asyncio.ensure_future(anext(frames))
        try:
            # The second, short wait is for a terminal that was itself suspended: the pipe holds what came meanwhile.
            for wait in (self._silence_s, _SECOND_LOOK_S):
                done, _ = await asyncio.wait({waiting}, timeout=wait)
                if done and waiting.cancelled():
                    raise LinkLost(self._renewal)
                if done:
                    return waiting.result()
            raise LinkLost("the engine fell silent")
        except StopAsyncIteration:
            raise LinkLost("the engine is gone") from None
        finally:
            self._waiting = None
            waiting.cancel()

    async def _snapshot(self, link: Link) -> Snapshot:
        try:
            async with asyncio.timeout(self._silence_s):
                reply = await link.ask(GetSnapshot())
        except TimeoutError:
            raise LinkLost("the engine does not answer") from None
        if not isinstance(reply, Snapshot):
            raise LinkLost(reply.message if isinstance(reply, Failure) else "the engine gave no snapshot")
        return reply

    async def ask(self, request: Request) -> Reply:
        """Reply of the live engine, or a Failure of kind `offline` without one."""
        if self._link is None:
            words = "the engine is being restarted" if self._remedy == RESTART else "the hub is tried again"
            return Failure("offline", words)
        try:
            return await self._link.ask(request)
        except LinkLost as error:
            return Failure("offline", str(error))
