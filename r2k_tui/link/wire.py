"""Wire format of messages: msgpack behind a length of four bytes."""

from __future__ import annotations

import asyncio
from typing import Generic, TypeVar

import msgspec

from r2k_tui.link.protocol import MOST_BYTES, LinkLost
from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.messages.frame import Frame
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request

_LENGTH = 4


class Ask(msgspec.Struct, frozen=True, tag="ask"):
    """Request of a terminal; its reply carries the same id."""

    id: int
    request: Request


class ReplyMessage(msgspec.Struct, frozen=True, tag="answer"):
    """Reply of an engine to the request of the same id."""

    id: int
    reply: Reply


FromEngine = ReplyMessage | Frame
WireMessage = TypeVar("WireMessage")


def pack(message: object) -> bytes:
    """Message as bytes, its length first."""
    body = msgspec.msgpack.encode(message)
    return len(body).to_bytes(_LENGTH, "big") + body


class Unpacker(Generic[WireMessage]):
    """Reader of messages of one type from a stream."""

    def __init__(self, reader: asyncio.StreamReader, decoder: msgspec.msgpack.Decoder[WireMessage]) -> None:
        self._reader, self._decoder = reader, decoder

    async def next(self) -> WireMessage:
        """Next message. Raises LinkLost at the end of the stream and on bytes that are not a message."""
        try:
            length = int.from_bytes(await self._reader.readexactly(_LENGTH), "big")
            if length > MOST_BYTES:
                raise LinkLost(f"a message of {length} bytes is too long")
            return self._decoder.decode(await self._reader.readexactly(length))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise LinkLost("the other end is gone") from error
        except UNREADABLE as error:
            raise LinkLost(f"not a message: {error}") from error


def from_engine() -> msgspec.msgpack.Decoder[FromEngine]:
    """Decoder of messages from an engine."""
    return msgspec.msgpack.Decoder(FromEngine)


def from_terminal() -> msgspec.msgpack.Decoder[Ask]:
    """Decoder of messages from a terminal."""
    return msgspec.msgpack.Decoder(Ask)
