"""Envelope of a message over NATS: leadership, send time, and which part of the message it is."""

from __future__ import annotations

import functools
import struct
import zlib
from collections.abc import Callable
from typing import NamedTuple, Protocol, cast

from r2k_tui.link.protocol import MOST_BYTES

_MARK = b"R2\x01"
_HEAD = struct.Struct(">3sBQQdIHH")
_PACKED = 1
_WORTH_PACKING = 512
_MOST_PARTS = 256
_MOST_UNFINISHED = 8
# NATS counts more than the payload toward its limit.
_ROOM_BYTES = 1024


class Decompressor(Protocol):
    """Decompressor of one body, as zlib has it."""

    @property
    def eof(self) -> bool:
        """Whether the end of the body was read."""

    def decompress(self, data: bytes, most_bytes: int, /) -> bytes:
        """At most so many bytes of the body."""


class Codec(NamedTuple):
    """Implementation of DEFLATE: `pack` takes a body and a level; a `decompressor` raises `fault` for invalid data."""

    pack: Callable[[bytes, int], bytes]
    decompressor: Callable[[], Decompressor]
    fault: type[Exception]


ZLIB = Codec(zlib.compress, zlib.decompressobj, zlib.error)


@functools.cache
def fast_codec() -> Codec:
    """DEFLATE of isal, for whoever packs or unpacks every second: a third of the time of zlib. ZLIB without isal."""
    try:
        from isal import isal_zlib
    except ImportError:
        return ZLIB
    return Codec(isal_zlib.compress, isal_zlib.decompressobj, cast("type[Exception]", isal_zlib.error))


class Fence(NamedTuple):
    """Leadership of a hub: `born` (ns) tells two incarnations of its bucket apart, `term` two leaders of one."""

    born: int
    term: int


NOBODY = Fence(0, 0)


class Envelope(NamedTuple):
    """Complete message: leadership, the sender's clock (seconds since the epoch), number, body."""

    fence: Fence
    at: float
    number: int
    body: bytes


class Sealed(NamedTuple):
    """Body prepared once, to be sent many times."""

    body: bytes
    packed: bool

    def parts(self, fence: Fence, at: float, number: int, most_bytes: int) -> list[bytes]:
        """Payloads to publish, each of at most `most_bytes`. Raises ValueError for a body that is too long."""
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
    """Prepare a body: compress it where that pays."""
    if len(body) < _WORTH_PACKING:
        return Sealed(body, packed=False)
    return Sealed(fast_codec().pack(body, 1), packed=True)


class Assembler:
    """Assembler of the parts of messages of one subject; it skips and counts anything else."""

    def __init__(self, codec: Codec = ZLIB) -> None:
        self._codec = codec
        self._unfinished: dict[tuple[Fence, int], list[bytes]] = {}
        self.garbage = 0

    def take(self, payload: bytes) -> Envelope | None:
        """Message that `payload` completes, or None."""
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
        body = _unpacked(data, self._codec) if flags & _PACKED else data
        if body is None:
            self.garbage += 1
            return None
        return Envelope(fence, at, number, body)

    def _join(self, key: tuple[Fence, int], data: bytes, place: int, count: int) -> bytes | None:
        """Whole message once its last part arrives; parts arrive in order or not at all."""
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


def _unpacked(data: bytes, codec: Codec) -> bytes | None:
    """Decompressed body; None for invalid data and for data that would expand beyond the limit."""
    found = codec.decompressor()
    try:
        body = found.decompress(data, MOST_BYTES)
    except codec.fault:
        return None
    return body if found.eof else None
