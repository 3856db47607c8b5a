"""Replies of an engine, on the wire."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.messages.reply import Done, Failure, Reply


@pytest.mark.parametrize("reply", [Done(), Failure("not_found", "nobody knows")], ids=lambda r: type(r).__name__)
def test_replies_survive_the_wire(reply: Reply) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(reply), type=Reply) == reply


def test_a_reply_is_told_apart_by_its_tag() -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(Done())) == {"type": "done"}
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(Failure("busy", "later")))["type"] == "failure"
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(msgspec.msgpack.encode({"type": "no such reply"}), type=Reply)
