"""What lies round a message on its way over NATS: who leads, when it was sent, and which part of it this is."""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple

from r2k_tui.link.wire import MOST_BYTES

_MARK = b"R2\x01"
_HEAD = struct.Struct(">3sBQQdIHH")
_PACKED = 1
_WORTH_PACKING = 512
_MOST_PARTS = 256
_MOST_UNFINISHED = 8
# NATS counts more than the payload towards its limit.
_ROOM_BYTES = 1024


class Fence(NamedTuple):
    """Which leadership of a hub: `born` tells two lives of its bucket apart (ns), `term` two leaders of one life."""

    born: int
    term: int


NOBODY = Fence(0, 0)


class Envelope(NamedTuple):
    """A whole message: its leadership, the sender's clock (seconds since the epoch), its number, its bytes."""

    fence: Fence
    at: float
    number: int
    body: bytes


class Sealed(NamedTuple):
    """A body made ready once, to be sent many times."""

    body: bytes
    packed: bool

    def parts(self, fence: Fence, at: float, number: int, most_bytes: int) -> list[bytes]:
        """The payloads to publish, each of at most `most_bytes`. Raises ValueError where the body is too long."""
        room = most_bytes - _ROOM_BYTES
        count = max(1, -(-len(self.body) // room))
        if count > _MOST_PARTS:
            raise ValueError(f"a message of {len(self.body)} bytes is too long")
        flags = _PACKED if self.packed else 0
        return [
            _HEAD.pack(_MARK, flags, *fence, at, number & 0xFFFFFFFF, place, count)
            + self.body[place * room : (place + 1) * room]
            for place in range(count)
        ]


def seal(body: bytes) -> Sealed:
    """Make a body ready to be sent."""
    if len(body) < _WORTH_PACKING:
        return Sealed(body, packed=False)
    return Sealed(zlib.compress(body, 1), packed=True)


class Assembler:
    """Joins the parts of messages of one subject; whatever is no part of one is passed over and counted."""

    def __init__(self) -> None:
        self._unfinished: dict[tuple[Fence, int], list[bytes]] = {}
        self.garbage = 0

    def take(self, payload: bytes) -> Envelope | None:
        """The message that `payload` completes; None where it completes none."""
        try:
            mark, flags, born, term, at, number, place, count = _HEAD.unpack_from(payload)
        except struct.error:
            mark = b""
        if mark != _MARK or place >= count or count > _MOST_PARTS or len(payload) > MOST_BYTES:
            self.garbage += 1
            return None
        fence, data = Fence(born, term), payload[_HEAD.size :]
        if count > 1:
            joined = self._join((fence, number), data, place, count)
            if joined is None:
                return None
            data = joined
        body = _unpacked(data) if flags & _PACKED else data
        if body is None:
            self.garbage += 1
            return None
        return Envelope(fence, at, number, body)

    def _join(self, key: tuple[Fence, int], data: bytes, place: int, count: int) -> bytes | None:
        """The whole of a message when its last part has come; parts come in their order or not at all."""
        parts = self._unfinished.pop(key, []) if place else []
        if len(parts) != place or sum(map(len, parts)) > MOST_BYTES:
            self.garbage += 1
            return None
        parts.append(data)
        if len(parts) == count:
            return b"".join(parts)
        self._unfinished[key] = parts
        while len(self._unfinished) > _MOST_UNFINISHED:
            del self._unfinished[next(iter(self._unfinished))]
        return None


def _unpacked(data: bytes) -> bytes | None:
    """What was packed; None for anything else, and for what would swell beyond reason."""
    unpacker = zlib.decompressobj()
    try:
        body = unpacker.decompress(data, MOST_BYTES)
    except zlib.error:
        return None
    return body if unpacker.eof else None
