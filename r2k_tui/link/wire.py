"""Wire format of messages: msgpack behind a length of four bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, get_args

import msgspec

from r2k_tui.link.protocol import MOST_BYTES, LinkLost
from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.messages.frame import Frame
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import SubscriptionReplies, SubscriptionRequests

if TYPE_CHECKING:
    import asyncio

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
Decoded = TypeVar("Decoded", covariant=True)


class MessageDecoder(Protocol[Decoded]):
    """Decoder of the body of a message."""

    def decode(self, body: bytes, /) -> Decoded:
        """The message. Raises UNREADABLE for bytes that are none."""


class _UnreadReply(msgspec.Struct, frozen=True, tag="answer"):
    """ReplyMessage whose reply has not been decoded."""

    id: int
    reply: msgspec.Raw


class _UnreadAsk(msgspec.Struct, frozen=True, tag="ask"):
    """Ask whose request has not been decoded."""

    id: int
    request: msgspec.Raw


class _Tag(msgspec.Struct, frozen=True):
    """Tag of a reply or request, its other fields skipped."""

    type: str


class _TaggedDecoder:
    """Decoder of one of many types, each built when the first of its type comes.

    To load and build all of them takes longer than to draw the first picture: those of `first` are at hand, and
    `every` loads the rest once another comes.
    """

    def __init__(self, what: str, first: Any, every: Callable[[], Any]) -> None:
        self._what, self._every = what, every
        self._tag = msgspec.msgpack.Decoder(_Tag)
        self._types = _types_by_tag(first)
        self._decoders: dict[str, msgspec.msgpack.Decoder[Any]] = {}

    def decode(self, body: msgspec.Raw) -> Any:
        """The reply or request in `body`. Raises msgspec.ValidationError."""
        tag = self._tag.decode(body).type
        if (decoder := self._decoders.get(tag)) is None:
            if tag not in self._types:
                self._types = _types_by_tag(self._every())
            if tag not in self._types:
                raise msgspec.ValidationError(f"there is no {self._what} {tag!r}")
            decoder = self._decoders[tag] = msgspec.msgpack.Decoder(self._types[tag])
        return decoder.decode(body)


def _types_by_tag(union: Any) -> dict[str, Any]:
    return {kind.__struct_config__.tag: kind for kind in get_args(union)}


def _every_reply() -> Any:
    from r2k_tui.model.messages.reply import Reply

    return Reply


def _every_request() -> Any:
    from r2k_tui.model.messages.request import Request

    return Request


class EngineDecoder:
    """Decoder of messages from an engine."""

    def __init__(self) -> None:
        self._outer = msgspec.msgpack.Decoder(_UnreadReply | Frame)
        self._replies = _TaggedDecoder("reply", SubscriptionReplies | Failure, _every_reply)

    def decode(self, body: bytes, /) -> FromEngine:
        """See MessageDecoder."""
        message = self._outer.decode(body)
        return message if isinstance(message, Frame) else ReplyMessage(message.id, self._replies.decode(message.reply))


class TerminalDecoder:
    """Decoder of messages from a terminal."""

    def __init__(self) -> None:
        self._outer = msgspec.msgpack.Decoder(_UnreadAsk)
        self._requests = _TaggedDecoder("request", SubscriptionRequests, _every_request)

    def decode(self, body: bytes, /) -> Ask:
        """See MessageDecoder."""
        message = self._outer.decode(body)
        return Ask(message.id, self._requests.decode(message.request))


def pack(message: object) -> bytes:
    """Message as bytes, its length first."""
    body = msgspec.msgpack.encode(message)
    return len(body).to_bytes(_LENGTH, "big") + body


class Unpacker(Generic[WireMessage]):
    """Reader of messages of one type from a stream."""

    def __init__(self, reader: asyncio.StreamReader, decoder: MessageDecoder[WireMessage]) -> None:
        self._reader, self._decoder = reader, decoder

    async def next(self) -> WireMessage:
        """Next message. Raises LinkLost at the end of the stream and on bytes that are not a message."""
        # An engine sends its first snapshot, and a terminal starts its engine, before this library is loaded.
        import asyncio

        try:
            length = int.from_bytes(await self._reader.readexactly(_LENGTH), "big")
            if length > MOST_BYTES:
                raise LinkLost(f"a message of {length} bytes is too long")
            return self._decoder.decode(await self._reader.readexactly(length))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise LinkLost("the other end is gone") from error
        except UNREADABLE as error:
            raise LinkLost(f"not a message: {error}") from error


def from_engine() -> MessageDecoder[FromEngine]:
    """Decoder of messages from an engine."""
    return EngineDecoder()


def from_terminal() -> MessageDecoder[Ask]:
    """Decoder of messages from a terminal."""
    return TerminalDecoder()
