"""Messages in parts: whole, cut, shuffled, spoiled."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.link.nats import envelope
from r2k_tui.link.nats.envelope import ZLIB, Assembler, Codec, Envelope, Fence, Sealed, fast_codec, seal

FENCE = Fence(5, 7)
CODECS = (ZLIB, fast_codec())
codecs = pytest.mark.parametrize("codec", CODECS, ids=["zlib", "isal"])


def taken(parts: list[bytes], assembler: Assembler | None = None) -> list[Envelope]:
    joiner = assembler or Assembler()
    return [found for part in parts if (found := joiner.take(part)) is not None]


@given(body=st.binary(max_size=9000), most=st.integers(1100, 5000))
def test_what_is_sealed_comes_out(body: bytes, most: int) -> None:
    parts = seal(body).parts(FENCE, 12.5, 99, most)
    assert all(len(part) <= most for part in parts)
    assert taken(parts) == [Envelope(FENCE, 12.5, 99, body)]


def test_isal_is_there_for_frames() -> None:
    assert fast_codec() is not ZLIB


@codecs
@given(body=st.binary(max_size=3000).map(lambda body: body * 3), level=st.sampled_from([1, 3]))
def test_what_one_packs_the_other_unpacks(codec: Codec, body: bytes, level: int) -> None:
    for packer in CODECS:
        parts = Sealed(packer.pack(body, level), packed=True).parts(FENCE, 12.5, 99, 5000)
        assert taken(parts, Assembler(codec)) == [Envelope(FENCE, 12.5, 99, body)]


@codecs
@given(noise=st.binary(max_size=50), at=st.integers(0, 10_000))
def test_a_damaged_body_is_refused_or_read(codec: Codec, noise: bytes, at: int) -> None:
    packed = ZLIB.pack(bytes(range(256)) * 20, 1)
    place = at % len(packed)
    assembler = Assembler(codec)
    found = taken(Sealed(packed[:place] + noise, packed=True).parts(FENCE, 0.0, 1, 5000), assembler)
    assert assembler.garbage == (0 if found else 1)


def test_what_is_worth_packing_is_packed() -> None:
    sealed = seal(b"abc" * 1000)
    assert sealed.packed
    assert len(sealed.body) < 200


@given(noise=st.binary(max_size=300))
def test_garbage_is_passed_over_and_counted(noise: bytes) -> None:
    assembler = Assembler()
    assert taken([noise, b"R2\x01" + noise], assembler) in ([], taken([b"R2\x01" + noise]))
    assert assembler.garbage >= 1
    assert taken(seal(b"x").parts(FENCE, 0.0, 1, 2000), assembler) == [Envelope(FENCE, 0.0, 1, b"x")]


def test_a_message_that_misses_a_part_is_none() -> None:
    parts = Sealed(bytes(5000), packed=False).parts(FENCE, 0.0, 1, 2048)
    assert len(parts) == 5
    assert taken(parts[:2] + parts[3:]) == []
    assert taken(parts[::-1]) == []
    assert len(taken(parts[:3] + parts)) == 1, "it begins anew with its first part"


def test_two_leaders_at_once_are_kept_apart() -> None:
    old = Sealed(b"a" * 3000, packed=False).parts(Fence(1, 1), 0.0, 1, 2048)
    new = Sealed(b"b" * 3000, packed=False).parts(Fence(1, 2), 0.0, 1, 2048)
    mixed = [part for pair in zip(old, new, strict=True) for part in pair]
    assert [message.body[:1] for message in taken(mixed)] == [b"a", b"b"]


@codecs
def test_what_would_swell_beyond_reason_is_refused(codec: Codec, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelope, "MOST_BYTES", 1000)
    bomb = Sealed(zlib.compress(bytes(100_000)), packed=True)
    assembler = Assembler(codec)
    assert taken(bomb.parts(FENCE, 0.0, 1, 4096), assembler) == []
    assert assembler.garbage == 1


def test_unfinished_messages_do_not_pile_up() -> None:
    assembler = Assembler()
    for number in range(100):
        assembler.take(Sealed(bytes(5000), packed=False).parts(FENCE, 0.0, number, 2048)[0])
    assert len(assembler._unfinished) <= 8


def test_a_body_without_end_is_refused_where_it_is_made() -> None:
    with pytest.raises(ValueError, match="too long"):
        Sealed(bytes(1_000_000), packed=False).parts(FENCE, 0.0, 1, 1100)


def test_a_new_life_of_the_bucket_counts_more_than_any_term_of_the_old_one() -> None:
    assert Fence(2, 1) > Fence(1, 900)
