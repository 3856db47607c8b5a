"""A body under a size limit."""

from __future__ import annotations

from r2k_tui.sources.http.limited_body import LimitedBody


def test_chunks_are_joined_up_to_the_limit() -> None:
    body = LimitedBody(6)
    assert [body.take(b"abc"), body.take(b"def")] == [3, 3]
    assert (bytes(body.data), body.too_long) == (b"abcdef", False)


def test_a_chunk_beyond_the_limit_ends_the_transfer() -> None:
    body = LimitedBody(4)
    body.take(b"abc")
    assert body.take(b"de") > 2  # curl ends a transfer whose callback accepts another number of bytes
    assert (bytes(body.data), body.too_long) == (b"abc", True)
