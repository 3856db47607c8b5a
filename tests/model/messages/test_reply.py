"""Replies of an engine, on the wire."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest

from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.reply import Reply


@pytest.mark.parametrize("reply", [Done(), Failure("not_found", "nobody knows")], ids=lambda r: type(r).__name__)
def test_replies_survive_the_wire(reply: Reply) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(reply), type=Reply) == reply


def test_a_reply_is_told_apart_by_its_tag() -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(Done())) == {"type": "done"}
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(Failure("busy", "later")))["type"] == "failure"
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(msgspec.msgpack.encode({"type": "no such reply"}), type=Reply)


def test_kinds_are_told_apart_by_tags_that_never_change() -> None:
    """A terminal and an engine of two versions meet on a hub: a tag may be added, and none renamed."""
    tags = {kind.__struct_config__.tag for kind in get_args(Reply)}
    words = """
        alerts allocation backtest_reply bars card chart done failure
        follow_through found history macro news policy_study position_size range_starts
        readings replaying risk_study simulation_reply snapshot states thesis universe
    """
    assert set(words.split()) <= tags
    assert len(tags) == len(get_args(Reply))
