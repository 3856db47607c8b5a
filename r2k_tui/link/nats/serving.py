"""The engine's end of a hub: every frame made and encoded once, every question answered to the one who asked."""

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
from r2k_tui.link.nats.link import PRESENCE_S
from r2k_tui.link.nats.quota import LIMIT, REFUSED, Quota
from r2k_tui.link.nats.refusals import TOO_LONG, UNREADABLE_ASK, Refusals
from r2k_tui.link.nats.subjects import Subjects
from r2k_tui.link.protocol import Servable
from r2k_tui.link.wire import Ask
from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.subscription import Watch

log = logging.getLogger(__name__)
_FORGET_S = 3.5 * PRESENCE_S
_LONGEST_ASK = 64 * 1024
_MOST_AT_WORK = 64
# What waits to be read, of all terminals together: a thousand that come back at once ask some five things each.
_MOST_WAITING, _MOST_WAITING_BYTES = 16_384, 32 * 1024 * 1024
_NOTHING = seal(b"")
_ASKS = msgspec.msgpack.Decoder(Ask)


class NatsServing:
    """Serves the terminals of a hub for as long as `leads` says so; the fence goes with every message."""

    def __init__(
        self,
        engine: Servable,
        client: Client,
        subjects: Subjects,
        fence: Fence,
        bounds: Quota,
        leads: Callable[[], bool] = lambda: True,
        wall: Callable[[], float] = time.time,
        refusals: Refusals | None = None,
        ready: Callable[[], None] = lambda: None,
    ) -> None:
        self._engine, self._client, self._subjects = engine, client, subjects
        self._fence, self._bounds, self._leads, self._wall = fence, bounds, leads, wall
        self._refusals, self._ready = refusals or Refusals(), ready
        self._seen: dict[str, float] = {}
        self._working: dict[str, set[asyncio.Task[None]]] = {}
        self._picture: tuple[tuple[str, int], Sealed] | None = None
        self._number = 0
        self.encoded = 0

    @property
    def readers(self) -> tuple[str, ...]:
        """The terminals that were heard of lately."""
        return tuple(self._seen)

    async def run(self) -> None:
        """Serve until cancelled, or until the connection ends; every reader is forgotten then. Raises NatsError.

        `ready` is called once the broker has taken the subscriptions.
        """
        subscriptions: list[Subscription] = []
        forgetting = asyncio.create_task(self._forget_the_silent())
        telling = asyncio.create_task(self._refusals.run())
        try:
            for subject, hear in (
                (self._subjects.asks, self._hear_ask),
                (self._subjects.presence, self._hear_presence),
                (self._subjects.farewells, self._hear_farewell),
            ):
                subscriptions.append(
                    await self._client.subscribe(
                        subject, cb=hear, pending_msgs_limit=_MOST_WAITING, pending_bytes_limit=_MOST_WAITING_BYTES
                    )
                )
            await self._client.flush()
            self._ready()
            await self._send_frames()
        finally:
            await stop(forgetting, telling)
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
            # Asked before every part: whoever was stopped for a while may have lost the lead in the meantime.
            if self._leads():
                await self._client.publish(subject, part)

    async def _hear_presence(self, message: Msg) -> None:
        reader = self._subjects.reader_of(message.subject)
        self._note(reader)
        if message.data.isdigit() and len(message.data) < 10:
            await self._publish(self._subjects.reply(reader), _NOTHING, int(message.data))

    async def _hear_farewell(self, message: Msg) -> None:
        await self._forget(self._subjects.reader_of(message.subject))

    async def _hear_ask(self, message: Msg) -> None:
        reader = self._subjects.reader_of(message.subject)
        if len(message.data) > _LONGEST_ASK:
            self._refusals.note(TOO_LONG.format(_LONGEST_ASK // 1024), reader)
            return
        try:
            ask = _ASKS.decode(message.data)
        except UNREADABLE:
            self._refusals.note(UNREADABLE_ASK, reader)
            return
        self._note(reader)
        if reader not in self._seen:
            # Nothing is kept of one too many: a flood may come under a new name each time.
            await self._refuse(reader, ask.id, self._bounds.full)
            return
        working = self._working.setdefault(reader, set())
        if len(working) >= _MOST_AT_WORK:
            await self._refuse(reader, ask.id, Failure(LIMIT, f"more than {_MOST_AT_WORK} requests at once"))
            return
        task = asyncio.create_task(self._answer(reader, ask))
        working.add(task)
        task.add_done_callback(working.discard)

    async def _refuse(self, reader: str, number: int, refusal: Failure) -> None:
        self._refusals.note(refusal.message, reader)
        await self._reply(reader, number, refusal)

    async def _answer(self, reader: str, ask: Ask) -> None:
        try:
            await self._reply(reader, ask.id, await self._reply_to(reader, ask))
        except NatsError as error:
            log.debug("an answer could not be sent: %s", error)

    async def _reply_to(self, reader: str, ask: Ask) -> Reply:
        if (refusal := self._bounds.refusal(reader, ask.request)) is not None:
            self._refusals.note(refusal.message, reader)
            return refusal
        if not isinstance(ask.request, Watch):
            return await self._engine.ask(ask.request, reader)
        request, told = self._bounds.watchable(reader, ask.request)
        reply = await self._engine.ask(request, reader)
        return told or reply

    async def _reply(self, reader: str, number: int, reply: Reply) -> None:
        sealed = self._sealed_picture(reply) if isinstance(reply, Snapshot) else seal(msgspec.msgpack.encode(reply))
        try:
            await self._publish(self._subjects.reply(reader), sealed, number)
        except ValueError as error:
            await self._publish(
                self._subjects.reply(reader), seal(msgspec.msgpack.encode(Failure("defect", str(error)))), number
            )

    def _sealed_picture(self, snapshot: Snapshot) -> Sealed:
        """A snapshot encoded once for everybody who asks for it before something changes."""
        key = snapshot.epoch, snapshot.seq
        if self._picture is None or self._picture[0] != key:
            told = msgspec.structs.replace(snapshot, refused=REFUSED)
            self._picture = key, seal(msgspec.msgpack.encode(told))
        return self._picture[1]

    def _note(self, reader: str) -> None:
        if reader in self._seen or len(self._seen) < self._bounds.terminals:
            self._seen[reader] = time.monotonic()

    async def _forget_the_silent(self) -> None:
        while True:
            await asyncio.sleep(PRESENCE_S)
            now = time.monotonic()
            for reader in [reader for reader, seen in self._seen.items() if now - seen > _FORGET_S]:
                await self._forget(reader)

    async def _forget(self, reader: str) -> None:
        self._seen.pop(reader, None)
        self._bounds.forget(reader)
        working = self._working.pop(reader, set())
        await stop(*working)
        self._engine.forget(reader)
