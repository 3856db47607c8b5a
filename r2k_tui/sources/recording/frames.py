"""Frames of a recording: a signature, then independent compressed blocks, each with its length and checksum.

LZMA takes 256 kB per hour for the default watchlist, DEFLATE 331 kB. Storing only changed fields would save another
tenth, but a reader would need the previous state.
"""

from __future__ import annotations

import lzma
import struct
import zlib
from typing import BinaryIO

MARK = b"R2K recording\n"
# Block length in the file, and CRC-32 of those bytes.
_HEAD = struct.Struct(">II")
_CHECK, _PRESET = lzma.CHECK_NONE, 4
# Largest block, packed and unpacked: one record may be a symbol's whole history.
MOST_PACKED, MOST_UNPACKED = 16_000_000, 64_000_000
# Unpacked size of a whole recording, which a replay holds in memory.
MOST_IN_ALL = 500_000_000
_DECODER_MEMORY = 64_000_000


class DamagedRecording(Exception):
    """Block that is damaged, too large or truncated; the message says which."""


def packed(data: bytes) -> bytes:
    """Compressed block with its frame."""
    body = lzma.compress(data, check=_CHECK, preset=_PRESET)
    return _HEAD.pack(len(body), zlib.crc32(body)) + body


def next_block(file: BinaryIO) -> bytes | None:
    """Unpacked data of the next block; None at the end of the file. Raises DamagedRecording, OSError."""
    head = file.read(_HEAD.size)
    if not head:
        return None
    if len(head) < _HEAD.size:
        raise DamagedRecording("it is cut off")
    length, checksum = _HEAD.unpack(head)
    if not 0 < length <= MOST_PACKED:
        raise DamagedRecording("a block has an impossible length")
    body = file.read(length)
    if len(body) < length:
        raise DamagedRecording("it is cut off")
    if zlib.crc32(body) != checksum:
        raise DamagedRecording("a block is damaged")
    return _unpacked(body)


def _unpacked(body: bytes) -> bytes:
    decoder = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_DECODER_MEMORY)
    try:
        data = decoder.decompress(body, MOST_UNPACKED)
    except lzma.LZMAError as error:
        raise DamagedRecording("a block is damaged") from error
    if not decoder.eof:
        raise DamagedRecording("a block unpacks to more than a recording holds")
    return data
