"""Blocks of a recording: whole, or refused in words."""

from __future__ import annotations

import io
import lzma
import struct
import zlib

import pytest

from r2k_tui.sources.recording import frames
from r2k_tui.sources.recording.frames import DamagedRecording, next_block, packed
from tests.cases import cases


def framed(body: bytes) -> bytes:
    return struct.pack(">II", len(body), zlib.crc32(body)) + body


def test_blocks_come_back_in_order_and_then_none() -> None:
    file = io.BytesIO(packed(b"one") + packed(b"two" * 1000))
    assert [next_block(file), next_block(file), next_block(file)] == [b"one", b"two" * 1000, None]


def test_every_cut_is_seen() -> None:
    whole = packed(b"one")
    for length in range(1, len(whole)):
        with pytest.raises(DamagedRecording, match="cut off"):
            next_block(io.BytesIO(whole[:length]))


def test_a_changed_byte_is_seen() -> None:
    whole = packed(b"one" * 100)
    with pytest.raises(DamagedRecording, match="damaged"):
        next_block(io.BytesIO(whole[:-3] + bytes([whole[-3] ^ 1]) + whole[-2:]))


@cases("length", [0, frames.MOST_PACKED + 1, 2**32 - 1])
def test_an_impossible_length_reads_nothing(length: int) -> None:
    file = io.BytesIO(struct.pack(">II", length, 0) + b"x" * 50)
    with pytest.raises(DamagedRecording, match="impossible length"):
        next_block(file)
    assert file.tell() == 8


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "MOST_UNPACKED", 100_000)
    bomb = lzma.compress(bytes(50_000_000), preset=0)
    assert len(bomb) < 10_000
    with pytest.raises(DamagedRecording, match="unpacks to more"):
        next_block(io.BytesIO(framed(bomb)))


def test_a_decoder_that_wants_much_memory_is_refused() -> None:
    # The smallest index of what was seen: the one of the encoder is no part of what it writes.
    least = {"mode": lzma.MODE_FAST, "mf": lzma.MF_HC3}
    greedy = lzma.compress(b"one", filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30, **least}])
    with pytest.raises(DamagedRecording, match="damaged"):
        next_block(io.BytesIO(framed(greedy)))


@pytest.mark.parametrize("body", [b"x", b"PK\x03\x04" * 20, lzma.compress(b"one")[:-8]], ids=["short", "zip", "half"])
def test_other_data_is_refused(body: bytes) -> None:
    with pytest.raises(DamagedRecording):
        next_block(io.BytesIO(framed(body)))
