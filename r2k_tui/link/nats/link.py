"""The link to the engine of a hub: frames that all terminals hear, and answers to what this one asks."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import suppress
from secrets import token_hex
from typing import NamedTuple

import msgspec
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from r2k_tui.link.mailbox import Mailbox
from r2k_tui.link.nats.address import Address
from r2k_tui.link.nats.connection import connect, disconnect, stop
from r2k_tui.link.nats.envelope import Assembler, Envelope
from r2k_tui.link.nats.leader import LeaderTracker
from r2k_tui.link.nats.rights import denied
from r2k_tui.link.nats.subjects import Subjects
from r2k_tui.link.protocol import LinkLost, Refused
from r2k_tui.link.wire import Ask
from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.messages.frame import Frame
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request

# The engine forgets a terminal that it has not heard of for several times as long.
PRESENCE_S = 10.0
_FRAMES = msgspec.msgpack.Decoder(Frame)
_REPLIES: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


class _Asked(NamedTuple):
    """A question under way: the bytes to ask again, when it was asked (our clock), and who waits."""

    payload: bytes
    at: float
    reply: asyncio.Future[Reply]


class NatsLink:
    """One connection to one hub. Two leaders of it after one another are one life: what was asked is asked again."""

    def __init__(self, address: Address, bearings: LeaderTracker | None = None) -> None:
        self._address, self._bearings = address, bearings or LeaderTracker()
        self._subjects = Subjects(address.name)
        self.reader = f"{address.reader}.{token_hex(8)}"
        self._client: Client | None = None
        self._mailbox = Mailbox()
        self._frames, self._answers = Assembler(), Assembler()
        self._ids = itertools.count(1)
        self._waiting: dict[int, _Asked] = {}
        self._here: dict[int, float] = {}
        self._lost: LinkLost | None = None
        self._present: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """See Link."""
        self._client = client = await connect(self._address, "r2k terminal", self._ended, self._refused)
        try:
            await client.subscribe(self._subjects.frames, cb=self._hear_frame)
            await client.subscribe(self._subjects.reply(self.reader), cb=self._hear_answer)
            await client.flush()
        except (NatsError, OSError, TimeoutError) as error:
            raise LinkLost(f"the hub {self._address.shown} is lost: {error}") from None
        if self._lost is not None:
            raise self._lost
        self._present = asyncio.create_task(self._be_present())

    async def frames(self) -> AsyncIterator[Frame]:
        """See Link."""
        while True:
            yield await self._mailbox.take()

    async def ask(self, request: Request) -> Reply:
        """See Link."""
        if self._lost is not None or self._client is None:
            raise self._lost or LinkLost("the link has not been started")
        number = next(self._ids)
        payload = msgspec.msgpack.encode(Ask(number, request))
        asked = _Asked(payload, self._bearings.wall(), asyncio.get_running_loop().create_future())
        self._waiting[number] = asked
        try:
            await self._send(self._subjects.ask(self.reader), payload)
            return await asked.reply
        finally:
            self._waiting.pop(number, None)

    async def close(self) -> None:
        """See Link. The engine stays; it is told that this terminal goes."""
        self._lose(LinkLost("the link is closed"))
        present, self._present = self._present, None
        if present is not None:
            await stop(present)
        client, self._client = self._client, None
        if client is not None:
            with suppress(NatsError, OSError):
                await client.publish(self._subjects.gone(self.reader))
            await disconnect(client)

    async def _send(self, subject: str, payload: bytes) -> None:
        try:
            assert self._client is not None
            await self._client.publish(subject, payload)
        except (NatsError, OSError, AssertionError) as error:
            raise self._lost or LinkLost(f"the hub is lost: {error}") from None

    async def _be_present(self) -> None:
        """Say again and again that this terminal is here; the answers tell how the engine's clock stands."""
        while True:
            with suppress(LinkLost):
                await self._say_here()
            await asyncio.sleep(PRESENCE_S)

    async def _say_here(self) -> None:
        number = next(self._ids)
        self._here = {number: self._bearings.wall()}
        await self._send(self._subjects.here(self.reader), str(number).encode())

    async def _hear_frame(self, message: Msg) -> None:
        found = self._frames.take(message.data)
        if found is None or not await self._admitted(found):
            return
        try:
            frame = _FRAMES.decode(found.body)
        except UNREADABLE:
            self._frames.garbage += 1
            return
        self._mailbox.put(frame)

    async def _hear_answer(self, message: Msg) -> None:
        found = self._answers.take(message.data)
        if found is None or not await self._admitted(found, found.number):
            return
        now = self._bearings.wall()
        if (said := self._here.pop(found.number, None)) is not None:
            self._bearings.measure(said, found.at, now)
            return
        asked = self._waiting.get(found.number)
        if asked is None or asked.reply.done():
            return
        self._bearings.measure(asked.at, found.at, now)
        try:
            asked.reply.set_result(_REPLIES.decode(found.body))
        except UNREADABLE as error:
            self._lose(LinkLost(f"not a message: {error}"))

    async def _admitted(self, found: Envelope, answers: int = 0) -> bool:
        """Whether it comes from the newest leader; `answers` is the question that it answers, if it does.

        A leader who is new has never heard what another was asked.
        """
        before = self._bearings.fence
        if not self._bearings.admit(found.fence):
            return False
        if found.fence != before:
            with suppress(LinkLost):
                await self._say_here()
                for number, asked in list(self._waiting.items()):
                    if number != answers:
                        await self._send(self._subjects.ask(self.reader), asked.payload)
        return True

    def _ended(self, why: str) -> None:
        self._lose(LinkLost(f"the hub {self._address.shown} is lost: {why}"))

    def _refused(self, why: str) -> None:
        self._lose(Refused(denied(self._address.shown, why, self._address.name)))

    def _lose(self, lost: LinkLost) -> None:
        """Nothing more comes: tell everybody who waits."""
        self._lost = self._lost or lost
        for asked in self._waiting.values():
            if not asked.reply.done():
                asked.reply.set_exception(self._lost)
                asked.reply.exception()  # whoever gave up waiting is not reminded of it
        self._mailbox.end(self._lost)
