"""Engine side of a hub: each frame is built and encoded once, each reply goes to the terminal that asked."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

import msgspec
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError

from r2k_tui.link.nats.connection import stop
from r2k_tui.link.nats.envelope import Fence, Sealed, seal
from r2k_tui.link.nats.known_requests import OTHER_VERSION, introduction, number_of
from r2k_tui.link.nats.link import PRESENCE_S
from r2k_tui.link.nats.quota import LIMIT, REFUSED, Quota
from r2k_tui.link.nats.refusals import TOO_LONG, UNREADABLE_ASK, Refusals
from r2k_tui.link.nats.subjects import Subjects
from r2k_tui.link.protocol import Servable
from r2k_tui.link.wire import Ask, from_terminal
from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.subscription import Watch

log = logging.getLogger(__name__)
_FORGET_S = 3.5 * PRESENCE_S
_LONGEST_ASK = 64 * 1024
_MOST_AT_WORK = 64
# Backlog of all terminals together: a thousand that reconnect at once send some five requests each.
_MOST_WAITING, _MOST_WAITING_BYTES = 16_384, 32 * 1024 * 1024
_INTRODUCTION = seal(introduction())
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
        self._seen: dict[str, float] = {}
        self._working: dict[str, set[asyncio.Task[None]]] = {}
        self._snapshot: tuple[tuple[str, int], Sealed] | None = None
        self._number = 0
        self.encoded = 0

    @property
    def readers(self) -> tuple[str, ...]:
        """Terminals with a recent sign of life."""
        return tuple(self._seen)

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
            await self._client.flush()
            self._ready()
            await self._send_frames()
        finally:
            await stop(forgetting, reporting)
            if not self._client.is_closed:
                for subscription in subscriptions:
                    await subscription.unsubscribe()
            for reader in list(self._seen):
                await self._forget(reader)

    async def _send_frames(self) -> None:
        subscription = self._engine.subscribe()
        try:
            while True:
                frame = await subscription.next_frame()
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
        self._mark_seen(reader)
        if message.data.isdigit() and len(message.data) < 10:
            await self._publish(self._subjects.reply(reader), _INTRODUCTION, int(message.data))

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
        self._mark_seen(reader)
        if reader not in self._seen:
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
        await self._reply(reader, number, refusal)

    async def _answer(self, reader: str, ask: Ask) -> None:
        try:
            await self._reply(reader, ask.id, await self._reply_to(reader, ask))
        except NatsError as error:
            log.debug("cannot send a reply: %s", error)

    async def _reply_to(self, reader: str, ask: Ask) -> Reply:
        if (refusal := self._quota.refusal(reader, ask.request)) is not None:
            self._refusals.record(refusal.message, reader)
            return refusal
        if not isinstance(ask.request, Watch):
            return await self._engine.ask(ask.request, reader)
        request, limited = self._quota.watchable(reader, ask.request)
        reply = await self._engine.ask(request, reader)
        return limited or reply

    async def _reply(self, reader: str, number: int, reply: Reply) -> None:
        sealed = self._sealed_snapshot(reply) if isinstance(reply, Snapshot) else seal(msgspec.msgpack.encode(reply))
        try:
            await self._publish(self._subjects.reply(reader), sealed, number)
        except ValueError as error:
            await self._publish(
                self._subjects.reply(reader), seal(msgspec.msgpack.encode(Failure("defect", str(error)))), number
            )

    def _sealed_snapshot(self, snapshot: Snapshot) -> Sealed:
        """Snapshot encoded once for every terminal that requests it before the next change."""
        key = snapshot.epoch, snapshot.seq
        if self._snapshot is None or self._snapshot[0] != key:
            complete = msgspec.structs.replace(snapshot, refused=REFUSED)
            self._snapshot = key, seal(msgspec.msgpack.encode(complete))
        return self._snapshot[1]

    def _mark_seen(self, reader: str) -> None:
        if reader in self._seen or len(self._seen) < self._quota.terminals:
            self._seen[reader] = time.monotonic()

    async def _forget_the_silent(self) -> None:
        while True:
            await asyncio.sleep(PRESENCE_S)
            now = time.monotonic()
            for reader in [reader for reader, seen in self._seen.items() if now - seen > _FORGET_S]:
                await self._forget(reader)

    async def _forget(self, reader: str) -> None:
        self._seen.pop(reader, None)
        self._quota.forget(reader)
        working = self._working.pop(reader, set())
        await stop(*working)
        self._engine.forget(reader)
