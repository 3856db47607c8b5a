"""Link to the engine of a hub: frames broadcast to every terminal, and replies to this one."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import suppress
from random import Random
from secrets import token_hex
from typing import NamedTuple

import msgspec
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from r2k_tui.link.mailbox import Mailbox
from r2k_tui.link.nats.address import Address
from r2k_tui.link.nats.connection import cancellable, connect, disconnect, stop
from r2k_tui.link.nats.envelope import Assembler, Envelope, fast_codec
from r2k_tui.link.nats.known_requests import OTHER_VERSION, Introduction, introduction_of
from r2k_tui.link.nats.leader import LeaderTracker
from r2k_tui.link.nats.presence import PERIOD_S
from r2k_tui.link.nats.rights import denied
from r2k_tui.link.nats.subjects import Subjects
from r2k_tui.link.protocol import LinkLost, Refused
from r2k_tui.link.wire import Ask
from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.messages.frame import Frame
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request

# Shares of the period after which a terminal announces itself: those that joined together do not stay in step.
_EARLIEST, _LATEST = 0.7, 1.0
_FRAMES = msgspec.msgpack.Decoder(Frame)
_REPLIES: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


class _PendingRequest(NamedTuple):
    """Request in flight: its tag, its bytes for a resend, when it was sent (our clock), the future of its reply."""

    tag: str
    payload: bytes
    at: float
    reply: asyncio.Future[Reply]


class NatsLink:
    """One connection to one hub; it survives a change of leader by sending its pending requests again."""

    def __init__(self, address: Address, leader: LeaderTracker | None = None) -> None:
        self._address, self._leader = address, leader or LeaderTracker()
        self._subjects = Subjects(address.name)
        self.reader = f"{address.reader}.{token_hex(8)}"
        self._client: Client | None = None
        self._mailbox = Mailbox()
        self._frames, self._answers = Assembler(fast_codec()), Assembler(fast_codec())
        self._ids = itertools.count(1)
        self._waiting: dict[int, _PendingRequest] = {}
        self._presence_sent: dict[int, float] = {}
        self._introduced = Introduction(frozenset(), PERIOD_S)
        self._shorter, self._random = asyncio.Event(), Random()  # noqa: S311  (spreads the load, no secret)
        self._lost: LinkLost | None = None
        self._present: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """See Link."""
        self._client = client = await connect(self._address, "r2k terminal", self._ended, self._refused)
        try:
            await cancellable(self._subscribe(client))
        except (NatsError, OSError, TimeoutError) as error:
            raise LinkLost(f"the hub {self._address.shown} is lost: {error}") from None
        if self._lost is not None:
            raise self._lost
        self._present = asyncio.create_task(self._announce_presence())

    async def _subscribe(self, client: Client) -> None:
        await client.subscribe(self._subjects.frames, cb=self._receive_frame)
        await client.subscribe(self._subjects.reply(self.reader), cb=self._receive_reply)
        await client.flush()

    async def frames(self) -> AsyncIterator[Frame]:
        """See Link."""
        while True:
            yield await self._mailbox.take()

    async def ask(self, request: Request) -> Reply:
        """See Link."""
        if self._lost is not None or self._client is None:
            raise self._lost or LinkLost("the link has not been started")
        tag = str(request.__struct_config__.tag)
        if tag in self._introduced.unknown:
            return OTHER_VERSION
        number = next(self._ids)
        payload = msgspec.msgpack.encode(Ask(number, request))
        pending = _PendingRequest(tag, payload, self._leader.wall(), asyncio.get_running_loop().create_future())
        self._waiting[number] = pending
        try:
            await self._send(self._subjects.ask(self.reader), payload)
            return await pending.reply
        finally:
            self._waiting.pop(number, None)

    async def close(self) -> None:
        """See Link. The engine stays, and learns that this terminal has left."""
        self._lose(LinkLost("the link is closed"))
        present, self._present = self._present, None
        client, self._client = self._client, None
        try:
            if present is not None:
                await stop(present)
            if client is not None:
                with suppress(NatsError, OSError):
                    await client.publish(self._subjects.gone(self.reader))
        finally:
            if client is not None:
                await disconnect(client)

    async def _send(self, subject: str, payload: bytes) -> None:
        try:
            assert self._client is not None
            await self._client.publish(subject, payload)
        except (NatsError, OSError, AssertionError) as error:
            raise self._lost or LinkLost(f"the hub is lost: {error}") from None

    async def _announce_presence(self) -> None:
        """Announce this terminal as often as the engine wants; the replies give the offset of the engine's clock."""
        while True:
            with suppress(LinkLost):
                await self._announce()
            self._shorter.clear()
            # Not wait_for: before Python 3.12 it swallows a cancellation that coincides with the event.
            with suppress(TimeoutError):
                async with asyncio.timeout(self._introduced.period_s * self._random.uniform(_EARLIEST, _LATEST)):
                    await self._shorter.wait()

    async def _announce(self) -> None:
        number = next(self._ids)
        self._presence_sent = {number: self._leader.wall()}
        await self._send(self._subjects.here(self.reader), str(number).encode())

    async def _receive_frame(self, message: Msg) -> None:
        envelope = self._frames.take(message.data)
        if envelope is None or not await self._admitted(envelope):
            return
        try:
            frame = _FRAMES.decode(envelope.body)
        except UNREADABLE:
            self._frames.garbage += 1
            return
        self._mailbox.put(frame)

    async def _receive_reply(self, message: Msg) -> None:
        envelope = self._answers.take(message.data)
        if envelope is None or not await self._admitted(envelope, envelope.number):
            return
        now = self._leader.wall()
        if (sent := self._presence_sent.pop(envelope.number, None)) is not None:
            self._leader.measure(sent, envelope.at, now)
            self._learn(introduction_of(envelope.body))
            return
        pending = self._waiting.get(envelope.number)
        if pending is None or pending.reply.done():
            return
        self._leader.measure(pending.at, envelope.at, now)
        try:
            pending.reply.set_result(_REPLIES.decode(envelope.body))
        except UNREADABLE:
            pending.reply.set_result(OTHER_VERSION)

    def _learn(self, introduced: Introduction) -> None:
        """Remember what the engine does not know, and give up waiting for it; and how often it wants to be told."""
        before, self._introduced = self._introduced, introduced
        if introduced.period_s < before.period_s:
            self._shorter.set()
        for pending in self._waiting.values():
            if pending.tag in introduced.unknown and not pending.reply.done():
                pending.reply.set_result(OTHER_VERSION)

    async def _admitted(self, envelope: Envelope, answers: int = 0) -> bool:
        """Whether the message comes from the newest leader; `answers` is the request that it replies to, if any.

        A new leader never received the requests to its predecessor, so they are sent again.
        """
        before = self._leader.fence
        if not self._leader.admit(envelope.fence):
            return False
        if envelope.fence != before:
            with suppress(LinkLost):
                await self._announce()
                for number, pending in list(self._waiting.items()):
                    if number != answers:
                        await self._send(self._subjects.ask(self.reader), pending.payload)
        return True

    def _ended(self, why: str) -> None:
        self._lose(LinkLost(f"the hub {self._address.shown} is lost: {why}"))

    def _refused(self, why: str) -> None:
        self._lose(Refused(denied(self._address.shown, why, self._address.name)))

    def _lose(self, lost: LinkLost) -> None:
        """Fail every pending request and end the frames."""
        self._lost = self._lost or lost
        for pending in self._waiting.values():
            if not pending.reply.done():
                pending.reply.set_exception(self._lost)
                pending.reply.exception()  # retrieved here, in case its caller has given up
        self._mailbox.end(self._lost)
