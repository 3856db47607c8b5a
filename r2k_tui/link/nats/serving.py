"""Engine side of a hub: each frame is built and encoded once, and so is a reply that several terminals ask for."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from functools import partial

import msgspec
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError

from r2k_tui.link.nats.connection import settle, stop
from r2k_tui.link.nats.envelope import Fence, Sealed, seal
from r2k_tui.link.nats.known_requests import OTHER_VERSION, introduction, number_of
from r2k_tui.link.nats.presence import PresenceRegister
from r2k_tui.link.nats.quota import LIMIT, REFUSED, Quota
from r2k_tui.link.nats.refusals import TOO_LONG, UNREADABLE_ASK, Refusals
from r2k_tui.link.nats.subjects import Subjects
from r2k_tui.link.protocol import Servable
from r2k_tui.link.shared_replies import SHAREABLE, SharedReplies
from r2k_tui.link.wire import Ask, from_terminal
from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import Watch

log = logging.getLogger(__name__)
_LOOK_S = 10.0
_LONGEST_ASK = 64 * 1024
_MOST_AT_WORK = 64
# Backlog of all terminals together: a thousand that reconnect at once send some five requests each.
_MOST_WAITING, _MOST_WAITING_BYTES = 16_384, 32 * 1024 * 1024
_ASKS = from_terminal()


class NatsServing:
    """Server of the terminals of a hub, for as long as `leads` is true; every message carries the fence."""

    def __init__(
        self,
        engine: Servable,
        client: Client,
        subjects: Subjects,
        fence: Fence,
        quota: Quota,
        leads: Callable[[], bool] = lambda: True,
        wall: Callable[[], float] = time.time,
        refusals: Refusals | None = None,
        ready: Callable[[], None] = lambda: None,
    ) -> None:
        self._engine, self._client, self._subjects = engine, client, subjects
        self._fence, self._quota, self._leads, self._wall = fence, quota, leads, wall
        self._refusals, self._ready = refusals or Refusals(), ready
        self._present = PresenceRegister(quota.terminals, time.monotonic)
        self._introduction = (0.0, seal(b""))
        self._working: dict[str, set[asyncio.Task[None]]] = {}
        self._shared = SharedReplies[Sealed]()
        self._snapshot: tuple[tuple[str, int], Sealed] | None = None
        self._number = 0
        self.encoded = 0

    @property
    def readers(self) -> tuple[str, ...]:
        """Terminals with a recent sign of life."""
        return self._present.readers

    async def run(self) -> None:
        """Serve until cancelled or until the connection ends, then forget every reader. Raises NatsError.

        `ready` is called once the broker has accepted the subscriptions.
        """
        subscriptions: list[Subscription] = []
        forgetting = asyncio.create_task(self._forget_the_silent())
        reporting = asyncio.create_task(self._refusals.run())
        try:
            for subject, receive in (
                (self._subjects.asks, self._receive_request),
                (self._subjects.presence, self._receive_presence),
                (self._subjects.farewells, self._receive_farewell),
            ):
                subscriptions.append(
                    await self._client.subscribe(
                        subject, cb=receive, pending_msgs_limit=_MOST_WAITING, pending_bytes_limit=_MOST_WAITING_BYTES
                    )
                )
            await settle(self._client)
            self._ready()
            await self._send_frames()
        finally:
            try:
                await stop(forgetting, reporting)
                if not self._client.is_closed:
                    for subscription in subscriptions:
                        await subscription.unsubscribe()
            finally:
                await self._forget(*self._present.readers)

    async def _send_frames(self) -> None:
        subscription = self._engine.subscribe()
        try:
            while True:
                frame = await subscription.next_frame()
                # Before any terminal sees it: what it asks because of this frame is answered from the new state.
                self._shared.start_over()
                self._number += 1
                self.encoded += 1
                await self._publish(self._subjects.frames, seal(msgspec.msgpack.encode(frame)), self._number)
        finally:
            subscription.close()

    async def _publish(self, subject: str, sealed: Sealed, number: int) -> None:
        for part in sealed.parts(self._fence, self._wall(), number, self._client.max_payload):
            # Checked before every part: an engine that was suspended may have lost the lead in the meantime.
            if self._leads():
                await self._client.publish(subject, part)

    async def _receive_presence(self, message: Msg) -> None:
        reader = self._subjects.reader_of(message.subject)
        self._present.mark(reader)
        if message.data.isdigit() and len(message.data) < 10:
            await self._publish(self._subjects.reply(reader), self._introduced(), int(message.data))

    def _introduced(self) -> Sealed:
        """Introduction with the present period, encoded once for every terminal that is told it."""
        period_s = self._present.period_s
        if self._introduction[0] != period_s:
            self._introduction = period_s, seal(introduction(period_s))
        return self._introduction[1]

    async def _receive_farewell(self, message: Msg) -> None:
        await self._forget(self._subjects.reader_of(message.subject))

    async def _receive_request(self, message: Msg) -> None:
        reader = self._subjects.reader_of(message.subject)
        if len(message.data) > _LONGEST_ASK:
            self._refusals.record(TOO_LONG.format(_LONGEST_ASK // 1024), reader)
            return
        try:
            ask = _ASKS.decode(message.data)
        except UNREADABLE:
            await self._receive_unknown(reader, message.data)
            return
        if not self._present.mark(reader):
            # No state for terminals over the limit: a flood may use a new name each time.
            await self._refuse(reader, ask.id, self._quota.full)
            return
        working = self._working.setdefault(reader, set())
        if len(working) >= _MOST_AT_WORK:
            await self._refuse(reader, ask.id, Failure(LIMIT, f"more than {_MOST_AT_WORK} requests at once"))
            return
        task = asyncio.create_task(self._answer(reader, ask))
        working.add(task)
        task.add_done_callback(working.discard)

    async def _receive_unknown(self, reader: str, data: bytes) -> None:
        """Refuse a request of another version, whose terminal would wait for the reply; drop what is none at all."""
        number = number_of(data)
        if number is None:
            self._refusals.record(UNREADABLE_ASK, reader)
        else:
            await self._refuse(reader, number, Failure(OTHER_VERSION.kind, UNREADABLE_ASK))

    async def _refuse(self, reader: str, number: int, refusal: Failure) -> None:
        self._refusals.record(refusal.message, reader)
        await self._send_reply(reader, number, _sealed(refusal))

    async def _answer(self, reader: str, ask: Ask) -> None:
        try:
            await self._send_reply(reader, ask.id, await self._sealed_reply(reader, ask.request))
        except NatsError as error:
            log.debug("cannot send a reply: %s", error)

    async def _sealed_reply(self, reader: str, request: Request) -> Sealed:
        if (refusal := self._quota.refusal(reader, request)) is not None:
            self._refusals.record(refusal.message, reader)
            return _sealed(refusal)
        if isinstance(request, SHAREABLE):
            return await self._shared.get(request, partial(self._computed, reader, request))
        if not isinstance(request, Watch):
            reply = await self._engine.ask(request, reader)
            return self._sealed_snapshot(reply) if isinstance(reply, Snapshot) else _sealed(reply)
        watchable, limited = self._quota.watchable(reader, request)
        reply = await self._engine.ask(watchable, reader)
        return _sealed(limited or reply)

    async def _computed(self, reader: str, request: Request) -> Sealed:
        """Reply for everybody who asks for the same; a failure is for those who wait, the next one tries again."""
        reply = await self._engine.ask(request, reader)
        if isinstance(reply, Failure):
            self._shared.forget(request)
        return _sealed(reply)

    async def _send_reply(self, reader: str, number: int, sealed: Sealed) -> None:
        try:
            await self._publish(self._subjects.reply(reader), sealed, number)
        except ValueError as error:
            await self._publish(self._subjects.reply(reader), _sealed(Failure("defect", str(error))), number)

    def _sealed_snapshot(self, snapshot: Snapshot) -> Sealed:
        """Snapshot encoded once for every terminal that requests it before the next change."""
        key = snapshot.epoch, snapshot.seq
        if self._snapshot is None or self._snapshot[0] != key:
            complete = msgspec.structs.replace(snapshot, refused=REFUSED)
            self._snapshot = key, seal(msgspec.msgpack.encode(complete))
        return self._snapshot[1]

    async def _forget_the_silent(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_S)
            for reader in self._present.silent():
                await self._forget(reader)

    async def _forget(self, *readers: str) -> None:
        for reader in readers:
            self._present.forget(reader)
            self._quota.forget(reader)
        try:
            # A request that still runs could make the engine remember its reader again.
            await stop(*(task for reader in readers for task in self._working.pop(reader, ())))
        finally:
            for reader in readers:
                self._engine.forget(reader)


def _sealed(reply: Reply) -> Sealed:
    return seal(msgspec.msgpack.encode(reply))
