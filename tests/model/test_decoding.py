"""What decoding bytes from outside can raise: all of it is caught where bytes are read."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.messages.request import Request
from tests.cases import cases

DEEP = b"\x91" * 100_000


@cases(
    "data",
    [b"", b"\xc1", b"\x80", b"\xa3\xff\xfe\xfd", DEEP, b"\x81\xa4type\xa3\xff\xff\xff"],
)
def test_whatever_comes_is_unreadable_and_nothing_worse(data: bytes) -> None:
    with pytest.raises(UNREADABLE):
        msgspec.msgpack.decode(data, type=Request)


def test_nesting_without_end_is_unreadable_as_well() -> None:
    with pytest.raises(RecursionError) as caught:
        msgspec.msgpack.decode(DEEP)
    assert isinstance(caught.value, UNREADABLE)
