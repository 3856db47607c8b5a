"""Messages of the index: they survive the wire."""

from __future__ import annotations

import msgspec

from r2k_tui.model.messages.universe import EXAMPLES, ListChangesReply
from tests.model.index.test_changes import CHANGES


def test_a_reply_comes_out_as_it_went_in() -> None:
    reply = ListChangesReply(CHANGES)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(reply), type=ListChangesReply) == reply


def test_there_is_an_example_of_every_request() -> None:
    assert {"GetListChanges", "GetRanks"} <= {type(example.request).__name__ for example in EXAMPLES}
